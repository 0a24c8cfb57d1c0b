"""What waits for those who write: the files not handed in while the call is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.applications.models import Arrival
from cordee.applications.policy import withheld
from cordee.applications.queries import reception, state_of, writes_none, written_by
from cordee.applications.queries.exchanges import asked_of, waiting_for_staff
from cordee.kernel.french import day
from cordee.kernel.speech import heard
from cordee.people.lived import Lived
from cordee.people.models.seats import Role
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

MOST = 10
"""How many files are told: the list of files has them all."""


def drafts(user: User, at: datetime) -> Iterator[Task]:
    """Each file that is not handed in, with the instant it must be."""
    if writes_none(user):
        return
    rows = written_by(user).filter(current=None, withdrawn_at=None, edition__archived_at=None)
    mine = rows.filter(edition__judging_at=None) | rows.filter(edition__results_at=None)
    for one in mine.select_related("edition__current", "current")[:MOST]:
        door = reception(one, at)
        if door.faults:
            continue
        said = heard(door.words) if door.closes else ""
        yield Task(
            _("Déposer la candidature : %(body)s – %(call)s")
            % {"body": one.body_name or _("votre structure"), "call": one.edition.title},
            _("non déposée"),
            "warn",
            reverse("applications:detail", args=[one.public_id]),
            _("Avant le %s") % said if said else "",
        )


def files(user: User, at: datetime) -> Iterator[Lived]:  # noqa: ARG001 - the shape of every part
    """Each file one writes: the role one lives without being given a seat."""
    for one in () if writes_none(user) else written_by(user)[:MOST]:
        yield Lived(
            one.body_name or _("Votre structure"),
            reverse("applications:detail", args=[one.public_id]),
            Role.APPLICANT.label,
            _("%(call)s – candidature %(state)s")
            % {"call": one.edition.title, "state": state_of(one)},
        )


def exchanges(user: User, at: datetime) -> Iterator[Task]:
    """What the staff asked the teams one writes with; for the staff, teams nobody answered."""
    if not writes_none(user):
        yield from _asked(user)
    if is_staff(user, at):
        yield from _said(user, at)


def _asked(user: User) -> Iterator[Task]:
    for one in asked_of(user)[:MOST]:
        due = _("Réponse souhaitée le %s") % heard(day(one.due, weekday=False)) if one.due else ""
        url = reverse("applications:exchanges", args=[one.application.public_id])
        title = _("Répondre à l’équipe d’animation – %s") % one.application
        yield Task(title, _("réponse attendue"), "warn", url, due)


@if_any(lambda _user: waiting_for_staff(), team=True)
def _said(user: User, at: datetime) -> Iterator[Task]:
    rows = waiting_for_staff().exclude(application__in=withheld(user, at))
    for one in rows[:MOST]:
        url = reverse("applications:exchanges_desk", args=[one.application.public_id])
        title = _("Répondre à l’équipe de %s") % one.application
        yield Task(title, _("réponse attendue"), "warn", url)


@if_any(lambda _user: Arrival.objects.waiting(), team=True)
def arrivals(user: User, at: datetime) -> Iterator[Task]:
    """What came by the second door and nobody filed, for the team of the house."""
    if not is_staff(user, at):
        return
    rows = (
        Arrival.objects.waiting().filter(application=None).values("edition__key", "edition__title")
    )
    for row in rows.annotate(count=Count("pk")).order_by("edition__title")[:MOST]:
        key = row["edition__key"]
        yield Task(
            _("Classer les documents arrivés – %(call)s")
            % {"call": row["edition__title"] or _("sans appel")},
            str(row["count"]),
            "warn",
            reverse("applications:received_here", args=[key])
            if key
            else reverse("applications:astray"),
        )
