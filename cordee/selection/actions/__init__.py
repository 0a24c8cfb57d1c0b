"""Seat a jury, mark, choose, decide and release: the only writer of the selection."""

from cordee.selection.actions.choosing import (
    ask,
    explain,
    move,
    propose,
    word,
)
from cordee.selection.actions.marking import (
    carry,
    erase,
    mark,
)
from cordee.selection.actions.packets import (
    bring_back,
    keep_grid,
)
from cordee.selection.actions.panels import (
    close_marks,
    come_to_sit,
    declare,
    lift,
    open_panel,
    recuse,
    reopen_marks,
    seat_juror,
    unseat,
)
from cordee.selection.actions.ruling import (
    decision_faults,
    release,
    rule,
)
from cordee.selection.actions.seats import (
    Profile,
    call_substitute,
    change_juror,
    follow,
    release_substitute,
)
from cordee.selection.actions.sharing import (
    entrust,
    share_out,
    take_back,
)
from cordee.selection.actions.signing import (
    keep_signed,
)
from cordee.selection.actions.sittings import (
    attend,
    close_sitting,
    count,
    discuss,
    give_proxy,
    note,
    open_sitting,
    put_to_vote,
    rank,
    vote,
)
from cordee.selection.actions.talking import (
    answer,
    be_sure,
    calibrate_on,
    confirm,
    contact,
    remark,
    report,
    unsay,
)

__all__ = [
    "Profile",
    "answer",
    "ask",
    "attend",
    "be_sure",
    "bring_back",
    "calibrate_on",
    "call_substitute",
    "carry",
    "change_juror",
    "close_marks",
    "close_sitting",
    "come_to_sit",
    "confirm",
    "contact",
    "count",
    "decision_faults",
    "declare",
    "discuss",
    "entrust",
    "erase",
    "explain",
    "follow",
    "give_proxy",
    "keep_grid",
    "keep_signed",
    "lift",
    "mark",
    "move",
    "note",
    "open_panel",
    "open_sitting",
    "propose",
    "put_to_vote",
    "rank",
    "recuse",
    "release",
    "release_substitute",
    "remark",
    "reopen_marks",
    "report",
    "rule",
    "seat_juror",
    "share_out",
    "take_back",
    "unsay",
    "unseat",
    "vote",
    "word",
]
