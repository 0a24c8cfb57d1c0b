"""Write what happens among allies: the only writer of the room."""

from cordee.alliance.allies.actions.charter import (
    ask_to_sign,
    bring,
    leave,
    list_ally,
    sign,
    structure,
    welcome,
    write_charter,
)
from cordee.alliance.allies.actions.communities import (
    close,
    end_host,
    host,
    join,
    keep_community,
    quit_community,
    share,
)
from cordee.alliance.allies.actions.gatherings import (
    call_off,
    count,
    drop_coming,
    hold,
    keep,
    miss,
    note_coming,
    plan,
    set_drop_in,
    tell,
)
from cordee.alliance.allies.actions.kinds import add_kind, retire_kind, set_custom
from cordee.alliance.allies.actions.seats import portray

__all__ = [
    "add_kind",
    "ask_to_sign",
    "bring",
    "call_off",
    "close",
    "count",
    "drop_coming",
    "end_host",
    "hold",
    "host",
    "join",
    "keep",
    "keep_community",
    "leave",
    "list_ally",
    "miss",
    "note_coming",
    "plan",
    "portray",
    "quit_community",
    "retire_kind",
    "set_custom",
    "set_drop_in",
    "share",
    "sign",
    "structure",
    "tell",
    "welcome",
    "write_charter",
]
