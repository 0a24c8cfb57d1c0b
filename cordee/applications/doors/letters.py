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
PROOF = (
    "Ce message atteste la réception de votre courriel. L’accusé de réception de la candidature "
    "part au moment de son dépôt."
)


def thank(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
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
        subject=f"Bien reçu : {subject}"[:200],
        text=french.typeset("\n\n".join(_said(arrival))),
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
        f"- {one.name}, empreinte SHA-256 {one.sha256}" for one in arrival.files.order_by("pk")
    ]
    told = [one["sentence"] for one in arrival.remarks if one["code"] not in OURS]
    return [
        "Bonjour,",
        f"Votre courriel nous est parvenu le {when} : c’est l’instant retenu.",
        "\n".join(["Il contenait :", *files]) if files else "Il ne contenait aucun fichier.",
        *[f"- {one}" for one in told],
        _next(arrival),
        PROOF,
    ]


def _next(arrival: Arrival) -> str:
    """What happens now, and what she may do."""
    file, edition = arrival.application, arrival.edition
    if file is not None and file.origin == Application.Origin.ONLINE:
        address = reverse("applications:arrival", args=[file.public_id, arrival.public_id])
        return ("Rien n’a été remplacé dans votre dossier. Comparez et choisissez ce que vous en "
                f"reprenez : {settings.SITE_URL}{address}")  # fmt: skip
    if edition is None:
        return ("L’équipe va chercher à quel appel il répond. Pour gagner du temps, répondez en "
                "donnant le nom de l’appel.")  # fmt: skip
    address = reverse("applications:begin", args=[edition.key])
    if "email" not in edition.definition.form.ways:
        return ("Cet appel se dépose en ligne ; votre envoi est gardé. Commencez votre dossier, "
                f"vous y rapporterez le même document : {settings.SITE_URL}{address}")  # fmt: skip
    return (
        "L’équipe de l’appel classe votre envoi et vous écrira s’il manque quelque chose. Vous "
        f"pouvez aussi déposer en ligne : {settings.SITE_URL}{address}"
    )
