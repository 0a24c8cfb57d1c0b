"""Write down organs, mandates, decisions on money, objections: the only writer of the room."""

from cordee.alliance.actions.agreements import let_end, write_agreement
from cordee.alliance.actions.decisions import answer, decide, object_to, strike
from cordee.alliance.actions.organs import (
    end_mandate,
    give_mandate,
    hold_meeting,
    name_organ,
)

__all__ = [
    "answer",
    "decide",
    "end_mandate",
    "give_mandate",
    "hold_meeting",
    "let_end",
    "name_organ",
    "object_to",
    "strike",
    "write_agreement",
]
