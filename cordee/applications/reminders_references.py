"""What reminds of a letter asked: its referee, then whoever answers for the file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.models import Reference
from cordee.applications.queries.references import named_in
from cordee.kernel import french
from cordee.kernel.french import quoted
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS: Final = (7, 2)
MORNING: Final = time(9)
SETTLED: Final = timedelta(days=2)
"""A request younger than that is not called to mind: it has just arrived."""


class Letters:
    """A week, then two days before its day, a letter awaited is called to mind.

    Its referee is told both times, by the link she has; whoever answers for the file, the second.
    Nobody whom the file no longer names is reminded.
    """

    key = "applications.references"
    label = _("Lettre demandée à une personne référente")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders of each letter that may still be written."""
        rows = Reference.objects.filter(
            answer="", taken_back_at=None, expires_at__gt=at, application__withdrawn_at=None,
            application__edition__archived_at=None,
        ).exclude(email="")  # fmt: skip
        joined = ("application__edition__current", "application__current", "application__owner")
        for one in rows.select_related(*joined).order_by("pk"):
            named = {(who.question, who.email) for who in named_in(one.application)}
            if (one.question, one.email) in named:
                yield from _of(one, at)


def _of(one: Reference, at: datetime) -> Iterator[Proposal]:
    zone = ZoneInfo(one.application.edition.definition.timeline.zone)
    day = one.expires_at.astimezone(zone).date()
    dues = [(days, datetime.combine(day - timedelta(days=days), MORNING, zone)) for days in DAYS]
    dues = [(days, due) for days, due in dues if due >= one.asked_at + SETTLED]
    past = [pair for pair in dues if pair[1] <= at][-1:]
    for days, due in [*past, *(pair for pair in dues if pair[1] > at)]:
        yield _to_referee(one, days, due, zone)
        if days == DAYS[-1]:
            yield _to_owner(one, days, due, zone)


def _to_referee(one: Reference, days: int, due: datetime, zone: ZoneInfo) -> Proposal:
    application = one.application
    return Proposal(
        person=f"reference:{one.pk}",
        name=one.name,
        to=one.email,
        subject=("reference", str(one.pk)),
        subject_name=french.strung(application, " – ", application.edition.title, between="")[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        until=one.expires_at,
        title=french.say("Votre lettre est attendue : candidature de {application}",
                         application=application)[:200],
        text=french.typeset(
            french.say(
                "Bonjour {name},\n\n{application}, qui candidate à l’appel {title}, attend votre "
                "lettre jusqu’au {until}. Le lien pour l’écrire est dans le message reçu le "
                "{asked} ; il permet aussi de dire que vous n’écrirez pas, et plus rien ne vous "
                "sera rappelé.\n",
                name=one.name,
                application=application,
                title=quoted(application.edition.title),
                until=french.moment(one.expires_at.astimezone(zone), zone=zone.key),
                asked=french.day(one.asked_at.astimezone(zone).date()),
            )
        ),
    )  # fmt: skip


def _to_owner(one: Reference, days: int, due: datetime, zone: ZoneInfo) -> Proposal:
    application, owner = one.application, one.application.owner
    url = settings.SITE_URL + reverse("applications:detail", args=[application.public_id])
    return Proposal(
        person=f"user:{owner.pk}",
        name=owner.email,
        to=owner.email,
        subject=("reference", str(one.pk)),
        subject_name=french.strung(application, " – ", application.edition.title, between="")[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        until=one.expires_at,
        title=french.say("La lettre de {name} n’est pas arrivée", name=one.name)[:200],
        text=french.typeset(
            french.say(
                "Bonjour,\n\n{name} n’a pas encore écrit la lettre demandée pour le dossier "
                "{file}, attendue jusqu’au {until}. Son lien s’est peut-être perdu : vous pouvez "
                "lui en envoyer un autre depuis le dossier.\n\n{url}\n",
                name=one.name,
                file=quoted(str(application)),
                until=french.moment(one.expires_at.astimezone(zone), zone=zone.key),
                url=url,
            )
        ),
        skip="" if owner.is_active else french.say("Ce compte est fermé."),
    )


LETTERS = Letters()
