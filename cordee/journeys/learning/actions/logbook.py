"""Keep one's logbook: write, share entry by entry, take back, erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.learning.events import EntryShared, EntryTakenBack
from cordee.journeys.learning.models import Audience, LogEntry
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Cohort, Delegate, Meeting
    from cordee.people.models import User

CIRCLES = (Audience.ME, Audience.TEAM, Audience.STAFF, Audience.COHORT)
"""As far as an entry may go: beyond the cohort, words are quoted, with their author's accord."""


@transaction.atomic
def write_entry(delegate: Delegate, section: str, text: str, *, by: User, at: datetime) -> LogEntry:
    """Write an entry in a section of the logbook; nobody else reads it.

    Raises `Refused` for a section the programme does not know, or no text.
    """
    cohort = delegate.participation.cohort
    _checked(cohort, section, text)
    del by  # her own page, which leaves no trace in the journal
    return LogEntry.objects.create(
        cohort=cohort, participation=delegate.participation, person=delegate.person,
        audience=Audience.ME, section=section, text=tidy(text), written_at=at, changed_at=at,
    )  # fmt: skip


def sections(cohort: Cohort) -> list[str]:
    """The sections of the logbook, as the programme names them (R132)."""
    logbook = cohort.edition.definition.year.logbook
    return [str(one) for one in logbook.sections] if logbook else []


def _checked(cohort: Cohort, section: str, text: str, *kept: str) -> None:
    if section not in (*sections(cohort), *kept):
        raise Refused(broken("log.section", "section", "Cette rubrique n’existe pas."))
    if not tidy(text):
        raise Refused(missing("log.text", "text", "Écrivez quelques mots, même courts."))


@transaction.atomic
def rewrite_entry(entry: LogEntry, section: str, text: str, *, by: User, at: datetime) -> LogEntry:
    """Change an entry; who read it reads the new words."""
    del by
    _checked(entry.cohort, section, text, entry.section)
    entry.section, entry.text, entry.changed_at = section, tidy(text), at
    entry.save(update_fields=("section", "text", "changed_at"))
    return entry


@transaction.atomic
def share_entry(
    entry: LogEntry, audience: str, *, meeting: Meeting | None = None, by: User, at: datetime
) -> LogEntry:
    """Let a circle read an entry, and put it to discussion at the start of a meeting (R133).

    Raises `Refused` for a circle wider than the cohort, or a meeting of others.
    """
    if audience not in CIRCLES:
        raise Refused(broken("log.audience", "audience", "Ce cercle de lecture n’existe pas ici."))
    if audience == Audience.ME:
        return take_entry_back(entry, by=by, at=at)
    if meeting is not None and meeting.cohort_id != entry.cohort_id:
        raise Refused(broken("log.meeting", "meeting", "Cette rencontre n’est pas des vôtres."))
    if meeting is not None and meeting.participation_id not in {None, entry.participation_id}:
        raise Refused(broken("log.meeting", "meeting", "Cette rencontre n’est pas des vôtres."))
    entry.audience, entry.meeting = audience, meeting
    entry.shared_at = entry.shared_at or at
    entry.save(update_fields=("audience", "meeting", "shared_at"))
    record(EntryShared(entry=entry.pk, audience=audience), by=by, at=at)
    return entry


@transaction.atomic
def take_entry_back(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """Keep an entry for oneself again: nobody else reads it from now on."""
    if entry.audience != Audience.ME:
        entry.audience, entry.meeting, entry.shared_at = Audience.ME, None, None
        entry.save(update_fields=("audience", "meeting", "shared_at"))
        record(EntryTakenBack(entry=entry.pk), by=by, at=at)
    return entry


@transaction.atomic
def erase_entry(entry: LogEntry, *, by: User, at: datetime) -> None:
    """Erase an entry for good; an extract already granted keeps its own words."""
    take_entry_back(entry, by=by, at=at)
    entry.delete()
