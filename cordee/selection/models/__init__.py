"""Panels, recusals, marks, deliberations, and the ruling they lead to."""

from cordee.selection.models.decisions import (
    Complaint,
    Deliberation,
    Outcome,
    OutcomeQuerySet,
    Ruling,
    Sequel,
    SignedMinutes,
)
from cordee.selection.models.hearings import Hearing, HearingSlot
from cordee.selection.models.panels import (
    Assignment,
    Bypass,
    Distribution,
    Juror,
    Mark,
    Panel,
    Recusal,
    RecusalQuerySet,
    Replacement,
)
from cordee.selection.models.placements import Placement
from cordee.selection.models.public import PublicTally, PublicVote, SeatDraw, Voter
from cordee.selection.models.sittings import Ballot, Proceeding, Sitting, Tally, Voice
from cordee.selection.models.talking import Contact, Reading, Remark, ReturnedGrid, ReviewReply
from cordee.selection.models.votes import Naming, Slip

__all__ = [
    "Assignment",
    "Ballot",
    "Bypass",
    "Complaint",
    "Contact",
    "Deliberation",
    "Distribution",
    "Hearing",
    "HearingSlot",
    "Juror",
    "Mark",
    "Naming",
    "Outcome",
    "OutcomeQuerySet",
    "Panel",
    "Placement",
    "Proceeding",
    "PublicTally",
    "PublicVote",
    "Reading",
    "Recusal",
    "RecusalQuerySet",
    "Remark",
    "Replacement",
    "ReturnedGrid",
    "ReviewReply",
    "Ruling",
    "SeatDraw",
    "Sequel",
    "SignedMinutes",
    "Sitting",
    "Slip",
    "Tally",
    "Voice",
    "Voter",
]
