"""What waits for a juror, and for the team that runs her jury."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.applications.policy import withheld
from cordee.people.policy import is_staff
from cordee.selection import policy, queries
from cordee.selection.models import Juror, Panel, Recusal, Ruling, Sitting, Slip
from cordee.selection.rules.votes import is_vote
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """Interests to declare and files to read; for the team, panels to lead to their decision."""
    yield from _of_sittings(user, at)
    yield from _of_seats(user, at)
    if is_staff(user, at):
        yield from _of_team(user)
        yield from _late(user, at)


@if_any(lambda user: Sitting.objects.filter(closed_at=None, panel__jurors__person__user=user))
def _of_sittings(user: User, at: datetime) -> Iterator[Task]:
    """The sittings under way, where she discusses and votes."""
    seats = queries.seats_of(user, at).order_by().values("panel")
    rows = Sitting.objects.filter(closed_at=None, panel__in=seats)
    for one in rows.select_related("panel__edition").order_by("pk")[:SHOWN]:
        url = reverse("selection:sitting_seat", args=[one.panel.public_id])
        label = _("Rejoindre la séance du jury")
        yield Task(label, _("en cours"), "warn", url, one.panel.edition.title)


@if_any(lambda user: Juror.objects.filter(person__user=user, panel__closed_at=None))
def _of_seats(user: User, at: datetime) -> Iterator[Task]:
    for seat in queries.seats_of(user, at).filter(panel__closed_at=None)[:SHOWN]:
        if (task := _of_juror(seat)) is not None:
            yield task


def _of_juror(seat: Juror) -> Task | None:
    title = seat.panel.edition.title
    url = reverse("selection:panel", args=[seat.panel.public_id])
    if seat.declared_at is None:
        return Task(_("Déclarer vos intérêts"), _("à faire avant de lire"), "warn", url, title)
    if is_vote(queries.stage_of(seat.panel)):
        return _of_voter(seat, url, title)
    left = queries.open_to(seat).count() - queries.marked_whole(seat)
    if left <= 0:
        return None
    said = _("%(left)d à noter") % {"left": left}
    return Task(_("Lire et noter les dossiers"), said, "info", url, title)


def _of_voter(seat: Juror, url: str, title: str) -> Task | None:
    """Where the jury names files: her slip, until it is cast."""
    if not policy.may_vote(seat) or Slip.objects.cast().filter(juror=seat).exists():
        return None
    return Task(_("Lire les dossiers et voter"), _("à voter"), "info", url, title)


@if_any(lambda _user: Recusal.objects.unconfirmed(), team=True)
def _late(user: User, at: datetime) -> Iterator[Task]:
    """The panels where someone left a file after declaring her interests."""
    rows = Recusal.objects.unconfirmed().exclude(application__in=withheld(user, at))
    found = Panel.objects.filter(jurors__recusals__in=rows).distinct().select_related("edition")
    for panel in found.order_by("pk")[:SHOWN]:
        url = reverse("selection:members", args=[panel.public_id])
        title = panel.edition.title
        yield Task(_("Confirmer un déport tardif"), _("à confirmer"), "warn", url, title)


@if_any(lambda _user: _closed(), team=True)
def _of_team(user: User) -> Iterator[Task]:
    """The panels whose marks are closed and whose results are not released.

    Whoever left a file of it weighs no file against another: a colleague leads it to its end.
    """
    left = Recusal.objects.standing().filter(juror__person__user=user)
    rows = (
        _closed()
        .exclude(Exists(left.filter(juror__panel=OuterRef("pk"))))
        .annotate(ruled=Exists(_same_stage()))
        .select_related("edition")
        .order_by("closed_at", "pk")
    )
    for panel in rows[:SHOWN]:
        name = "decision" if panel.ruled else "choices"
        said = _("à publier") if panel.ruled else _("à décider")
        url = reverse(f"selection:{name}", args=[panel.public_id])
        yield Task(_("Mener le jury à sa décision"), said, "warn", url, panel.edition.title)


def _closed() -> QuerySet[Panel]:
    rows = Panel.objects.exclude(closed_at=None)
    return rows.exclude(Exists(_same_stage().exclude(released_at=None)))


def _same_stage() -> QuerySet[Ruling]:
    return Ruling.objects.filter(edition=OuterRef("edition"), stage=OuterRef("stage"))
