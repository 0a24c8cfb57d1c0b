"""What whoever wrote to the mailbox is answered, at once: received, when, and what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Application, Arrival
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

MOST_A_DAY = 10
"""Letters one address is answered in a day: a loop between two robots stops there."""

OURS = {"arrival.call", "arrival.file", "arrival.automatic", "arrival.nothing"}
"""Remarks for the team of the house, which may name a file the sender is no part of."""
PROOF = french.say(
    "Ce message atteste la réception de votre courriel. L’accusé de réception de la candidature "
    "part au moment de son dépôt."
)


def thank(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a mail came in, its sender is told so; robots are told nothing."""
    rows = Arrival.objects.select_related("edition__current", "application")
    arrival = rows.get(pk=event.arrival)
    if arrival.origin != Application.Origin.EMAIL or not arrival.sender:
        return
    if any(one["code"] == "arrival.automatic" for one in arrival.remarks) or _often(arrival, at):
        return
    subject = arrival.edition.title if arrival.edition else arrival.subject or "votre envoi"
    post(
        key=f"arrival:{arrival.pk}",
        to=arrival.sender,
        subject=french.say("Bien reçu : {subject}", subject=subject)[:200],
        text=french.typeset(french.strung(*_said(arrival), between="\n\n")),
        at=at,
    )


def _often(arrival: Arrival, at: datetime) -> bool:
    since = at - timedelta(days=1)
    rows = Arrival.objects.filter(sender=arrival.sender, ended_at__gt=since)
    return rows.count() > MOST_A_DAY


def _said(arrival: Arrival) -> list[str]:
    definition = arrival.edition.definition if arrival.edition else None
    zone = definition.timeline.zone if definition else "Europe/Paris"
    when = french.moment(arrival.counts_at.astimezone(ZoneInfo(zone)), zone=zone)
    files = [
        french.say("- {name}, empreinte SHA-256 {sha256}", name=one.name, sha256=one.sha256)
        for one in arrival.files.order_by("pk")
    ]
    told = [one["sentence"] for one in arrival.remarks if one["code"] not in OURS]
    return [
        french.say("Bonjour,"),
        french.say(
            "Votre courriel nous est parvenu le {when} : c’est l’instant retenu.", when=when
        ),
        french.strung(*[french.say("Il contenait :"), *files], between="\n")
        if files
        else french.say("Il ne contenait aucun fichier."),
        *[french.strung("- ", one, between="") for one in told],
        _next(arrival),
        PROOF,
    ]


def _next(arrival: Arrival) -> str:
    """What happens now, and what she may do."""
    file, edition = arrival.application, arrival.edition
    if file is not None and file.origin == Application.Origin.ONLINE:
        address = reverse("applications:arrival", args=[file.public_id, arrival.public_id])
        return french.say(
            "Rien n’a été remplacé dans votre dossier. Comparez et choisissez "
            "ce que vous en reprenez : "
            "{site_url}{address}",
            site_url=settings.SITE_URL,
            address=address,
        )
    if edition is None:
        return french.say(
            "L’équipe va chercher à quel appel il répond. Pour gagner du temps, "
            "répondez en donnant le nom de l’appel."
        )
    address = reverse("applications:begin", args=[edition.key])
    if "email" not in edition.definition.ways_of(file.step if file else ""):
        return french.say(
            "Cet appel se dépose en ligne ; votre envoi est gardé. Commencez "
            "votre dossier, vous y rapporterez le même document : "
            "{site_url}{address}",
            site_url=settings.SITE_URL,
            address=address,
        )
    return french.say(
        "L’équipe de l’appel classe votre envoi et vous écrira s’il manque quelque chose. Vous "
        "pouvez aussi déposer en ligne : {site_url}{address}",
        site_url=settings.SITE_URL,
        address=address,
    )
