"""What the year reminds of: the next meeting, the charter and the council that are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys import queries
from cordee.journeys.entrances import own_link
from cordee.journeys.models import Cohort, Meeting, Participation
from cordee.kernel import french
from cordee.kernel.findings import Verdict
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cordee.journeys.models import Delegate
    from cordee.journeys.queries import Ledger

BEFORE_MEETING = timedelta(days=7)
BEFORE_DEADLINE = timedelta(days=10)
BEFORE_LINK = timedelta(hours=2)
MORNING = time(9)


def _zone(cohort: Cohort) -> ZoneInfo:
    """The wall clock of a programme: hours are told and kept on it."""
    return ZoneInfo(cohort.edition.definition.timeline.zone)


def _living() -> Iterator[tuple[Ledger, list[Participation]]]:
    """Each cohort with everything it signed and showed, and its territories still there."""
    for cohort in Cohort.objects.select_related("edition__current").order_by("pk"):
        rows = list(cohort.participations.filter(ends=None).select_related("charter"))
        if rows:
            yield queries.Ledger.read(cohort, rows), rows


def _expected() -> Iterator[tuple[Meeting, list[Delegate]]]:
    """Each meeting of each living cohort, with the delegates of each territory it concerns."""
    for ledger, rows in _living():
        for meeting in ledger.meetings:
            for row in rows:
                if meeting.concerns(row):
                    yield meeting, ledger.delegates[row.pk]


def _propose(
    delegate: Delegate,
    about: tuple[str, str, str],
    *,
    due: datetime,
    title: str,
    text: str,
    skip: str = "",
    private: bool = False,
) -> Proposal:
    kind, key, name = about
    return Proposal(
        person=f"person:{delegate.person_id}",
        name=str(delegate.person),
        to=delegate.person.email,
        subject=(kind, key),
        subject_name=name,
        occurrence=due.date().isoformat(),
        due=due,
        title=typeset(title),
        text=typeset(text),
        skip=skip or ("" if delegate.person.email else "Aucune adresse connue."),
        private=private,
    )


class NextMeeting:
    """A week before a meeting, everyone expected is told when and where."""

    key = "journeys.next_meeting"
    label = _("Rencontre dans une semaine")
    comfort = True

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone expected at a dated meeting still to come."""
        for meeting, people in _expected():
            if meeting.starts is not None and meeting.starts > at:
                yield from self._for(meeting, people, at)

    def _for(self, meeting: Meeting, people: list[Delegate], at: datetime) -> Iterator[Proposal]:
        assert meeting.starts is not None  # noqa: S101 - checked by the caller
        cancelled = meeting.state == Meeting.State.CANCELLED
        when = french.moment(meeting.starts.astimezone(_zone(meeting.cohort)))
        place = french.say(" Lieu : {venue}.", venue=meeting.venue) if meeting.venue else ""
        video = french.say(" Lien : {video}", video=meeting.video) if meeting.video else ""
        page = settings.SITE_URL + reverse("journeys:programme", args=[meeting.public_id])
        for one in people:
            if one.is_current(at):
                told = _propose(
                    one,
                    ("meeting", str(meeting.pk), meeting.label),
                    due=meeting.starts - BEFORE_MEETING,
                    title=french.strung(meeting.label, " : ", when, between=""),
                    text=french.say(
                        "Bonjour,\n\n{meeting} {title} a lieu le {when}.{place}{video}\n\n"
                        "Le programme : {page}\n",
                        meeting=meeting,
                        title=meeting.title,
                        when=when,
                        place=place,
                        video=video,
                        page=page,
                    ),
                    skip=french.say("Rencontre annulée.") if cancelled else "",
                )
                yield replace(told, until=meeting.starts)


class OwnLink:
    """On the day, whoever may follow from afar is given a link to sign in by herself (R311)."""

    key = "journeys.own_link"
    label = _("Lien pour signer sa présence à distance")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone expected at a meeting of these days that is not only on site."""
        for meeting, people in _expected():
            if meeting.starts is not None and _from_afar(meeting, at):
                yield from self._for(meeting, people, at)

    def _for(self, meeting: Meeting, people: list[Delegate], at: datetime) -> Iterator[Proposal]:
        assert meeting.starts is not None  # noqa: S101 - checked by the caller
        for one in people:
            if one.is_current(at):
                link = own_link(meeting, one)
                told = _propose(
                    one,
                    ("meeting", str(meeting.pk), meeting.label),
                    due=meeting.starts - BEFORE_LINK,
                    title=french.say("{label} : signer votre présence", label=meeting.label),
                    text=french.say(
                        "Bonjour,\n\nSi vous suivez {meeting} à distance, signez votre "
                        "présence par ce lien, qui est à vous seul·e, à chaque demi-journée : "
                        "{link}\n",
                        meeting=meeting,
                        link=link,
                    ),
                    private=True,
                )
                yield replace(told, until=meeting.starts)


def _from_afar(meeting: Meeting, at: datetime) -> bool:
    """Whether some follow this dated meeting from afar, and it is near enough to speak of it."""
    assert meeting.starts is not None  # noqa: S101 - checked by the caller
    near = meeting.starts - BEFORE_MEETING <= at < (meeting.ends or meeting.starts)
    return near and meeting.mode != "on_site" and meeting.state != Meeting.State.CANCELLED


class DueDocuments:
    """Ten days before the charter or a pledge is due, the team lead is told; not if it is done."""

    key = "journeys.due"
    label = _("Charte ou engagement à rendre")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The leads of the territories that still owe something dated."""
        for ledger, rows in _living():
            for row in rows:
                if row.cohort.is_over(at):
                    continue
                leads = [
                    one for one in ledger.delegates[row.pk] if one.leads and one.is_current(at)
                ]
                for key, label, day, done in _owed(ledger, row, at):
                    for lead in leads:
                        yield self._one(lead, (key, label, day, done), row)

    def _one(
        self, lead: Delegate, owed: tuple[str, str, date, bool], row: Participation
    ) -> Proposal:
        key, label, day, done = owed
        due = datetime.combine(day, MORNING, _zone(row.cohort)) - BEFORE_DEADLINE
        said = french.day(day)
        return _propose(
            lead,
            ("participation", f"{row.pk}:{key}", french.strung(row.name, " – ", label, between="")),
            due=due,
            title=french.say("{label} : attendu le {said}", label=label, said=said),
            text=french.say(
                "Bonjour,\n\nPour {row}, ceci est attendu au plus tard le {said} : {label}.\n\n"
                "Votre page : {page}\n",
                row=row,
                said=said,
                label=label,
                page=settings.SITE_URL + reverse("journeys:territory", args=[row.public_id]),
            ),
            skip=french.say("Déjà fait.") if done else "",
        )


def _owed(
    ledger: Ledger, row: Participation, at: datetime
) -> Iterator[tuple[str, str, date, bool]]:
    """What a territory owes at a date: key, words, last day, whether it is done."""
    definition = ledger.cohort.edition.definition
    held = queries.held_days(ledger.meetings)
    charter = getattr(row, "charter", None)
    if definition.year.charter is not None and charter is not None:
        last = deadline(definition, definition.year.charter.due, held).last
        if last is not None:
            title = str(definition.year.charter.title)
            yield "charter", title, last, charter.signed_at is not None
    dues = ledger.situation(row, at).deadlines
    for state in ledger.pledges(row, at):
        last = dues[state.pledge.key].last if state.pledge.due else None
        if last is not None:
            done = state.finding.verdict is Verdict.OK
            yield state.pledge.key, str(state.pledge.label), last, done


NEXT_MEETING = NextMeeting()
OWN_LINK = OwnLink()
DUE_DOCUMENTS = DueDocuments()
