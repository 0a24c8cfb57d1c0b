"""What waits for someone here: grids to fill, diagnoses to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.audiences import reader
from cordee.journeys.strategy.models import Guest, Visit
from cordee.journeys.strategy.queries.voices import waiting_sheets
from cordee.kernel import french
from cordee.people.models import Seat
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5


@if_any(lambda user: Guest.objects.filter(seat__person__user=user))
def looking_on(user: User, at: datetime) -> Iterator[Task]:
    """The cohorts someone looks on, and until when."""
    rows = Guest.objects.filter(seat__in=Seat.objects.held_by(user, at))
    for one in rows.select_related("cohort", "seat").order_by("pk")[:SHOWN]:
        url = reverse("strategy:guest", args=[one.public_id])
        until = (
            french.day(timezone.localtime(one.seat.ends).date(), weekday=False)
            if one.seat.ends
            else ""
        )
        yield Task(one.cohort.label, _("jusqu’au %(day)s") % {"day": until}, "info", url)


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For whoever visits, grids to fill; for the team, grids handed in that nobody heard of."""
    yield from _to_fill(user)
    if is_staff(user, at):
        yield from _to_review(user, at)
        yield from _to_tell()


def _open(user: int) -> QuerySet[Visit]:
    return Visit.objects.filter(
        visitors__user=user, cancelled_at=None, closed_at=None, participation__ends=None
    )


@if_any(_open)
def _to_fill(user: User) -> Iterator[Task]:
    own = _open(user.pk)
    for one in own.select_related("participation").order_by("pk")[:SHOWN]:
        url = reverse("strategy:grid", args=[one.public_id])
        label = _("Grille de diagnostic : %(name)s") % {"name": one.participation.name}
        yield Task(label, _("à remplir"), "warn", url)


@if_any(lambda _user: _untold(), team=True)
def _to_tell() -> Iterator[Task]:
    for one in _untold().select_related("participation").order_by("closed_at", "pk")[:SHOWN]:
        url = reverse("strategy:diagnosis", args=[one.participation.public_id])
        label = _("Diagnostic à restituer : %(name)s") % {"name": one.participation.name}
        yield Task(label, _("à restituer"), "warn", url)


def _untold() -> QuerySet[Visit]:
    rows = Visit.objects.filter(tellings=None, cancelled_at=None, participation__ends=None)
    return rows.exclude(closed_at=None)


@if_any(lambda _user: waiting_sheets(), team=True)
def _to_review(user: User, at: datetime) -> Iterator[Task]:
    """The sheets that would go beyond the cohort, and that the team reads."""
    who = reader(user, at)
    for one in waiting_sheets()[:SHOWN]:
        if who.reads(one):
            url = reverse("strategy:sheet", args=[one.public_id])
            yield Task(_("Fiche à relire : %(name)s") % {"name": one}, _("à relire"), "warn", url)
