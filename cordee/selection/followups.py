"""The letters that follow a release: a place offered, given back, changed, a complaint answered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.outbox import post
from cordee.selection.letters import recipients, reply_to

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.selection.models import Complaint, Outcome, Sequel


def promoted(outcome: Outcome, text: str, *, at: datetime) -> None:
    """A place is free: it is offered to the next in line."""
    why = f"\n\n{text}" if text else ""
    _send(
        outcome,
        f"promoted:{at.isoformat()}",
        "Une place pour votre candidature",
        f"Une place s’est libérée : le jury est heureux de vous la proposer.{why}\n\n"
        f"{_asked(outcome)}",
        at,
    )


def place_freed(outcome: Outcome, kind: str, *, at: datetime) -> None:
    """The place is noted as given back, by the team or by the delay."""
    told = (
        "Nous avons bien noté que vous rendez votre place. Merci de nous l’avoir dit : une autre "
        "équipe pourra la prendre."
        if kind == "declined"
        else "Sans réponse de votre part dans le délai annoncé, votre place est proposée à "
        "l’équipe suivante. Si c’est un malentendu, répondez vite à ce message."
    )
    _send(outcome, f"freed:{at.isoformat()}", "Votre place", told, at)


def reserve_closed(outcome: Outcome, *, at: datetime) -> None:
    """The reserve list came to its day without a place for this file."""
    told = (
        "La liste de réserve de cet appel est close : aucune place ne s’est libérée d’ici son "
        "terme. Merci d’avoir attendu avec nous ; votre candidature reste lisible dans votre "
        "espace et peut servir de départ à une prochaine."
    )
    _send(outcome, f"expired:{outcome.pk}", "La liste de réserve est close", told, at)


def offered(outcome: Outcome, sequel: Sequel, *, at: datetime) -> None:
    """The place is proposed on other terms."""
    told = f"La proposition change :\n\n{sequel.text}\n\n{_asked(outcome)}"
    _send(outcome, f"offered:{sequel.pk}", "Une proposition modifiée", told, at)


def received(complaint: Complaint, *, at: datetime) -> None:
    """A complaint is acknowledged, with the day of its answer."""
    due = _day(complaint.outcome, complaint.due)
    told = (
        "Votre contestation est bien reçue ; elle sera examinée par une personne de l’équipe. La "
        f"réponse, avec ses raisons, vous parviendra au plus tard le {due}."
    )
    _send(complaint.outcome, f"contested:{complaint.pk}", "Votre contestation est reçue", told, at)


def answered(complaint: Complaint, *, at: datetime) -> None:
    """The answer to a complaint."""
    verdict = (
        "Après un nouvel examen, votre contestation est fondée : le résultat est rouvert."
        if complaint.upheld
        else "Après un nouvel examen, la décision est confirmée."
    )
    told = f"{verdict}\n\n{complaint.answer}"
    _send(complaint.outcome, f"answered:{complaint.pk}", "Réponse à votre contestation", told, at)


def _asked(outcome: Outcome) -> str:
    if outcome.answer_by is None:
        return f"Merci de confirmer votre venue ici : {_page(outcome)}"
    until = _day(outcome, outcome.answer_by)
    return (
        f"Merci de confirmer votre venue avant le {until} au soir, ici : {_page(outcome)}\n\n"
        "Sans réponse à cette date, la place sera proposée à l’équipe suivante."
    )


def _day(outcome: Outcome, instant: datetime) -> str:
    zone = ZoneInfo(outcome.ruling.version.definition.zone_of())
    return french.day(instant.astimezone(zone).date())


def _page(outcome: Outcome) -> str:
    key = outcome.deposit.application.public_id
    return str(settings.SITE_URL) + reverse("selection:answer", args=[key])


def _send(outcome: Outcome, key: str, subject: str, told: str, at: datetime) -> None:
    definition = outcome.ruling.version.definition
    text = (
        f"Bonjour,\n\n{told}\n\nVotre dossier et nos échanges : {_page(outcome)}\n\n"
        f"{definition.organisers[0].label}\n"
    )
    for address in recipients(outcome):
        post(
            key=f"selection.{key}:{outcome.public_id}:{address}",
            to=address,
            subject=typeset(f"{subject} : {definition.title}")[:200],
            text=typeset(text),
            reply_to=reply_to(definition),
            at=at,
        )
