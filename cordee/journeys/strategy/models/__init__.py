"""Strategies, diagnoses, experience and words given."""

from cordee.journeys.strategy.models.actors import Actor
from cordee.journeys.strategy.models.diagnoses import Score, Telling, Visit
from cordee.journeys.strategy.models.funding import Funding
from cordee.journeys.strategy.models.giving import Contribution, Support, SupportStep
from cordee.journeys.strategy.models.guests import Guest
from cordee.journeys.strategy.models.plans import (
    FinalStrategy,
    Passage,
    PassageVersion,
    PlannedAction,
    Remark,
    Strategy,
)
from cordee.journeys.strategy.models.sequels import SequelChosen
from cordee.journeys.strategy.models.voices import Quotation, Sheet, Verbatim, Voice

__all__ = [
    "Actor",
    "Contribution",
    "FinalStrategy",
    "Funding",
    "Guest",
    "Passage",
    "PassageVersion",
    "PlannedAction",
    "Quotation",
    "Remark",
    "Score",
    "SequelChosen",
    "Sheet",
    "Strategy",
    "Support",
    "SupportStep",
    "Telling",
    "Verbatim",
    "Visit",
    "Voice",
]
