"""Reading calls: what is open, what comes, what is behind, what is asked."""

from cordee.calls.queries.asking import (
    answers,
    asked,
    briefings,
    inquiries,
    still_waiting,
    with_call,
)
from cordee.calls.queries.editions import listed, public

__all__ = [
    "answers",
    "asked",
    "briefings",
    "inquiries",
    "listed",
    "public",
    "still_waiting",
    "with_call",
]
