"""The verbs of the strategy."""

from cordee.journeys.strategy.actions.diagnoses import (
    cancel_visit,
    close_grid,
    plan_visit,
    score,
    tell,
)
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
    "cancel_visit",
    "close_grid",
    "finish",
    "keep_action",
    "open_to",
    "plan_visit",
    "remark",
    "remove_action",
    "reopen",
    "restore",
    "score",
    "settle",
    "take_back",
    "tell",
    "write",
]
