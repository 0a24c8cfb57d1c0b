"""Write, share, answer: the only writers of what a cohort learns."""

from cordee.journeys.learning.actions.extracts import (
    answer_extract,
    ask_extract,
    use_extract,
    withdraw_extract,
)
from cordee.journeys.learning.actions.logbook import (
    erase_entry,
    rewrite_entry,
    share_entry,
    take_entry_back,
    write_entry,
)

__all__ = [
    "answer_extract",
    "ask_extract",
    "erase_entry",
    "rewrite_entry",
    "share_entry",
    "take_entry_back",
    "use_extract",
    "withdraw_extract",
    "write_entry",
]
