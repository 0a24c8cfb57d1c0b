"""Write letters, run lists: the only writers of both."""

from cordee.letters.actions.letters import (
    add_passage,
    begin_issue,
    confirm,
    entrust,
    keep_letter,
    put_off,
    retire,
    send,
    stop,
    subscribe,
    take_away,
    take_up,
    tell_forwarded,
    try_out,
    write_passage,
)

__all__ = [
    "add_passage",
    "begin_issue",
    "confirm",
    "entrust",
    "keep_letter",
    "put_off",
    "retire",
    "send",
    "stop",
    "subscribe",
    "take_away",
    "take_up",
    "tell_forwarded",
    "try_out",
    "write_passage",
]
