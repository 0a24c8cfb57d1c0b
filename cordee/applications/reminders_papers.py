"""What reminds of a signed copy: a week and two days before the day it is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.digests import writing
from cordee.applications.models import Application
from cordee.applications.rules.papers import Awaited, copy_awaited
from cordee.applications.tidings import with_writers
from cordee.calls.models import Edition
from cordee.kernel import french
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.people.models import User

DAYS: Final = (7, 2)
MORNING: Final = time(9)
LONGEST: Final = timedelta(days=400)
"""Deposits older than that are no longer reminded of their copy."""


class Copies:
    """A week, then two days before it is due, a signed copy that did not come is called to mind."""

    key = "applications.copies"
    label = _("Exemplaire signé attendu")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders of each deposit whose copies are not all here."""
        rows = Edition.objects.published().filter(archived_at=None).select_related("current")
        for edition in rows.order_by("pk"):
            form = edition.definition.form
            if form.signed_copy_within is not None:
                yield from _of_call(edition, at)


def _of_call(edition: Edition, at: datetime) -> Iterator[Proposal]:
    zone = ZoneInfo(edition.definition.timeline.zone)
    files = Application.objects.deposited().filter(edition=edition, current__at__gte=at - LONGEST)
    rows = with_writers(files).select_related("current").prefetch_related("signed_copies")
    for file in rows:
        made = file.current
        if made is None:
            continue
        awaited = copy_awaited(edition.definition.form, made.at.astimezone(zone).date())
        came = sum(one.copies for one in file.signed_copies.all())
        if awaited is None or awaited.until is None or came >= awaited.copies:
            continue
        dues = [(days, datetime.combine(awaited.until - timedelta(days=days), MORNING, zone))
                for days in DAYS]  # fmt: skip
        past = [pair for pair in dues if pair[1] <= at][-1:]
        for days, due in [*past, *(pair for pair in dues if pair[1] > at)]:
            for user in writing(file):
                yield _proposal(file, awaited, user, days, due)


def _proposal(
    file: Application, awaited: Awaited, user: User, days: int, due: datetime
) -> Proposal:
    url = settings.SITE_URL + reverse("applications:detail", args=[file.public_id])
    until = french.day(awaited.until, weekday=False) if awaited.until else ""
    return Proposal(
        person=f"user:{user.pk}",
        name=user.email,
        to=user.email,
        subject=("copy", str(file.pk)),
        subject_name=french.strung(file, " – ", file.edition.title, between="")[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        title=french.say("Exemplaire signé : {title}", title=file.edition.title)[:200],
        text=french.typeset(
            french.say(
                "Bonjour,\n\nLe dossier « {file} » est déposé ; il reste à en faire parvenir "
                "{copies}, {how}, au plus tard le {until}. L’adresse est ici : {url}\n",
                file=file, copies=french.plural(awaited.copies, "exemplaire"), how=awaited.how,
                until=until, url=url,
            )
        ),
        skip="" if user.is_active else french.say("Ce compte est fermé."),
    )  # fmt: skip


COPIES = Copies()
