"""Letters about hearings: asked, then fixed, moved or cancelled, to the team that is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.ledger.outbox import post
from cordee.people.queries import language_of
from cordee.selection.calendars import team_calendar
from cordee.selection.letters import reply_to, team_addresses
from cordee.selection.models import Hearing
from cordee.selection.queries import stage_of, zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User
    from cordee.selection.models import HearingSlot

NOTHING_INFERRED = say("Être entendu·e ne dit rien du résultat.")


def ask(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a team is asked to be heard, it is given the page where it takes a time."""
    hearing = _hearing(event.hearing)
    text = say(
        "Bonjour,\n\nLe jury souhaite vous entendre sur la candidature de {body_name} à « "
        "{title} ». Choisissez le créneau qui vous convient : {hearing}\n\nLe premier qui "
        "demande un créneau l’obtient ; vous pouvez en changer jusqu’à deux jours avant. "
        "{length}{nothing_inferred}\n",
        body_name=hearing.application.body_name,
        title=hearing.panel.edition.title,
        hearing=page_of(hearing),
        length=_length(hearing),
        nothing_inferred=NOTHING_INFERRED,
    )
    subject = say("Votre audition : choisissez un créneau – {hearing}", hearing=_title(hearing))
    _post(hearing, subject, text, at)


def tell(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a hearing is fixed, moved or given back, its calendar event follows."""
    hearing = _hearing(event.hearing)
    if hearing.slot is not None:
        said = said_slot(hearing, hearing.slot)
        subject = say("Votre audition est fixée – {hearing}", hearing=_title(hearing))
        text = say(
            "Bonjour,\n\nLe jury vous entend {said}\n\nPour changer de créneau ou le rendre, "
            "jusqu’à deux jours avant : {hearing}\n",
            said=said,
            hearing=page_of(hearing),
        )
    else:
        why = strung(" ", hearing.reason, between="") if hearing.reason else ""
        subject = say("Votre audition n’a plus de créneau – {hearing}", hearing=_title(hearing))
        text = say(
            "Bonjour,\n\nLe créneau de votre audition est annulé.{why}\n\nPrenez-en un autre : "
            "{hearing}\n",
            why=why,
            hearing=page_of(hearing),
        )
    _post(hearing, subject, text, at, dated=True)


def _length(hearing: Hearing) -> str:
    """« Vous aurez 20 minutes, dont 10 de questions, à 3 personnes au plus. »."""
    stage, told = stage_of(hearing.panel), []
    if stage.minutes:
        told.append(french.plural(stage.minutes, "minute"))
    if stage.minutes and stage.questions_minutes:
        told.append(
            say("dont {questions_minutes} de questions", questions_minutes=stage.questions_minutes)
        )
    if stage.people_max:
        told.append(
            say("à {people_max} au plus", people_max=french.plural(stage.people_max, "personne"))
        )
    return (
        french.typeset(say("Vous serez entendu·es {told}. ", told=strung(*told, between=", ")))
        if told
        else ""
    )


def said_slot(hearing: Hearing, slot: HearingSlot) -> str:
    """« le lundi 3 mars 2025 à 9 h, sur place : salle 12. », on the clock of the call."""
    when = french.moment(slot.starts.astimezone(zone_of(hearing.panel)))
    where = (
        say("en visio : {video}", video=slot.video)
        if slot.video
        else say("sur place : {venue}.", venue=slot.venue)
    )
    return say("le {when}, {where}", when=when, where=where)


def page_of(hearing: Hearing) -> str:
    """The address of the page of the team that is heard."""
    address = reverse("selection:own_hearing", args=[hearing.application.public_id])
    return strung(settings.SITE_URL, address, between="")


def _hearing(key: int) -> Hearing:
    joined = ("slot", "panel__edition__current", "application__current__application__owner")
    return Hearing.objects.select_related(*joined).get(pk=key)


def _title(hearing: Hearing) -> str:
    return str(hearing.panel.edition.title)


def recipients(hearing: Hearing) -> tuple[str, ...]:
    """Whom a hearing is written to: as the answer of the jury."""
    deposit = hearing.application.current
    return team_addresses(deposit) if deposit is not None else ()


def _event(hearing: Hearing, address: str) -> tuple[str, str, bytes]:
    with translation.override(language_of(address)):
        return ("audition.ics", "text/calendar", team_calendar(hearing))


def _post(
    hearing: Hearing,
    subject: str,
    text: str,
    at: datetime,
    *,
    dated: bool = False,
) -> None:
    """One letter an address and a change; private when it holds the link of a video.

    A `dated` one encloses the event, in the language of its reader.
    """
    private = bool(hearing.slot and hearing.slot.video)
    for address in recipients(hearing):
        post(
            key=f"selection.hearing:{hearing.pk}:{hearing.sequence}:{address}",
            to=address,
            subject=subject[:200],
            text=text,
            attachments=[_event(hearing, address)] if dated else [],
            reply_to=reply_to(hearing.panel.edition.definition),
            private=private,
            at=at,
        )
