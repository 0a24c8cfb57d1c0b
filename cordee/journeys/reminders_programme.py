"""What a programme reminds of: the note read before, speakers who said nothing, or come soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys import queries
from cordee.journeys.entrances import speaker_link
from cordee.journeys.letters_programme import named, when
from cordee.journeys.models import Meeting, Preparation, Speaker
from cordee.journeys.rules.programme import note_due
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SILENT_BEFORE = timedelta(days=14)
SPEAKS_IN = timedelta(days=3)
ALIVE = (Meeting.State.VAGUE, Meeting.State.POLL, Meeting.State.FIXED)


class ContextNote:
    """So many days before a meeting, everyone expected reads its context note (R125)."""

    key = "journeys.context_note"
    label = _("Note de contexte avant une rencontre")
    comfort = True

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone expected at a meeting to come whose note is written."""
        rows = Preparation.objects.exclude(note="").filter(
            meeting__starts__gt=at, meeting__state=Meeting.State.FIXED
        )
        joined = rows.select_related("meeting__cohort__edition__current", "meeting__participation")
        for one in joined.order_by("meeting__starts", "pk"):
            yield from self._for(one, at)

    def _for(self, one: Preparation, at: datetime) -> Iterator[Proposal]:
        meeting = one.meeting
        assert meeting.starts is not None  # noqa: S101 - filtered by the caller
        page = settings.SITE_URL + reverse("journeys:programme", args=[meeting.public_id])
        due = note_due(meeting.starts, meeting.planned, one.note_days)
        head = french.say(
            "Bonjour,\n\nAvant {meeting}, {meeting2} :",
            meeting=named(meeting),
            meeting2=when(meeting),
        )
        text = french.say(
            "{head}\n\n{note}\n\nLe programme : {page}\n", head=head, note=one.note, page=page
        )
        for delegate in queries.invited(meeting, at):
            yield Proposal(
                person=f"person:{delegate.person_id}",
                name=str(delegate.person),
                to=delegate.person.email,
                subject=("meeting", str(meeting.pk)),
                subject_name=meeting.label,
                occurrence="note",
                due=due,
                title=typeset(
                    french.say("{label} : à lire avant la rencontre", label=meeting.label)
                ),
                text=typeset(text),
                until=meeting.starts,
                skip="" if delegate.person.email else "Aucune adresse connue.",
            )


class Speakers:
    """Two weeks before, whoever did not answer is asked again; three days before, all is told."""

    key = "journeys.speakers"
    label = _("Intervention à confirmer ou à venir")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The speakers of the dated meetings to come."""
        rows = Speaker.objects.filter(
            withdrawn_at=None, meeting__starts__gt=at, meeting__state__in=ALIVE
        )
        joined = rows.select_related("person", "meeting__cohort__edition__current")
        for one in joined.order_by("meeting__starts", "pk"):
            yield _silent(one)
            yield _soon(one)


def _silent(one: Speaker) -> Proposal:
    waiting = one.state == Speaker.State.ASKED or one.to_confirm_again
    text = french.say(
        "Bonjour,\n\nPourrez-vous intervenir à {meeting}, {meeting2} ? Un clic suffit, par "
        "votre lien : {one}\n",
        meeting=named(one.meeting),
        meeting2=when(one.meeting),
        one=speaker_link(one),
    )
    title = french.say("{label} : serez-vous des nôtres ?", label=one.meeting.label)
    skip = "" if waiting else french.say("A répondu.")
    return _proposed(one, (french.say("réponse"), SILENT_BEFORE), title, text, skip)


def _soon(one: Speaker) -> Proposal:
    text = french.say(
        "Bonjour,\n\nVous intervenez à {meeting}, {meeting2}. Horaires, accès et envoi de vos "
        "supports : {one}\n",
        meeting=named(one.meeting),
        meeting2=when(one.meeting),
        one=speaker_link(one),
    )
    title = french.say("{label} : votre intervention dans trois jours", label=one.meeting.label)
    coming = one.state == Speaker.State.CONFIRMED
    skip = "" if coming else french.say("N’a pas confirmé.")
    return _proposed(one, (french.say("bientôt"), SPEAKS_IN), title, text, skip)


def _proposed(
    one: Speaker, moment: tuple[str, timedelta], title: str, text: str, skip: str
) -> Proposal:
    assert one.meeting.starts is not None  # noqa: S101 - filtered by the rule
    occurrence, before = moment
    return Proposal(
        person=f"person:{one.person_id}",
        name=str(one.person),
        to=one.person.email,
        subject=("meeting", str(one.meeting_id)),
        subject_name=one.meeting.label,
        occurrence=french.strung(
            occurrence, " ", one.meeting.starts.date().isoformat(), between=""
        ),
        due=one.meeting.starts - before,
        title=typeset(title),
        text=typeset(text),
        skip=skip or ("" if one.person.email else "Aucune adresse connue."),
        private=True,
    )


CONTEXT_NOTE = ContextNote()
SPEAKERS = Speakers()
