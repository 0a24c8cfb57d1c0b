"""Join a cohort late, or step aside: what a place offered or given back changes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.actions.asking import ask
from cordee.journeys.actions.awards import award_by_rule
from cordee.journeys.actions.beginning import plan, welcome
from cordee.journeys.actions.delegations import withdraw
from cordee.journeys.models import Cohort, Participation
from cordee.selection.models import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def join_late(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a place was offered after the decision, its territory joins the cohort."""
    cohort = Cohort.objects.filter(edition__rulings=event.ruling).first()
    if cohort is None:
        return
    again = Participation.objects.filter(outcome=event.outcome)
    if not again.update(ends=None, ended_because=""):
        rows = Outcome.objects.select_related("deposit__application__territory")
        newcomer = welcome(cohort, rows.get(pk=event.outcome), at)
        plan(cohort, [newcomer], at=at)
        award_by_rule([newcomer], at=at)
        ask([newcomer], at=at)


@transaction.atomic
def step_aside(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a place was given back, its territory leaves the cohort."""
    found = Participation.objects.filter(outcome=event.outcome, ends=None).first()
    if found is not None:
        withdraw(found, reason="Place rendue.", by=by, at=at)
