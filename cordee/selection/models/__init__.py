"""Panels, recusals, marks, deliberations, and the ruling they lead to."""

from cordee.selection.models.decisions import Deliberation, Outcome, OutcomeQuerySet, Ruling
from cordee.selection.models.panels import (
    Assignment,
    Juror,
    Mark,
    Panel,
    Recusal,
    RecusalQuerySet,
)

__all__ = [
    "Assignment",
    "Deliberation",
    "Juror",
    "Mark",
    "Outcome",
    "OutcomeQuerySet",
    "Panel",
    "Recusal",
    "RecusalQuerySet",
    "Ruling",
]
