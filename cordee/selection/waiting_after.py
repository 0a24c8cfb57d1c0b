"""What waits once results are known: a place to confirm, a complaint to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.applications.models import Application
from cordee.applications.policy import withheld
from cordee.applications.queries import writes_none
from cordee.people.policy import is_staff
from cordee.selection.models import Complaint, Outcome, Panel, ReviewReply, Ruling, Sequel
from cordee.selection.queries import replies
from cordee.web.awaited import if_any
from cordee.web.components import Task
from cordee.web.templatetags.cordee import minute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """Places to confirm for a team; complaints to answer for the staff."""
    if not writes_none(user):
        yield from _to_confirm(user, at)
        yield from _to_reply(user, at)
    if is_staff(user, at):
        yield from _complaints(user, at)
        yield from _talks(user, at)


def _to_confirm(user: User, at: datetime) -> Iterator[Task]:
    rows = (
        Outcome.objects.released(at)
        .holding()
        .filter(
            Q(deposit__application__owner=user)
            | Q(deposit__application__members__person__user=user),
            accepted_at=None,
            answer_by__gt=at,
        )
        .select_related("ruling__edition", "deposit__application")
        .distinct()
        .order_by("answer_by", "pk")
    )
    for one in rows[:SHOWN]:
        page = reverse("selection:answer", args=[one.deposit.application.public_id])
        title = one.ruling.edition.title
        yield Task(_("Confirmer votre place"), _("à confirmer"), "warn", page, title)


def _to_reply(user: User, at: datetime) -> Iterator[Task]:
    """The reviews of a jury that a team may still answer before the decision."""
    ruled = Ruling.objects.filter(edition=OuterRef("edition"), stage=OuterRef("stage"))
    closed = Panel.objects.filter(
        ~Exists(ruled), edition=OuterRef("edition"), closed_at__isnull=False
    )
    done = ReviewReply.objects.filter(application=OuterRef("pk"))
    rows = Application.objects.filter(
        Q(owner=user) | Q(members__person__user=user), Exists(closed), ~Exists(done),
        withdrawn_at=None,
    ).select_related("edition__current").distinct()  # fmt: skip
    for one in rows.order_by("-pk")[:SHOWN]:
        panel = replies.answerable(one)
        last = replies.until(panel) if panel else None
        if last is not None and at <= last:
            page = reverse("selection:reviews", args=[one.public_id])
            until = _("jusqu’au %(until)s") % {"until": minute(last)}
            yield Task(_("Répondre aux avis du jury"), until, "warn", page, one.body_name)


@if_any(lambda _user: _to_hold(), team=True)
def _talks(user: User, at: datetime) -> Iterator[Task]:
    """The talks that teams left out asked for, and that nobody held yet."""
    rows = (
        _to_hold()
        .exclude(outcome__deposit__application__in=withheld(user, at))
        .annotate(panel=_panel_of())
        .select_related("outcome__ruling__edition")
    )
    for one in rows.order_by("at", "pk")[:SHOWN]:
        page = reverse("selection:sequel", args=[one.panel, one.outcome.public_id])
        title = one.outcome.ruling.edition.title
        yield Task(_("Échanger avec une équipe non retenue"), _("à proposer"), "info", page, title)


def _to_hold() -> QuerySet[Sequel]:
    held = Sequel.objects.filter(outcome=OuterRef("outcome"), kind=Sequel.Kind.TALKED)
    return Sequel.objects.filter(~Exists(held), kind=Sequel.Kind.TALK)


def _panel_of() -> Subquery:
    rows = Panel.objects.filter(
        edition=OuterRef("outcome__ruling__edition"), stage=OuterRef("outcome__ruling__stage")
    )
    return Subquery(rows.values("public_id")[:1])


@if_any(lambda _user: Complaint.objects.filter(answered_at=None), team=True)
def _complaints(user: User, at: datetime) -> Iterator[Task]:
    rows = (
        Complaint.objects.filter(answered_at=None)
        .exclude(outcome__deposit__application__in=withheld(user, at))
        .select_related("outcome__ruling__edition")
    )
    found = list(rows.order_by("due", "pk")[:SHOWN])
    editions = {one.outcome.ruling.edition_id for one in found}
    panels = {
        (one.edition_id, one.stage): one
        for one in Panel.objects.filter(edition__in=editions).order_by("pk")
    }
    for one in found:
        ruling = one.outcome.ruling
        panel = panels[ruling.edition_id, ruling.stage]
        page = reverse("selection:sequel", args=[panel.public_id, one.outcome.public_id])
        title = ruling.edition.title
        said = _("en retard") if at > one.due else _("à répondre")
        yield Task(_("Répondre à une contestation"), said, "bad", page, title)
