"""Letters about hearings: asked, then fixed, moved or cancelled, to the team that is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.kernel import french
from cordee.ledger.outbox import post
from cordee.selection.calendars import team_calendar
from cordee.selection.letters import reply_to, team_addresses
from cordee.selection.models import Hearing
from cordee.selection.queries import stage_of, zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User
    from cordee.selection.models import HearingSlot

NOTHING_INFERRED = "Être entendu·e ne dit rien du résultat."


def ask(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a team is asked to be heard, it is given the page where it takes a time."""
    hearing = _hearing(event.hearing)
    text = (
        f"Bonjour,\n\nLe jury souhaite vous entendre sur la candidature de "
        f"{hearing.application.body_name} à « {hearing.panel.edition.title} ». Choisissez le "
        f"créneau qui vous convient : {page_of(hearing)}\n\nLe premier qui demande un créneau "
        f"l’obtient ; vous pouvez en changer jusqu’à deux jours avant. {_length(hearing)}"
        f"{NOTHING_INFERRED}\n"
    )
    _post(hearing, f"Votre audition : choisissez un créneau – {_title(hearing)}", text, at)


def tell(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a hearing is fixed, moved or given back, its calendar event follows."""
    hearing = _hearing(event.hearing)
    if hearing.slot is not None:
        said = said_slot(hearing, hearing.slot)
        subject = f"Votre audition est fixée – {_title(hearing)}"
        text = (
            f"Bonjour,\n\nLe jury vous entend {said}\n\nPour changer de créneau ou le rendre, "
            f"jusqu’à deux jours avant : {page_of(hearing)}\n"
        )
    else:
        why = f" {hearing.reason}" if hearing.reason else ""
        subject = f"Votre audition n’a plus de créneau – {_title(hearing)}"
        text = (
            f"Bonjour,\n\nLe créneau de votre audition est annulé.{why}\n\nPrenez-en un autre : "
            f"{page_of(hearing)}\n"
        )
    paper = ("audition.ics", "text/calendar", team_calendar(hearing))
    _post(hearing, subject, text, at, [paper])


def _length(hearing: Hearing) -> str:
    """« Vous aurez 20 minutes, dont 10 de questions, à 3 personnes au plus. »."""
    stage, told = stage_of(hearing.panel), []
    if stage.minutes:
        told.append(french.plural(stage.minutes, "minute"))
    if stage.minutes and stage.questions_minutes:
        told.append(f"dont {stage.questions_minutes} de questions")
    if stage.people_max:
        told.append(f"à {french.plural(stage.people_max, 'personne')} au plus")
    return french.typeset(f"Vous serez entendu·es {', '.join(told)}. ") if told else ""


def said_slot(hearing: Hearing, slot: HearingSlot) -> str:
    """« le lundi 3 mars 2025 à 9 h, sur place : salle 12. », on the clock of the call."""
    when = french.moment(slot.starts.astimezone(zone_of(hearing.panel)))
    where = f"en visio : {slot.video}" if slot.video else f"sur place : {slot.venue}."
    return f"le {when}, {where}"


def page_of(hearing: Hearing) -> str:
    """The address of the page of the team that is heard."""
    address = reverse("selection:own_hearing", args=[hearing.application.public_id])
    return f"{settings.SITE_URL}{address}"


def _hearing(key: int) -> Hearing:
    joined = ("slot", "panel__edition__current", "application__current__application__owner")
    return Hearing.objects.select_related(*joined).get(pk=key)


def _title(hearing: Hearing) -> str:
    return str(hearing.panel.edition.title)


def recipients(hearing: Hearing) -> tuple[str, ...]:
    """Whom a hearing is written to: as the answer of the jury."""
    deposit = hearing.application.current
    return team_addresses(deposit) if deposit is not None else ()


def _post(
    hearing: Hearing,
    subject: str,
    text: str,
    at: datetime,
    papers: list[tuple[str, str, bytes]] | None = None,
) -> None:
    """One letter an address and a change; private when it holds the link of a video."""
    private = bool(hearing.slot and hearing.slot.video)
    for address in recipients(hearing):
        post(
            key=f"selection.hearing:{hearing.pk}:{hearing.sequence}:{address}",
            to=address, subject=subject[:200], text=text, attachments=papers or [],
            reply_to=reply_to(hearing.panel.edition.definition), private=private, at=at,
        )  # fmt: skip
