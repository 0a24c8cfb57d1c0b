"""Letters to whoever speaks at a meeting: asked, then told when it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.journeys import screens
from cordee.journeys.entrances import speaker_link
from cordee.journeys.models import Meeting, MeetingChange, Speaker
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _speakers(meeting: int) -> list[Speaker]:
    rows = Speaker.objects.filter(meeting=meeting, withdrawn_at=None).exclude(person__email="")
    return list(rows.select_related("person", "meeting__cohort__edition__current").order_by("pk"))


def ask(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: someone is asked to speak, she receives her link."""
    speaker = next((one for one in _speakers(event.meeting) if one.pk == event.speaker), None)
    if speaker is None:
        return
    meeting = speaker.meeting
    asked = f"\n\n{speaker.asked_to}" if speaker.asked_to else ""
    text = (
        f"Bonjour,\n\nNous vous proposons d’intervenir à {named(meeting)}, {when(meeting)}.{asked}"
        f"\n\nPar ce lien, qui est à vous seul·e, dites si vous viendrez, voyez le lieu et les "
        f"horaires, envoyez vos supports : {speaker_link(speaker)}\n"
    )
    key = f"journeys.speaker:{speaker.pk}:{at:%Y%m%d%H%M}"
    subject = f"Intervenir à {meeting.cohort} : {meeting.label}"
    post(key=key, to=speaker.person.email, text=text, subject=subject, at=at, private=True)


def named(meeting: Meeting) -> str:
    """« J2 (Se mettre en trajectoire) »."""
    return f"{meeting.label} ({meeting.title})" if meeting.title else meeting.label


def when(meeting: Meeting) -> str:
    """« le jeudi 19 juin 2025 à 9 h 30, à la Base », or that its date is not known yet."""
    if meeting.starts is None:
        return f"à une date encore à fixer : {screens.said_when(meeting)}"
    place = f", {meeting.venue}" if meeting.venue else ""
    return f"le {screens.said_when(meeting)}{place}"


def tell_change(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a meeting moved or is cancelled, whoever speaks there is told and asked again."""
    change = MeetingChange.objects.get(meeting=event.meeting, sequence=event.sequence)
    for speaker in _speakers(event.meeting):
        if speaker.state == Speaker.State.DECLINED:
            continue
        meeting = speaker.meeting
        why = f"\n\n{change.reason}" if change.reason else ""
        if meeting.state == Meeting.State.CANCELLED:
            said = f"{named(meeting)} est annulée : votre intervention n’a pas lieu."
        elif speaker.to_confirm_again:
            said = (f"{named(meeting)} change de date : {when(meeting)}. Dites-nous si vous "
                    "pourrez toujours venir.")  # fmt: skip
        else:
            said = f"{named(meeting)} change : {when(meeting)}."
        text = f"Bonjour,\n\n{said}{why}\n\nVotre lien : {speaker_link(speaker)}\n"
        key, subject = f"journeys.speaker_moved:{speaker.pk}:{event.sequence}", meeting.label
        post(key=key, to=speaker.person.email, text=text, at=at, private=True,
             subject=f"{subject} : changement")  # fmt: skip
