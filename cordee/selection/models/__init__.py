"""Panels, recusals, marks, deliberations, and the ruling they lead to."""

from cordee.selection.models.decisions import Deliberation, Outcome, OutcomeQuerySet, Ruling
from cordee.selection.models.panels import (
    Assignment,
    Distribution,
    Juror,
    Mark,
    Panel,
    Recusal,
    RecusalQuerySet,
    Replacement,
)
from cordee.selection.models.talking import Contact, Reading, Remark, ReturnedGrid

__all__ = [
    "Assignment",
    "Contact",
    "Deliberation",
    "Distribution",
    "Juror",
    "Mark",
    "Outcome",
    "OutcomeQuerySet",
    "Panel",
    "Reading",
    "Recusal",
    "RecusalQuerySet",
    "Remark",
    "Replacement",
    "ReturnedGrid",
    "Ruling",
]
