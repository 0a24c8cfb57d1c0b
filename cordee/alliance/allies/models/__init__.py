"""The allies, their charter, their communities, their permanences and meetings."""

from cordee.alliance.allies.models.charter import Ally, Bringing, CharterText
from cordee.alliance.allies.models.communities import (
    Community,
    CommunityHost,
    CommunityMember,
    CommunityResource,
)
from cordee.alliance.allies.models.gatherings import (
    Came,
    DropIn,
    FeedbackTalk,
    Gathering,
    Headcount,
)
from cordee.alliance.allies.models.kinds import AllianceCustom, AllyKind
from cordee.alliance.allies.models.seats import SeatPortrait

__all__ = [
    "AllianceCustom",
    "Ally",
    "AllyKind",
    "Bringing",
    "Came",
    "CharterText",
    "Community",
    "CommunityHost",
    "CommunityMember",
    "CommunityResource",
    "DropIn",
    "FeedbackTalk",
    "Gathering",
    "Headcount",
    "SeatPortrait",
]
