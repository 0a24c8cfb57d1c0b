"""Strategies, diagnoses, experience and words given."""

from cordee.journeys.strategy.models.actors import Actor
from cordee.journeys.strategy.models.diagnoses import Score, Telling, Visit
from cordee.journeys.strategy.models.funding import Funding
from cordee.journeys.strategy.models.guests import Guest
from cordee.journeys.strategy.models.plans import (
    FinalStrategy,
    Passage,
    PassageVersion,
    PlannedAction,
    Remark,
    Strategy,
)
from cordee.journeys.strategy.models.voices import Quotation, Sheet, Verbatim, Voice

__all__ = [
    "Actor",
    "FinalStrategy",
    "Funding",
    "Guest",
    "Passage",
    "PassageVersion",
    "PlannedAction",
    "Quotation",
    "Remark",
    "Score",
    "Sheet",
    "Strategy",
    "Telling",
    "Verbatim",
    "Visit",
    "Voice",
]
