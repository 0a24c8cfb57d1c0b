"""Write a file, gather its team, hand it in: the only writer of applications."""

from cordee.applications.actions.annotating import label, write_note
from cordee.applications.actions.beginning import start
from cordee.applications.actions.commenting import comment, settle
from cordee.applications.actions.completing import (
    answer_completion,
    ask_completion,
    close_completion,
)
from cordee.applications.actions.doors import (
    give_code,
    name_guest,
    take_back_code,
    take_back_guest,
    use_code,
)
from cordee.applications.actions.examining import examine, release_examinations
from cordee.applications.actions.exchanging import say, settle_exchange
from cordee.applications.actions.handing import ask_receipt, deposit, withdraw
from cordee.applications.actions.mailing import leave_out, mailing_faults, prepare, send
from cordee.applications.actions.partnering import drop_partner, set_partner, tell
from cordee.applications.actions.steps import go_on, open_next
from cordee.applications.actions.team import (
    ask_in,
    change_member,
    come_in,
    hand_on,
    heir,
    join,
    leave,
    replace,
)
from cordee.applications.actions.writing import Fate, Saved, restore, save_answer, touch

__all__ = [
    "Fate",
    "Saved",
    "answer_completion",
    "ask_completion",
    "ask_in",
    "ask_receipt",
    "change_member",
    "close_completion",
    "come_in",
    "comment",
    "deposit",
    "drop_partner",
    "examine",
    "give_code",
    "go_on",
    "hand_on",
    "heir",
    "join",
    "label",
    "leave",
    "leave_out",
    "mailing_faults",
    "name_guest",
    "open_next",
    "prepare",
    "release_examinations",
    "replace",
    "restore",
    "save_answer",
    "say",
    "send",
    "set_partner",
    "settle",
    "settle_exchange",
    "start",
    "take_back_code",
    "take_back_guest",
    "tell",
    "touch",
    "use_code",
    "withdraw",
    "write_note",
]
