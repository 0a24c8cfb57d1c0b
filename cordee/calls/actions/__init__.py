"""Publish, amend, extend a call; answer the public, follow, meet: the only writer of calls."""

from cordee.calls.actions.alerting import alert
from cordee.calls.actions.asking import answer, ask, dismiss
from cordee.calls.actions.briefings import (
    cancel_briefing,
    change_briefing,
    open_briefing,
    register,
    unregister,
)
from cordee.calls.actions.extending import extend
from cordee.calls.actions.following import confirm, follow, retire, unfollow
from cordee.calls.actions.keeping import keep
from cordee.calls.actions.publishing import (
    amend,
    archive,
    follow_judging,
    follow_results,
    publish,
)

__all__ = [
    "alert",
    "amend",
    "answer",
    "archive",
    "ask",
    "cancel_briefing",
    "change_briefing",
    "confirm",
    "dismiss",
    "extend",
    "follow",
    "follow_judging",
    "follow_results",
    "keep",
    "open_briefing",
    "publish",
    "register",
    "retire",
    "unfollow",
    "unregister",
]
