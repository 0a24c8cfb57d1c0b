"""The verbs of the strategy."""

from cordee.journeys.strategy.actions.plans import (
    finish,
    keep_action,
    open_to,
    remark,
    remove_action,
    reopen,
    restore,
    settle,
    take_back,
    write,
)

__all__ = [
    "finish",
    "keep_action",
    "open_to",
    "remark",
    "remove_action",
    "reopen",
    "restore",
    "settle",
    "take_back",
    "write",
]
