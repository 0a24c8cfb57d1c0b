"""Letters and lists, and who receives them."""

from cordee.letters.models.letters import (
    Issue,
    Letter,
    Passage,
    Subscriber,
)
from cordee.letters.models.lists import DiscussionList, ListMember, ListMessage

__all__ = [
    "DiscussionList",
    "Issue",
    "Letter",
    "ListMember",
    "ListMessage",
    "Passage",
    "Subscriber",
]
