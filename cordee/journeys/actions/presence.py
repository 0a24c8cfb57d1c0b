"""The attendance sheet: half-days signed, then closed; everything else relies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import (
    MeetingClosed,
    Signed,
)
from cordee.journeys.models import (
    Delegate,
    Meeting,
    Presence,
)
from cordee.journeys.queries import PRESENT, gatherings, needed_at
from cordee.journeys.rules.crowds import quorum_faults
from cordee.journeys.rules.signing import EARLY
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cordee.people.models import User


@transaction.atomic
def sign(
    meeting: Meeting,
    delegate: Delegate,
    *,
    status: str = Presence.Status.PRESENT,
    halves: Iterable[tuple[date, str]] | None = None,
    mode: str = "",
    source: str = "staff",
    by: User | None,
    at: datetime,
    sent: datetime | None = None,
) -> int:
    """Write half-days on the sheet; all those of the meeting unless `halves` names some.

    Raises `Refused` for a meeting without date, still to come, foreign to the delegate, or closed.
    `sent` is when a mark made at `at` reached us, if the network held it back: what was written
    since then stays. Returns how many half-days are written.
    """
    standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found := _sheet_faults(standing, delegate, at):
        raise Refused(found)
    wanted = set(halves) if halves is not None else every_half(meeting)
    if sent is not None:
        newer = meeting.presences.filter(delegate=delegate, at__gt=at)
        wanted -= set(newer.values_list("day", "half"))
    marked = {"status": status, "mode": mode, "source": source, "at": at, "sent_at": sent, "by": by}
    for day, half in sorted(wanted):
        Presence.objects.update_or_create(
            meeting=meeting, delegate=delegate, day=day, half=half, defaults=marked
        )
    event = Signed(meeting=meeting.pk, delegate=delegate.pk, status=status, halves=len(wanted))
    record(event, by=by, at=sent or at)
    return len(wanted)


def every_half(meeting: Meeting) -> set[tuple[date, str]]:
    """The half-days of a meeting."""
    asked = gatherings([meeting], meeting.cohort.edition.definition)
    return {half for one in asked for half in one.halves}


def _sheet_faults(meeting: Meeting, delegate: Delegate, at: datetime) -> list[Any]:
    where = "meeting"
    if meeting.state == Meeting.State.CLOSED:
        return [broken("sheet.closed", where, "La feuille de cette rencontre est close.")]
    if meeting.starts is None or meeting.state == Meeting.State.CANCELLED:
        return [
            missing(
                "sheet.date", where, "Cette rencontre n’a pas de date : on ne peut pas la signer."
            )
        ]
    if at < meeting.starts - EARLY:
        return [
            broken("sheet.early", where, "Cette rencontre n’a pas commencé : revenez le jour même.")
        ]
    return foreign_faults(meeting, delegate)


def foreign_faults(meeting: Meeting, delegate: Delegate) -> list[Any]:
    """Why somebody has no line on the sheet of a meeting that is not hers."""
    own = meeting.participation_id in {None, delegate.participation_id}
    if own and delegate.participation.cohort_id == meeting.cohort_id:
        return []
    sentence = "Cette personne n’est pas attendue à cette rencontre."
    return [broken("sheet.foreign", "meeting", sentence)]


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Close the sheet: who is not on it was not there; certificates and pledges rely on it.

    Refused before the meeting, for a cancelled one, and while fewer people are on it than the
    programme asks for a meeting to be held; closing twice changes nothing.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.starts is None or at < meeting.starts:
        raise Refused(broken("sheet.early", "meeting", "Cette rencontre n’a pas encore eu lieu."))
    if meeting.state == Meeting.State.CANCELLED:
        sentence = "Cette rencontre est annulée : elle n’a pas de feuille à clore."
        raise Refused(broken("sheet.cancelled", "meeting", sentence))
    if meeting.state == Meeting.State.CLOSED:
        return
    halves = every_half(meeting)
    there = meeting.presences.filter(status__in=PRESENT).values_list("delegate", "day", "half")
    present = {delegate for delegate, day, half in there if (day, half) in halves}
    if found := quorum_faults(len(present), needed_at(meeting)):
        raise Refused(found)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)
    record(MeetingClosed(meeting=meeting.pk), by=by, at=at)
