"""Letters to whoever speaks at a meeting: asked, then told when it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.journeys import screens
from cordee.journeys.entrances import speaker_link
from cordee.journeys.models import Meeting, MeetingChange, Speaker
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _speakers(meeting: int) -> list[Speaker]:
    rows = Speaker.objects.filter(meeting=meeting, withdrawn_at=None).exclude(person__email="")
    return list(rows.select_related("person", "meeting__cohort__edition__current").order_by("pk"))


def ask(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: someone is asked to speak, she receives her link."""
    speaker = next((one for one in _speakers(event.meeting) if one.pk == event.speaker), None)
    if speaker is None:
        return
    meeting = speaker.meeting
    asked = french.strung("\n\n", speaker.asked_to, between="") if speaker.asked_to else ""
    text = french.say(
        "Bonjour,\n\nNous vous proposons d’intervenir à {meeting}, {meeting2}.{asked}\n\nPar "
        "ce lien, qui est à vous seul·e, dites si vous viendrez, voyez le lieu et les "
        "horaires, envoyez vos supports : {speaker}\n",
        meeting=named(meeting),
        meeting2=when(meeting),
        asked=asked,
        speaker=speaker_link(speaker),
    )
    key = f"journeys.speaker:{speaker.pk}:{at:%Y%m%d%H%M}"
    subject = french.say(
        "Intervenir à {cohort} : {label}", cohort=meeting.cohort, label=meeting.label
    )
    post(key=key, to=speaker.person.email, text=text, subject=subject, at=at, private=True)


def named(meeting: Meeting) -> str:
    """« J2 (Se mettre en trajectoire) »."""
    return (
        french.strung(meeting.label, " (", meeting.title, ")", between="")
        if meeting.title
        else meeting.label
    )


def when(meeting: Meeting) -> str:
    """« le jeudi 19 juin 2025 à 9 h 30, à la Base », or that its date is not known yet."""
    if meeting.starts is None:
        return french.say(
            "à une date encore à fixer : {meeting}", meeting=screens.said_when(meeting)
        )
    place = french.strung(", ", meeting.venue, between="") if meeting.venue else ""
    return french.say("le {meeting}{place}", meeting=screens.said_when(meeting), place=place)


def tell_change(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a meeting moved or is cancelled, whoever speaks there is told and asked again."""
    change = MeetingChange.objects.get(meeting=event.meeting, sequence=event.sequence)
    for speaker in _speakers(event.meeting):
        if speaker.state == Speaker.State.DECLINED:
            continue
        meeting = speaker.meeting
        why = french.strung("\n\n", change.reason, between="") if change.reason else ""
        if meeting.state == Meeting.State.CANCELLED:
            said = french.say(
                "{meeting} est annulée : votre intervention n’a pas lieu.", meeting=named(meeting)
            )
        elif speaker.to_confirm_again:
            said = french.say(
                "{meeting} change de date : {meeting2}. Dites-nous si vous pourrez toujours venir.",
                meeting=named(meeting),
                meeting2=when(meeting),
            )
        else:
            said = french.say(
                "{meeting} change : {meeting2}.", meeting=named(meeting), meeting2=when(meeting)
            )
        text = french.say(
            "Bonjour,\n\n{said}{why}\n\nVotre lien : {speaker}\n",
            said=said,
            why=why,
            speaker=speaker_link(speaker),
        )
        key, subject = f"journeys.speaker_moved:{speaker.pk}:{event.sequence}", meeting.label
        post(
            key=key,
            to=speaker.person.email,
            text=text,
            at=at,
            private=True,
            subject=french.say("{subject} : changement", subject=subject),
        )
