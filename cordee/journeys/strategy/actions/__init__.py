"""The verbs of the strategy."""

from cordee.journeys.strategy.actions.actors import keep_actor, remove_actor
from cordee.journeys.strategy.actions.diagnoses import (
    cancel_visit,
    close_grid,
    plan_visit,
    score,
    score_together,
    tell,
)
from cordee.journeys.strategy.actions.films import name_filmed, nobody_filmed
from cordee.journeys.strategy.actions.funding import cancel_funding, record_funding
from cordee.journeys.strategy.actions.giving import (
    cancel_days,
    cancel_step,
    keep_support,
    record_days,
    record_step,
)
from cordee.journeys.strategy.actions.guests import tell_export, welcome
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
from cordee.journeys.strategy.actions.retention import retire_sheets_and_guests, retire_words
from cordee.journeys.strategy.actions.sequels import choose_sequel
from cordee.journeys.strategy.actions.voices import (
    Speaker,
    consent,
    gather,
    keep_sheet,
    review_sheet,
    take_words_back,
    withdraw_sheet,
)

__all__ = [
    "Speaker",
    "cancel_days",
    "cancel_funding",
    "cancel_step",
    "cancel_visit",
    "choose_sequel",
    "close_grid",
    "consent",
    "finish",
    "gather",
    "keep_action",
    "keep_actor",
    "keep_sheet",
    "keep_support",
    "name_filmed",
    "nobody_filmed",
    "open_to",
    "plan_visit",
    "record_days",
    "record_funding",
    "record_step",
    "remark",
    "remove_action",
    "remove_actor",
    "reopen",
    "restore",
    "retire_sheets_and_guests",
    "retire_words",
    "review_sheet",
    "score",
    "score_together",
    "settle",
    "take_back",
    "take_words_back",
    "tell",
    "tell_export",
    "welcome",
    "withdraw_sheet",
    "write",
]
