"""The letters that follow a release: a place offered, given back, changed, a complaint answered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.outbox import post
from cordee.selection.letters import recipients, reply_to, team_addresses
from cordee.selection.queries import stage_of
from cordee.selection.rules.remedies import reply_until

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.selection.models import Complaint, Juror, Outcome, Panel, Sequel


def promoted(outcome: Outcome, text: str, *, at: datetime) -> None:
    """A place is free: it is offered to the next in line."""
    why = french.strung("\n\n", text, between="") if text else ""
    _send(
        outcome,
        f"promoted:{at.isoformat()}",
        french.say("Une place pour votre candidature"),
        french.say(
            "Une place s’est libérée : le jury est heureux de vous la proposer.{why}\n\n{outcome}",
            why=why,
            outcome=_asked(outcome),
        ),
        at,
    )


def place_freed(outcome: Outcome, kind: str, *, at: datetime) -> None:
    """The place is noted as given back, by the team or by the delay."""
    told = (
        french.say(
            "Nous avons bien noté que vous rendez votre place. Merci de nous l’avoir dit : une "
            "autre équipe pourra la prendre."
        )
        if kind == "declined"
        else french.say(
            "Sans réponse de votre part dans le délai annoncé, votre place est proposée à "
            "l’équipe suivante. Si c’est un malentendu, répondez vite à ce message."
        )
    )
    _send(outcome, f"freed:{at.isoformat()}", "Votre place", told, at)


def reserve_closed(outcome: Outcome, *, at: datetime) -> None:
    """The reserve list came to its day without a place for this file."""
    told = french.say(
        "La liste de réserve de cet appel est close : aucune place ne s’est libérée d’ici son "
        "terme. Merci d’avoir attendu avec nous ; votre candidature reste lisible dans votre "
        "espace et peut servir de départ à une prochaine."
    )
    _send(outcome, f"expired:{outcome.pk}", french.say("La liste de réserve est close"), told, at)


def offered(outcome: Outcome, sequel: Sequel, *, at: datetime) -> None:
    """The place is proposed on other terms."""
    told = french.say(
        "La proposition change :\n\n{text}\n\n{outcome}", text=sequel.text, outcome=_asked(outcome)
    )
    _send(outcome, f"offered:{sequel.pk}", french.say("Une proposition modifiée"), told, at)


def received(complaint: Complaint, *, at: datetime) -> None:
    """A complaint is acknowledged, with the day of its answer."""
    due = _day(complaint.outcome, complaint.due)
    told = french.say(
        "Votre contestation est bien reçue ; elle sera examinée par une personne de l’équipe. "
        "La réponse, avec ses raisons, vous parviendra au plus tard le {due}.",
        due=due,
    )
    _send(
        complaint.outcome,
        f"contested:{complaint.pk}",
        french.say("Votre contestation est reçue"),
        told,
        at,
    )


def answered(complaint: Complaint, *, at: datetime) -> None:
    """The answer to a complaint."""
    verdict = (
        french.say(
            "Après un nouvel examen, votre contestation est fondée : le résultat est rouvert."
        )
        if complaint.upheld
        else french.say("Après un nouvel examen, la décision est confirmée.")
    )
    told = french.strung(verdict, "\n\n", complaint.answer, between="")
    _send(
        complaint.outcome,
        f"answered:{complaint.pk}",
        french.say("Réponse à votre contestation"),
        told,
        at,
    )


def _asked(outcome: Outcome) -> str:
    if outcome.answer_by is None:
        return french.say("Merci de confirmer votre venue ici : {outcome}", outcome=_page(outcome))
    until = _day(outcome, outcome.answer_by)
    return french.say(
        "Merci de confirmer votre venue avant le {until} au soir, ici : {outcome}\n\nSans "
        "réponse à cette date, la place sera proposée à l’équipe suivante.",
        until=until,
        outcome=_page(outcome),
    )


def _day(outcome: Outcome, instant: datetime) -> str:
    zone = ZoneInfo(outcome.ruling.version.definition.zone_of())
    return french.day(instant.astimezone(zone).date())


def _page(outcome: Outcome) -> str:
    key = outcome.deposit.application.public_id
    return str(settings.SITE_URL) + reverse("selection:answer", args=[key])


def _send(outcome: Outcome, key: str, subject: str, told: str, at: datetime) -> None:
    definition = outcome.ruling.version.definition
    text = french.say(
        "Bonjour,\n\n{told}\n\nVotre dossier et nos échanges : {outcome}\n\n{label}\n",
        told=told,
        outcome=_page(outcome),
        label=definition.organisers[0].label,
    )
    for address in recipients(outcome):
        post(
            key=f"selection.{key}:{outcome.public_id}:{address}",
            to=address,
            subject=typeset(french.strung(subject, " : ", definition.title, between=""))[:200],
            text=typeset(text),
            reply_to=reply_to(definition),
            at=at,
        )


def peer_seated(juror: Juror, to: str, many: int, *, at: datetime) -> None:
    """A candidate is asked to read other candidates' files; one letter, however often asked."""
    edition = juror.panel.edition
    page = settings.SITE_URL + reverse("selection:panel", args=[juror.panel.public_id])
    post(
        key=f"selection.peer:{juror.public_id}",
        to=to,
        subject=typeset(french.say("À vous de lire : {title}", title=edition.title))[:200],
        text=typeset(
            french.say(
                "Bonjour,\n\nDans cet appel, les candidats se lisent entre eux. {files} vous "
                "attendent ; le vôtre n’y est pas. Lisez et "
                "notez ici : {page}\n\nMerci de votre temps.\n",
                files=french.plural(many, "dossier"),
                page=page,
            )
        ),
        at=at,
    )


def reviews_open(panel: Panel, deposit: Deposit, *, at: datetime) -> None:
    """The reading is over: a team may read the reviews of its file and answer, until a day."""
    definition = panel.edition.definition
    last = reply_until(definition, stage_of(panel), at)
    if last is None:
        return
    page = reverse("selection:reviews", args=[deposit.application.public_id])
    text = french.say(
        "Bonjour,\n\nLe jury a fini de lire les dossiers de l’appel « {title} ». Rien n’est "
        "décidé. Vous pouvez lire les avis sur votre candidature et y répondre jusqu’au {day} "
        "au soir : {page}\n\nVotre réponse sera lue avant la décision. Ne pas répondre ne vous "
        "dessert pas.\n",
        title=definition.title,
        day=french.day(last.astimezone(ZoneInfo(definition.zone_of())).date()),
        page=settings.SITE_URL + page,
    )
    title = french.say("Les avis sur votre candidature : {title}", title=definition.title)
    for address in team_addresses(deposit):
        post(
            key=f"selection.reviews:{panel.pk}:{deposit.application_id}:{address}:{at:%Y-%m-%d}",
            to=address,
            subject=typeset(title)[:200],
            text=typeset(text),
            at=at,
        )
