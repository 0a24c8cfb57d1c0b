"""What the alliance does together: its tables."""

from cordee.alliance.works.models.assemblies import (
    Assembly,
    AssemblyDay,
    AssemblyGuest,
    AssemblyPart,
    DayReply,
    Resolution,
    SideOffer,
)
from cordee.alliance.works.models.speaking import RegisterLine, TakeUp
from cordee.alliance.works.models.terms import Term
from cordee.alliance.works.models.workstreams import (
    LeadersMeeting,
    WorkAlly,
    WorkFile,
    WorkFrame,
    WorkObjection,
    WorkOutput,
    WorkReview,
    Workstream,
    WorkSupport,
)

__all__ = [
    "Assembly",
    "AssemblyDay",
    "AssemblyGuest",
    "AssemblyPart",
    "DayReply",
    "LeadersMeeting",
    "RegisterLine",
    "Resolution",
    "SideOffer",
    "TakeUp",
    "Term",
    "WorkAlly",
    "WorkFile",
    "WorkFrame",
    "WorkObjection",
    "WorkOutput",
    "WorkReview",
    "WorkSupport",
    "Workstream",
]
