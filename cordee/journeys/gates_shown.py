"""Where passages between phases show: the page of a cohort, of a territory, the team's tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.journeys import queries
from cordee.journeys.models import Cohort
from cordee.journeys.owed import Part
from cordee.journeys.queries.gates import left_one_of, told_to
from cordee.people.policy import is_staff
from cordee.programme.anchors import deadline
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.owed import Standing
    from cordee.people.models import User

SHOWN = 5


def of_cohort(cohort: Cohort) -> Iterator[Part]:
    """A door a gate of the programme."""
    for gate in cohort.edition.definition.gates:
        url = reverse("journeys:passing", args=[cohort.public_id, gate.key])
        yield Part(said(gate.label), url, hint=_("passage d’une phase à l’autre"))


def own(seen: Standing) -> Iterator[Part]:
    """What was told to a delegation, once something was; no query without a gate."""
    if seen.participation.cohort.edition.definition.gates and told_to(seen.participation, seen.at):
        url = reverse("journeys:own_passages", args=[seen.participation.public_id])
        readers = _("votre délégation et l’équipe d’animation")
        yield Part(_("Passages d’étape"), url, readers=readers)


@if_any(lambda _user: _with_gates(), team=True)
def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For the team: the gates whose day has come, to decide, then to announce."""
    if not is_staff(user, at):
        return
    for cohort in _with_gates().select_related("edition__current").order_by("-pk")[:SHOWN]:
        told = {one.gate: one for one in cohort.passings.order_by("pk")}
        for gate in cohort.edition.definition.gates:
            made = told.get(gate.key)
            if (made and made.released_at) or gate.when is None:
                continue
            held = queries.held_days(queries.calendar(cohort))
            due = deadline(cohort.edition.definition, gate.when, held).first
            if due is None or due > at.astimezone(cohort.zone).date():
                continue
            if left_one_of(user, cohort, at):
                continue
            url = reverse("journeys:passing", args=[cohort.public_id, gate.key])
            status = _("à annoncer") if made and made.at else _("à décider")
            yield Task(said(gate.label), status, "warn", url, cohort.label)


def _with_gates() -> QuerySet[Cohort]:
    return Cohort.objects.filter(edition__current__content__has_key="gates")
