"""The answer to each candidate: composed for the team to read again, posted at the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from cordee.kernel import french
from cordee.kernel.findings import Finding, missing
from cordee.kernel.french import listed, typeset
from cordee.ledger.outbox import post
from cordee.programme.explain.delays import lasting
from cordee.selection.models import Outcome, Ruling
from cordee.selection.queries import distinctions, outcomes_of
from cordee.selection.queries.outcomes import own_list
from cordee.selection.queries.placing import labels_of, wished
from cordee.selection.rules.remedies import remedies, reserve_until

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.programme.schema import Definition


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its readers will see it; `blanks` are the fields nobody has filled."""

    to: tuple[str, ...]
    subject: str
    text: str
    blanks: tuple[str, ...]


def announce(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the results are released, every team gets its answer, once an address."""
    from cordee.selection.papers import answer_pdf  # noqa: PLC0415 - a paper repeats a letter

    ruling = Ruling.objects.get(pk=event.ruling)
    for outcome in outcomes_of(ruling):
        letter = compose(outcome)
        paper = ("reponse.pdf", "application/pdf", answer_pdf(outcome, letter))
        for address in letter.to:
            post(
                key=f"selection.answer:{outcome.public_id}:{address}",
                to=address,
                subject=letter.subject,
                text=letter.text,
                attachments=[paper],
                reply_to=reply_to(ruling.version.definition),
                at=at,
            )


def compose(outcome: Outcome) -> Letter:
    """The letter of one outcome, in the words of its call."""
    definition = outcome.deposit.version.definition
    body = outcome.deposit.content["body"].get("name", "")
    fields = {
        french.say("le nom de la structure"): body,
        french.say("le titre de l’appel"): str(definition.title),
        french.say("l’organisateur"): str(definition.organisers[0].label),
    }
    if outcome.result != Outcome.Result.SELECTED and definition.selection.reasons_given:
        fields[french.say("les motifs")] = outcome.reasons
    to = recipients(outcome)
    if not to:
        fields[french.say("une adresse")] = ""
    paragraphs = [
        french.say("Bonjour,"),
        *_news(outcome, body, definition),
        *_mentions(outcome, definition),
        *_conditions(outcome),
        *_reasons(outcome),
        *_talk(outcome, definition),
        *_remedies(outcome, definition),
        french.say(
            "Cette réponse reste lisible ici : {site_url}{outcome}",
            site_url=settings.SITE_URL,
            outcome=_address(outcome),
        ),
        str(definition.organisers[0].label),
    ]
    return Letter(
        to,
        typeset(french.say("Réponse à votre candidature : {title}", title=definition.title))[:200],
        typeset(french.strung(*paragraphs, between="\n\n")) + "\n",
        tuple(name for name, value in fields.items() if not value.strip()),
    )


def recipients(outcome: Outcome) -> tuple[str, ...]:
    """Whoever handed in, the owner and the team's leads."""
    return team_addresses(outcome.deposit)


def team_addresses(deposit: Deposit) -> tuple[str, ...]:
    """Who speaks for the team of a file: whoever handed it in, its owner, its leads."""
    leads = {mate["email"].lower() for mate in deposit.team if mate["email"] and mate["leads"]}
    found = {deposit.by.email, deposit.application.owner.email, *leads}
    return tuple(sorted(filter(None, found)))


def _address(outcome: Outcome) -> str:
    return reverse("selection:answer", args=[outcome.deposit.application.public_id])


def _news(outcome: Outcome, body: str, definition: Definition) -> list[str]:
    whose = french.say(
        "la candidature de {body} à l’appel « {title} »", body=body, title=definition.title
    )
    match outcome.result:
        case Outcome.Result.SELECTED:
            told = french.say(
                "Le jury a retenu {whose}. Félicitations à toute l’équipe !", whose=whose
            )
            return [told, *_placed(outcome, definition), _acceptance(definition)]
        case Outcome.Result.RESERVE:
            told = french.say(
                "Le jury a apprécié {whose}. Les places étant comptées, elle figure au rang "
                "{rank} de la liste de réserve{track} : nous vous écrirons aussitôt si une place "
                "se libère. {definition}Vous n’avez rien à faire d’ici là.",
                whose=whose,
                rank=outcome.rank,
                track=_track(outcome, definition),
                definition=_until(outcome, definition),
            )
        case _:
            told = french.say(
                "Le jury a examiné avec attention {whose}. Il ne l’a pas retenue. Nous savons "
                "le travail que ce dossier a demandé et vous en remercions.",
                whose=whose,
            )
    return [told]


def _track(outcome: Outcome, definition: Definition) -> str:
    """« du volet … », where each track has its own reserve list."""
    own = own_list(outcome)
    label = next((one.label for one in definition.tracks if one.key == own), None)
    return french.say(" du volet {label}", label=french.quoted(label)) if label else ""


def _placed(outcome: Outcome, definition: Definition) -> list[str]:
    """Where a winner goes, and which of its wishes that is."""
    label = labels_of(definition).get(outcome.placed_with)
    if label is None:
        return []
    wishes = wished(outcome)
    if outcome.placed_with not in wishes:
        return [french.say("Votre équipe est affectée à : {label}.", label=label)]
    rank = wishes.index(outcome.placed_with) + 1
    return [
        french.say(
            "Votre équipe est affectée à : {label}. C’est votre vœu n° {rank}.",
            label=label,
            rank=rank,
        )
    ]


def _mentions(outcome: Outcome, definition: Definition) -> list[str]:
    """The distinctions that the file receives without a place."""
    labels = [str(one.label) for one in distinctions(outcome.ruling, definition, outcome.deposit)]
    return (
        [french.say("Le jury vous distingue : {labels}.", labels=listed(labels))] if labels else []
    )


def _conditions(outcome: Outcome) -> list[str]:
    """What the yes is given on, word for word."""
    told = outcome.conditions.strip()
    return (
        [french.say("Cette réponse est donnée à ces conditions : {told}", told=told)]
        if told
        else []
    )


def _until(outcome: Outcome, definition: Definition) -> str:
    """Until when the reserve list lives, when its day is known."""
    until = reserve_until(definition, outcome.ruling.released_at)
    if until is None:
        return ""
    day = until.astimezone(ZoneInfo(definition.zone_of())).date()
    return french.say("Cette liste vaut jusqu’au {day} inclus. ", day=french.day(day))


def _acceptance(definition: Definition) -> str:
    within = definition.selection.acceptance_within
    asked = (
        french.say(
            "Merci de nous confirmer votre venue sous {within}, depuis la page ci-dessous : "
            "passé ce délai, la place est proposée à l’équipe suivante. ",
            within=lasting(within),
        )
        if within
        else ""
    )
    return french.say("{asked}Nous vous écrirons bientôt pour la suite.", asked=asked)


def _reasons(outcome: Outcome) -> list[str]:
    """Why a file was left out; words written before the jury chose it after all stay here."""
    if outcome.result == Outcome.Result.SELECTED:
        return []
    return (
        [french.say("Les raisons du jury : {strip}", strip=outcome.reasons.strip())]
        if outcome.reasons.strip()
        else []
    )


def _talk(outcome: Outcome, definition: Definition) -> list[str]:
    """The talk that a team left out may ask for, and for how long."""
    within = definition.selection.debrief_within
    if within is None or outcome.result == Outcome.Result.SELECTED:
        return []
    told = french.say(
        "Pendant {within}, vous pouvez demander un échange sur votre dossier, depuis la page "
        "ci-dessous : il aide à comprendre et à préparer la suite, sans être un recours.",
        within=lasting(within),
    )
    return [told]


def _remedies(outcome: Outcome, definition: Definition) -> list[str]:
    """How to contest a refusal, and until when, by the law that the organiser is under."""
    if outcome.result == Outcome.Result.SELECTED:
        return []
    territory = outcome.deposit.content["body"].get("territory") or {}
    return remedies(
        definition,
        outcome.ruling.stage,
        department=outcome.deposit.application.department,
        country=str(territory.get("country", "FR")),
    )


def reply_to(definition: Definition) -> str:
    """Where answers to a letter go: the public contact of the call, else its organiser."""
    contact = next((one.email for one in definition.contacts if one.public and one.email), "")
    return contact or definition.organisers[0].email or ""


def letter_faults(outcomes: Iterable[Outcome]) -> list[Finding]:
    """Why the letters cannot leave: a field without its value never leaves the house."""
    found = []
    for outcome in outcomes:
        if blanks := compose(outcome).blanks:
            name = outcome.deposit.content["body"].get("name") or french.say("Un dossier sans nom")
            found.append(
                missing(
                    "letter.blank",
                    f"letters.{outcome.public_id}",
                    french.say(
                        "{name} : la lettre manque de {blanks}.",
                        name=name,
                        blanks=french.strung(*blanks, between=", "),
                    ),
                )
            )
    return found
