"""What happens to a call, and around it in public."""

from cordee.calls.events.clock import Extended
from cordee.calls.events.public import (
    Answered,
    Asked,
    BriefingCancelled,
    BriefingChanged,
    BriefingOpened,
    Dismissed,
    FollowConfirmed,
    Followed,
    Registered,
    Unfollowed,
    Unregistered,
)
from cordee.calls.events.rules import Amended, Archived, Published

__all__ = [
    "Amended",
    "Answered",
    "Archived",
    "Asked",
    "BriefingCancelled",
    "BriefingChanged",
    "BriefingOpened",
    "Dismissed",
    "Extended",
    "FollowConfirmed",
    "Followed",
    "Published",
    "Registered",
    "Unfollowed",
    "Unregistered",
]
