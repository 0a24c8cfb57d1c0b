"""Strategies, diagnoses, experience and words given."""

from cordee.journeys.strategy.models.diagnoses import Score, Telling, Visit
from cordee.journeys.strategy.models.plans import (
    FinalStrategy,
    Passage,
    PassageVersion,
    PlannedAction,
    Remark,
    Strategy,
)

__all__ = [
    "FinalStrategy",
    "Passage",
    "PassageVersion",
    "PlannedAction",
    "Remark",
    "Score",
    "Strategy",
    "Telling",
    "Visit",
]
