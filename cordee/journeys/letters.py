"""Letters about the dates of a year: asked, then fixed or moved, to whoever is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys import queries, screens
from cordee.journeys.entrances import charter_link, poll_link
from cordee.journeys.letters_programme import named
from cordee.journeys.models import Charter, Cohort, Delegate, Meeting, MeetingChange
from cordee.journeys.papers import charter_pdf
from cordee.kernel import french
from cordee.ledger.outbox import post
from cordee.programme.explain import words

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def ask_dates(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: dates are proposed, everyone invited gets a link of her own to answer."""
    meeting = _meeting(event.meeting)
    for one in queries.invited(meeting, at):
        if not one.person.email:
            continue
        text = french.say(
            "Bonjour,\n\nQuand pouvez-vous venir à {meeting} ? Dites-le en une minute par ce "
            "lien, qui est à vous seul·e : {one}\n\nVos réponses se changent tant que la date "
            "n’est pas fixée.\n",
            meeting=named(meeting),
            one=poll_link(meeting, one),
        )
        key = f"journeys.poll:{meeting.pk}:{meeting.sequence}:{one.pk}"
        subject = french.say("{label} : quelles dates vous vont ?", label=meeting.label)
        post(key=key, to=one.person.email, subject=subject, text=text, at=at, private=True)


def tell_change(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a meeting is fixed, moved or cancelled, everyone expected is told why (R65)."""
    meeting = _meeting(event.meeting)
    change = MeetingChange.objects.get(meeting=meeting, sequence=event.sequence)
    for one in queries.invited(meeting, at):
        if not one.person.email:
            continue
        page = settings.SITE_URL + reverse("journeys:territory", args=[one.participation.public_id])
        text = french.say(
            "Bonjour,\n\n{change}\n\nVotre calendrier suit : {page}\n",
            change=_news(meeting, change),
            page=page,
        )
        key = f"journeys.moved:{meeting.pk}:{event.sequence}:{one.pk}"
        post(key=key, to=one.person.email, subject=_subject(meeting), text=text, at=at)


def _meeting(key: int) -> Meeting:
    return Meeting.objects.select_related("cohort__edition__current", "participation").get(pk=key)


def _subject(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return french.say("{label} : rencontre annulée", label=meeting.label)
    if meeting.starts is None:
        return french.say("{label} : date à nouveau ouverte", label=meeting.label)
    return french.strung(meeting.label, " : ", screens.said_when(meeting), between="")


def _news(meeting: Meeting, change: MeetingChange) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        said = french.say("{meeting} est annulée.", meeting=named(meeting))
    else:
        place = french.say(" Lieu : {venue}.", venue=meeting.venue) if meeting.venue else ""
        said = french.say(
            "{meeting} a lieu le {meeting2}.{place}",
            meeting=named(meeting),
            meeting2=screens.said_when(meeting),
            place=place,
        )
        if change.before.get("mode") != meeting.mode and meeting.mode in words.MODES:
            mode = french.say("Elle se tient désormais {mode}.", mode=words.MODES[meeting.mode])
            said = french.strung(said, mode)
    if meeting.starts is None:
        said = french.say(
            "{meeting} n’a plus de date : elle sera proposée à nouveau.", meeting=named(meeting)
        )
    return french.strung(said, "\n\n", change.reason, between="") if change.reason else said


def ask_signature(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the charter was sent, whoever signs it receives its text and her link."""
    rows = Charter.objects.select_related("participation__cohort__edition__current")
    charter = rows.get(participation=event.participation)
    address = charter.proof["address"]
    text = french.say(
        "Bonjour,\n\n{participation} participe à « {cohort} ». Sa charte d’engagement vous est "
        "soumise : lisez-la et signez-la par ce lien, sans compte à créer : {address}\n\nElle "
        "est aussi jointe à ce courriel, pour qui préfère la signer sur papier et nous la "
        "rendre.\n",
        participation=charter.participation,
        cohort=charter.participation.cohort,
        address=charter_link(charter, address),
    )
    paper = ("charte.pdf", "application/pdf", charter_pdf(charter))
    post(
        key=f"journeys.charter:{charter.pk}:{event.address}",
        to=address,
        text=text,
        at=at,
        subject=french.say("Charte d’engagement à signer"),
        attachments=[paper],
        private=True,
    )


def tell_end(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the year is over, each delegate still there learns what goes on (R95)."""
    cohort = Cohort.objects.get(pk=event.cohort)
    more = french.say("Ce qui continue : {what}", what=cohort.goes_on) if cohort.goes_on else ""
    people = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None
    )
    for one in people.exclude(person__email="").select_related("person", "participation"):
        text = french.say(
            "Bonjour,\n\nL’année de « {cohort} » est finie : plus rien ne vous est demandé. Merci "
            "de l’avoir vécue ensemble.\n\n{more}\n\nVotre page, vos attestations et les "
            "ressources restent là : {page}\n",
            cohort=cohort,
            more=more,
            page=settings.SITE_URL
            + reverse("journeys:territory", args=[one.participation.public_id]),
        )
        post(
            key=f"journeys.year_ended:{cohort.pk}:{one.pk}",
            to=one.person.email,
            text=text,
            at=at,
            subject=french.say("{cohort} : l’année est finie", cohort=cohort),
        )
