"""Write a file, gather its team, hand it in: the only writer of applications."""

from cordee.applications.actions.handing import ask_receipt, deposit, withdraw
from cordee.applications.actions.team import (
    change_member,
    come_in,
    hand_on,
    heir,
    join,
    leave,
    replace,
)
from cordee.applications.actions.writing import Fate, Saved, save_answer, start, touch

__all__ = [
    "Fate",
    "Saved",
    "ask_receipt",
    "change_member",
    "come_in",
    "deposit",
    "hand_on",
    "heir",
    "join",
    "leave",
    "replace",
    "save_answer",
    "start",
    "touch",
    "withdraw",
]
