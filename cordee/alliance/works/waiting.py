"""What waits for someone in what the alliance does together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works.models import (
    AssemblyGuest,
    WorkFrame,
    WorkObjection,
    WorkOutput,
    Workstream,
)
from cordee.alliance.works.queries import workstreams as queries
from cordee.alliance.works.queries.assemblies import unanswered
from cordee.alliance.works.rules.workstreams import ALIVE
from cordee.kernel import french
from cordee.people.lived import Lived
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5
SOON = timedelta(days=30)


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For who carries a workstream, then for the team."""
    today = timezone.localdate(at)
    yield from _objected(user)
    yield from _late(user, today)
    yield from _invited(user, today)
    if is_staff(user, at):
        yield from _decisions()
        yield from _framed(today)


@if_any(lambda user: AssemblyGuest.objects.filter(person__user=user))
def _invited(user: User, today: date) -> Iterator[Task]:
    for day in unanswered(user, today)[:SHOWN]:
        url = reverse("works:assembly", args=[day.assembly.public_id])
        said = {"title": day.assembly.title, "day": french.day(day.on, weekday=False)}
        yield Task(_("Dire si vous venez : %(title)s, le %(day)s") % said, _("à répondre"), "warn",
                   url)  # fmt: skip


def _lived(user: int) -> QuerySet[Workstream]:
    mine = Q(leader__user=user) | Q(allies__person__user=user, allies__left=None)
    return Workstream.objects.filter(mine, state__in=ALIVE)


@if_any(_lived)
def workstreams(user: User, at: datetime) -> Iterator[Lived]:  # noqa: ARG001 - the shape of a role lived
    """Each open workstream one carries or takes part in."""
    rows = _lived(user.pk).select_related("leader").distinct()
    for one in rows.order_by("-pk")[:SHOWN]:
        carries = one.leader is not None and one.leader.user_id == user.pk
        role = _("porte ce chantier de l’alliance") if carries else _("participe à ce chantier")
        url = reverse("works:workstream", args=[one.public_id])
        yield Lived(one.title, url, role, one.get_state_display())


def _to_answer(user: int) -> QuerySet[WorkObjection]:
    return WorkObjection.objects.filter(
        answered_at=None, workstream__leader__user=user, workstream__state__in=ALIVE
    )


@if_any(_to_answer)
def _objected(user: User) -> Iterator[Task]:
    for one in _to_answer(user.pk).select_related("workstream").order_by("pk")[:SHOWN]:
        url = reverse("works:workstream", args=[one.workstream.public_id])
        yield Task(_("Répondre à une objection"), _("à répondre"), "warn", url,
                   one.workstream.title)  # fmt: skip


def _to_deliver(user: int) -> QuerySet[WorkOutput]:
    return WorkOutput.objects.filter(
        delivered_on=None, workstream__leader__user=user, workstream__state__in=ALIVE
    )


@if_any(_to_deliver)
def _late(user: User, today: date) -> Iterator[Task]:
    late = _to_deliver(user.pk).filter(due__lte=today + SOON).select_related("workstream")
    for out in late.order_by("due", "pk")[:SHOWN]:
        assert out.due is not None  # noqa: S101 - asked by the filter
        url = reverse("works:workstream", args=[out.workstream.public_id])
        yield Task(
            out.title, french.day(out.due, weekday=False),
            "bad" if out.due < today else "warn", url, out.workstream.title,
        )  # fmt: skip


@if_any(lambda _user: queries.waiting_supports(), team=True)
def _decisions() -> Iterator[Task]:
    for one in queries.waiting_supports()[:SHOWN]:
        yield Task(
            _("Faire décider un soutien"), french.money(one.asked), "warn",
            reverse("works:grant", args=[one.pk]), one.workstream.title,
        )  # fmt: skip


@if_any(lambda _user: WorkFrame.objects.all(), team=True)
def _framed(today: date) -> Iterator[Task]:
    """The common publication, the next meeting and the yearly review, a month before."""
    frame = queries.frame_of(today)
    if frame is None:
        return
    url = reverse("works:frame", args=[frame.public_id])
    due = frame.publication_due
    if due is not None and frame.published_on is None and due <= today + SOON:
        yield _due(_("Publication commune des chantiers"), due, today, url)
    if frame.review_on is not None and frame.review_on <= today + SOON:
        left = queries.to_review(frame).count()
        if left:
            said = _("Passer les chantiers en revue : %(count)s") % {"count": left}
            yield _due(said, frame.review_on, today, url)


def _due(said: str, due: date, today: date, url: str) -> Task:
    return Task(said, french.day(due, weekday=False), "bad" if due < today else "warn", url)
