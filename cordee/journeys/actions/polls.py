"""Ask for dates, answer, choose: a poll is a state of its meeting, no answer is ever lost (R64)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.actions.meetings import move_meeting
from cordee.journeys.events import OptionWithdrawn, PollAnswered, PollOpened, PollTermsSet
from cordee.journeys.models import Availability, DateOption, Meeting
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cordee.journeys.models import Delegate
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

MOST = 24
"""Dates of one poll: more is not a question any more."""
NO_POLL = (Meeting.State.HELD, Meeting.State.CLOSED, Meeting.State.CANCELLED)


@transaction.atomic
def open_poll(
    meeting: Meeting, dates: Sequence[tuple[datetime, datetime]], *, by: User, at: datetime
) -> Meeting:
    """Propose dates for a meeting, or more of them; answers already given stay.

    A date proposed again comes back with its answers; a fixed meeting may be asked again. Raises
    `Refused` for a meeting held or cancelled, a date in the past or that ends before it starts.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = [
        *_state_faults(meeting),
        *(fault for one in dates for fault in _date_faults(one, at)),
    ]
    standing = meeting.options.filter(withdrawn_at=None)
    if not dates and not standing.exists():
        found.append(missing("poll.empty", "dates", "Proposez au moins une date."))
    if standing.count() + len(dates) > MOST:
        found.append(
            broken(
                "poll.many", "dates", french.say("Un sondage a {most} dates au plus.", most=MOST)
            )
        )
    if found:
        raise Refused(found)
    for starts, ends in dates:
        DateOption.objects.update_or_create(
            meeting=meeting, starts=starts, ends=ends,
            defaults={"withdrawn_at": None}, create_defaults={"at": at, "by": by},
        )  # fmt: skip
    meeting.state = Meeting.State.POLL
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save(update_fields=("state", "sequence", "changed_at"))
    count = meeting.options.filter(withdrawn_at=None).count()
    record(PollOpened(meeting=meeting.pk, options=count), by=by, at=at)
    return meeting


def _state_faults(meeting: Meeting) -> list[Finding]:
    if meeting.state not in NO_POLL:
        return []
    sentence = "Cette rencontre est tenue, close ou annulée : on ne sonde plus sa date."
    return [broken("poll.over", "meeting", sentence)]


def _date_faults(dates: tuple[datetime, datetime], at: datetime) -> list[Finding]:
    starts, ends = dates
    if ends <= starts:
        return [broken("poll.order", "dates", "Chaque date finit après avoir commencé.")]
    if starts <= at:
        return [broken("poll.past", "dates", "Proposez des dates à venir.")]
    return []


@transaction.atomic
def set_terms(
    meeting: Meeting, *, needed: Sequence[str], quorum: int, by: User, at: datetime
) -> Meeting:
    """Say who must be there, and how many of each territory: dates are weighed anew."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if found := _state_faults(meeting):
        raise Refused(found)
    meeting.needed, meeting.quorum = sorted(set(needed)), quorum
    meeting.save(update_fields=("needed", "quorum"))
    record(PollTermsSet(meeting=meeting.pk, quorum=quorum), by=by, at=at)
    return meeting


@transaction.atomic
def withdraw_option(option: DateOption, *, by: User, at: datetime) -> None:
    """No longer propose a date; what was said of it stays, should it come back."""
    if DateOption.objects.filter(pk=option.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(OptionWithdrawn(meeting=option.meeting_id, option=option.pk), by=by, at=at)


@transaction.atomic
def answer_poll(
    meeting: Meeting,
    delegate: Delegate,
    told: Mapping[str, str],
    *,
    by: User | None,
    at: datetime,
) -> int:
    """Write what someone says of each date (public id → yes, maybe, no); returns how many.

    A blank keeps what was said before. Raises `Refused` once the date is fixed.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state != Meeting.State.POLL:
        sentence = "Le sondage est terminé : la date est fixée. Elle est dans votre calendrier."
        raise Refused(broken("poll.closed", "meeting", sentence))
    options = {str(one.public_id): one for one in meeting.options.filter(withdrawn_at=None)}
    written = 0
    for key, word in told.items():
        if key in options and word in Availability.Told.values:
            Availability.objects.update_or_create(
                option=options[key], delegate=delegate, defaults={"told": word, "at": at, "by": by}
            )
            written += 1
    if written:
        record(PollAnswered(meeting=meeting.pk, delegate=delegate.pk), by=by, at=at)
    return written


@transaction.atomic
def choose_date(option: DateOption, *, reason: str = "", by: User, at: datetime) -> Meeting:
    """Fix a meeting on one of its dates; the others leave the calendars, their answers stay."""
    if option.withdrawn_at is not None:
        raise Refused(broken("poll.withdrawn", "option", "Cette date a été retirée du sondage."))
    return move_meeting(
        option.meeting, starts=option.starts, ends=option.ends, reason=reason, by=by, at=at
    )


@transaction.atomic
def adopt_calendar(chosen: Sequence[DateOption], *, by: User, at: datetime) -> list[Meeting]:
    """Fix several meetings at once, each on one of its dates: all of them, or none.

    Raises `Refused` when a date was withdrawn or fixed meanwhile.
    """
    if not chosen:
        sentence = "Aucun calendrier d’ensemble à adopter : il faut plusieurs sondages ouverts."
        raise Refused(missing("calendar.empty", "meeting", sentence))
    reason = "Date retenue dans le meilleur calendrier d’ensemble."
    return [choose_date(one, reason=reason, by=by, at=at) for one in chosen]
