"""What may be done with people; the only writer of this room."""

from cordee.people.actions.accounts import (
    close_other_sessions,
    joined,
    known,
    move,
    reserve,
    speak,
    sweep,
    tidy,
    welcome,
)
from cordee.people.actions.factors import reset_factors
from cordee.people.actions.invitations import accept, invite, renew, withdraw
from cordee.people.actions.organisations import (
    join_governance,
    keep_organisation,
    leave_governance,
)
from cordee.people.actions.persons import add_person, change_profile, erase, find_or_add
from cordee.people.actions.retention import retire
from cordee.people.actions.seats import end_seat, give_seat

__all__ = [
    "accept",
    "add_person",
    "change_profile",
    "close_other_sessions",
    "end_seat",
    "erase",
    "find_or_add",
    "give_seat",
    "invite",
    "join_governance",
    "joined",
    "keep_organisation",
    "known",
    "leave_governance",
    "move",
    "renew",
    "reserve",
    "reset_factors",
    "retire",
    "speak",
    "sweep",
    "tidy",
    "welcome",
    "withdraw",
]
