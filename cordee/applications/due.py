"""Tasks of the flow: complements to give, silences to forestall."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.models import Completion
from cordee.applications.queries import writes_none, written_by
from cordee.applications.queries.promised import promised
from cordee.applications.queries.silence import unanswered
from cordee.kernel.french import day, moment
from cordee.people.policy import is_staff
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

MOST = 10
SOON = timedelta(days=60)
PREPARED = timedelta(days=14)
"""How long before the day it was promised an answer becomes a task of the team."""


def complements(user: User, at: datetime) -> Iterator[Task]:
    """What the staff asked to complete in the files one writes."""
    if writes_none(user):
        return
    rows = Completion.objects.open(at).filter(application__in=written_by(user).values("pk"))
    for one in rows.select_related("application__edition").order_by("due", "pk")[:MOST]:
        zone = one.application.edition.zone or settings.TIME_ZONE
        yield Task(
            _("Compléter la candidature de %(body)s – %(call)s")
            % {"body": one.application.body_name, "call": one.application.edition.title},
            _("à compléter"),
            "warn",
            reverse("applications:complete", args=[one.application.public_id]),
            _("Avant le %s") % moment(timezone.localtime(one.due, ZoneInfo(zone)), zone=zone),
        )


def silences(user: User, at: datetime) -> Iterator[Task]:
    """The calls whose silence will soon mean something, for the team."""
    if not is_staff(user, at):
        return
    for one in list(unanswered(at))[:MOST]:
        if not one.edition.today(at) <= one.speaks <= one.edition.today(at + SOON):
            continue
        means = _("rejet") if one.rule.means == "rejection" else _("acceptation")
        yield Task(
            _("Répondre avant que le silence vaille %(means)s – %(call)s")
            % {"means": means, "call": one.edition.title},
            _("%d sans réponse") % one.count,
            "warn",
            reverse("applications:received", args=[one.edition.key]),
            _("Avant le %s") % day(one.speaks),
        )


def answers(user: User, at: datetime) -> Iterator[Task]:
    """The answers promised soon, or already late, for the team (R100)."""
    if not is_staff(user, at):
        return
    for one in list(promised())[:MOST]:
        if one.day > one.edition.today(at + PREPARED):
            continue
        late = one.day < one.edition.today(at)
        yield Task(
            _("Répondre aux candidats – %(call)s") % {"call": one.edition.title},
            _("en retard") if late else _("%d sans réponse") % one.count,
            "bad" if late else "warn",
            reverse("applications:received", args=[one.edition.key]),
            _("Promise pour le %s") % day(one.day),
        )
