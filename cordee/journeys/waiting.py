"""What waits for someone in the year: sheets to close, contributions to ask, one's own journey."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.journeys.models import Charge, Delegate, Demand, HeldMark, Meeting, Order
from cordee.journeys.rules.signing import EARLY
from cordee.kernel import french
from cordee.people.lived import Lived
from cordee.people.models.seats import Role
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task
from cordee.web.templatetags.cordee import minute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Participation
    from cordee.people.models import User

SHOWN = 5
WEEK = timedelta(days=7)
"""How long before a meeting the team is told to look whether all is ready."""


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For the team, the sheets still open after their meeting; for a delegate, her territory."""
    if is_staff(user, at):
        soon = Meeting.objects.filter(starts__lt=at + WEEK, state=Meeting.State.FIXED)
        for one in soon.select_related("participation").order_by("starts", "pk")[: 2 * SHOWN]:
            yield _of_meeting(one, at)
        yield from _to_settle()
        yield from _to_answer()
        yield from _to_ask()
        yield from _unanswered(timezone.localdate(at))
        return
    rows = [*queries.of_user(user, at)[:SHOWN]]
    coming = queries.next_meetings(rows, at)
    for row in rows:
        yield _of_territory(row, coming.get(row.pk))


def _of_territory(row: Participation, coming: Meeting | None) -> Task:
    """One's territory, and the next day it meets."""
    url = reverse("journeys:territory", args=[row.public_id])
    label = _("Suivre l’année : %(name)s") % {"name": row.name}
    if coming is None:
        return Task(label, _("en cours"), "info", url, row.cohort.label)
    day = minute(coming.starts, coming.zone.key)
    return Task(label, day, "info", url, _("Prochaine rencontre : %(name)s") % {"name": coming})


@if_any(lambda _user: HeldMark.objects.filter(settled_at=None), team=True)
def _to_settle() -> Iterator[Task]:
    """The closed sheets where marks came too late and wait for a decision."""
    rows = HeldMark.objects.filter(settled_at=None).values("meeting__public_id", "meeting__label")
    for one in rows.annotate(count=Count("pk")).order_by("meeting__pk")[:SHOWN]:
        url = reverse("journeys:meeting", args=[one["meeting__public_id"]])
        status = french.plural(one["count"], "présence", "présences")
        label = _("Arrivées après la clôture : %(name)s") % {"name": one["meeting__label"]}
        yield Task(label, status, "warn", url)


@if_any(lambda _user: Demand.objects.filter(state=Demand.State.ASKED), team=True)
def _to_answer() -> Iterator[Task]:
    """What delegations asked and nobody answered."""
    rows = Demand.objects.filter(state=Demand.State.ASKED).select_related("participation")
    for one in rows.order_by("at", "pk")[:SHOWN]:
        url = reverse("journeys:answer_demand", args=[one.public_id])
        yield Task(str(one).capitalize(), _("à répondre"), "warn", url)


def _of_meeting(one: Meeting, at: datetime) -> Task:
    """Whether all is ready; then its sheet, open from an hour before, to close once it is over."""
    whose = f" – {one.participation.name}" if one.participation else ""
    if one.starts and at < one.starts - EARLY:
        url = reverse("journeys:eve", args=[one.public_id])
        label = _("Préparer : %(name)s") % {"name": f"{one}{whose}"}
        return Task(label, minute(one.starts), "info", url, one.venue)
    url = reverse("journeys:meeting", args=[one.public_id])
    label = _("Feuille de présence : %(name)s") % {"name": f"{one}{whose}"}
    if one.ends and at < one.ends:
        return Task(label, _("ouverte"), "info", url, one.venue)
    return Task(label, _("à clore"), "warn", url)


@if_any(lambda _user: _unclaimed(), team=True)
def _to_ask() -> Iterator[Task]:
    """The cohorts where contributions are still to be asked (R84)."""
    cohorts = "participation__cohort__public_id", "participation__cohort__label"
    counted = _unclaimed().values(*cohorts)
    for one in counted.annotate(count=Count("pk")).order_by("participation__cohort__pk")[:SHOWN]:
        url = reverse("journeys:contributions", args=[one["participation__cohort__public_id"]])
        status = _("%(count)d à demander") % {"count": one["count"]}
        label = one["participation__cohort__label"]
        yield Task(_("Contributions : %(name)s") % {"name": label}, status, "info", url)


def _unclaimed() -> QuerySet[Charge]:
    return Charge.objects.filter(claimed_at=None, paid_at=None, participation__ends=None)


@if_any(lambda _user: Order.objects.filter(state=Order.State.ASKED), team=True)
def _unanswered(today: date) -> Iterator[Task]:
    """The orders whose day to answer is past: to recall, to withdraw, to give to another."""
    rows = Order.objects.filter(state=Order.State.ASKED, reply_by__lt=today)
    for one in rows.select_related("participation__cohort").order_by("reply_by", "pk")[:SHOWN]:
        url = reverse("journeys:orders", args=[one.participation.cohort.public_id])
        label = _("Commande sans réponse : %(name)s") % {"name": one.label}
        yield Task(label, one.participation.name, "warn", url)


@if_any(lambda user: Delegate.objects.filter(person__user=user))
def delegations(user: User, at: datetime) -> Iterator[Lived]:
    """Each delegation one is of: the role one lives without being given a seat."""
    for row in queries.of_user(user, at)[:SHOWN]:
        url = reverse("journeys:territory", args=[row.public_id])
        yield Lived(row.name, url, Role.DELEGATE.label, row.cohort.label)
