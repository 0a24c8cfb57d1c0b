"""What waits for the team among allies: welcome, explain, write down (R232-R234, R240)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import queries
from cordee.alliance.allies.models import Ally, Community, CommunityMember, DropIn, Gathering
from cordee.alliance.allies.rules.recurring import UNTOLD
from cordee.kernel import french
from cordee.people.lived import Lived
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

SHOWN = 3
LATE = timedelta(days=60)
"""A newcomer not welcomed by then waits for the team herself."""


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For the team alone."""
    if not is_staff(user, at):
        return
    today = timezone.localdate(at)
    yield from _permanences(today)
    yield from _newcomers(today)
    yield from _silent(today)
    yield from _unwritten(today)


@if_any(lambda _user: Gathering.objects.filter(sheet="", missed_because=""), team=True)
def _unwritten(today: date) -> Iterator[Task]:
    for one in queries.without_sheet(today)[:SHOWN]:
        yield Task(
            _("Écrire la fiche : %(name)s") % {"name": one.title},
            french.day(one.on, weekday=False), "warn",
            reverse("allies:gathering", args=[one.public_id]),
        )  # fmt: skip


def belonging(user: User, at: datetime) -> Iterator[Lived]:  # noqa: ARG001 - the shape of a role lived
    """Her place in the alliance: what she signed, the communities she is of."""
    url = reverse("allies:mine")
    if names := ", ".join(_signed(user)):
        yield Lived(_("Mon alliance"), url, _("signataire de la charte"), names)
    elif of := ", ".join(_member(user)):
        yield Lived(_("Mon alliance"), url, _("membre d’une communauté"), of)


@if_any(lambda user: Ally.objects.filter(person__user=user, withdrawn_on=None))
def _signed(user: User) -> Iterator[str]:
    for one in queries.allies().filter(person__user=user, withdrawn_on=None)[:SHOWN]:
        yield str(one)


@if_any(lambda user: CommunityMember.objects.filter(person__user=user, left_on=None))
def _member(user: User) -> Iterator[str]:
    rows = CommunityMember.objects.filter(person__user=user, left_on=None)
    for one in rows.select_related("community").order_by("pk")[:SHOWN]:
        yield str(one.community)


@if_any(lambda _user: Ally.objects.filter(welcomed_on=None, withdrawn_on=None), team=True)
def _newcomers(today: date) -> Iterator[Task]:
    late = queries.unwelcomed(today, before=today - LATE)
    if late:
        yield Task(
            _("Accueillir les nouveaux alliés"), french.plural(len(late), "allié"), "warn",
            reverse("allies:allies") + "?vie=new",
        )  # fmt: skip


@if_any(lambda _user: Community.objects.filter(closed_on=None), team=True)
def _silent(today: date) -> Iterator[Task]:
    for community in queries.silent(today)[:SHOWN]:
        yield Task(
            _("Réunir : %(name)s") % {"name": community.label}, _("en retard sur son rythme"),
            "warn", reverse("allies:keep_community", args=[community.public_id]),
        )  # fmt: skip


@if_any(lambda _user: DropIn.objects.all(), team=True)
def _permanences(today: date) -> Iterator[Task]:
    """The days of this year and of the last month of which nothing was told."""
    first = min(date(today.year, 1, 1), today - timedelta(days=31))
    untold = [one for one in queries.year_of(first, today, today) if one.fate == UNTOLD]
    for one in untold[-SHOWN:]:
        yield Task(
            _("Dire si elle a eu lieu : %(name)s") % {"name": one.rule.label},
            french.day(one.on, weekday=False), "warn",
            reverse("allies:keep_drop_ins") + f"?annee={one.on.year}",
        )  # fmt: skip
