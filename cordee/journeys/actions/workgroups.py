"""Open a working group, take part, meet, hand in what was found (R284, R285)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys import events
from cordee.journeys.models import WorkingGroup, WorkingMember, WorkingSession
from cordee.journeys.rules import repeating
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.journeys.models import Cohort
    from cordee.people.models import Person, User

HANDED = "Ce groupe a rendu sa synthèse : il ne change plus."
LONGEST = timedelta(hours=14)


@transaction.atomic
def keep_working_group(
    cohort: Cohort, *, group: WorkingGroup | None = None, by: User, at: datetime, **fields: Any
) -> WorkingGroup:
    """Open a working group, or change what it is about; raises `Refused` without a question."""
    made = group or WorkingGroup(cohort=cohort, at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    if not made.question:
        said = "Donnez la question que ce groupe travaille."
        raise Refused(missing("workgroup.question", "question", said))
    made.save()
    record(events.WorkingGroupKept(group=made.pk), by=by, at=at)
    return made


@transaction.atomic
def take_in(
    group: WorkingGroup, person: Person, *, leads: bool = False, by: User, at: datetime
) -> WorkingMember:
    """Bring someone into a group, or say whether she leads it; raises `Refused` once handed in."""
    group = _alive(group)
    made, new = WorkingMember.objects.get_or_create(
        group=group, person=person, left_at=None, defaults={"leads": leads, "at": at}
    )
    if not new and made.leads == leads:
        return made
    made.leads = leads
    made.save(update_fields=("leads",))
    herself = person.user_id == by.pk
    joined = events.WorkingGroupJoined(
        group=group.pk, member=made.pk, leads=leads, herself=herself
    )  # fmt: skip
    record(joined, by=by, at=at)
    return made


@transaction.atomic
def let_go(member: WorkingMember, *, by: User, at: datetime) -> None:
    """Someone leaves a group; a second time changes nothing."""
    if WorkingMember.objects.filter(pk=member.pk, left_at=None).update(left_at=at):
        left = events.WorkingGroupLeft(group=member.group_id, member=member.pk)
        record(left, by=by, at=at)


@transaction.atomic
def plan_session(
    group: WorkingGroup, *, session: WorkingSession | None = None, starts: datetime,
    ends: datetime, place: str = "", video: str = "", times: int = 1, months: int = 1, by: User,
    at: datetime,
) -> WorkingSession:  # fmt: skip
    """Say when a group meets, or that it moved; its members are told.

    `times` above one plans the next ones too, every `months` months on the same weekday of the
    month at the same hour (R285). Raises `Refused` for an end that is not after the beginning.
    """
    group = _alive(group)
    if not timedelta() < ends - starts < LONGEST:
        said = "La fin vient après le début, le même jour."
        raise Refused(broken("workgroup.hours", "ends", said))
    told = {"place": tidy(place), "video": video, "changed_at": at}
    if session is not None:
        return _moved(session, starts=starts, ends=ends, by=by, at=at, **told)
    if times > 1 and (found := repeating.faults(months, times - 1)):
        raise Refused(found)
    made = [
        WorkingSession.objects.create(group=group, starts=begin, ends=begin + (ends - starts),
                                      **told)
        for begin in _again(starts.astimezone(group.zone), times, months)
    ]  # fmt: skip
    for one in made:
        record(events.WorkingSessionTold(session=one.pk, sequence=0), by=by, at=at)
    return made[0]


def _again(first: datetime, times: int, months: int) -> Iterator[datetime]:
    """The first time, then the same weekday of the month at the same hour of its clock."""
    yield first
    for day in repeating.repeated(first.date(), "months", months, times - 1):
        yield datetime.combine(day, first.time(), first.tzinfo)


def _moved(
    session: WorkingSession, *, starts: datetime, ends: datetime, by: User, at: datetime,
    **told: Any,
) -> WorkingSession:  # fmt: skip
    held = WorkingSession.objects.select_for_update().get(pk=session.pk)
    asked = {"starts": starts, "ends": ends, "place": told["place"], "video": told["video"]}
    if all(getattr(held, name) == value for name, value in asked.items()):
        return held
    for name, value in (asked | told).items():
        setattr(held, name, value)
    held.sequence += 1
    held.cancelled_at = None
    held.save()
    told_ = events.WorkingSessionTold(session=held.pk, sequence=held.sequence)
    record(told_, by=by, at=at)
    return held


@transaction.atomic
def cancel_session(session: WorkingSession, *, by: User, at: datetime) -> None:
    """A session is not held; its members are told, once."""
    held = WorkingSession.objects.select_for_update().get(pk=session.pk)
    if held.cancelled_at is None:
        held.cancelled_at = held.changed_at = at
        held.sequence += 1
        held.save()
        told = events.WorkingSessionTold(session=held.pk, sequence=held.sequence)
        record(told, by=by, at=at)


@transaction.atomic
def tell_session(session: WorkingSession, words: str, *, by: User, at: datetime) -> None:
    """Write what was said at a session."""
    if tidy(words) != session.words:
        WorkingSession.objects.filter(pk=session.pk).update(words=tidy(words))
        record(events.SynthesisWritten(group=session.group_id), by=by, at=at)


@transaction.atomic
def write_synthesis(
    group: WorkingGroup, text: str, *, revision: int | None, by: User, at: datetime
) -> WorkingGroup | None:
    """Write the synthesis; None when another hand wrote since `revision`: nothing is lost."""
    held = _alive(group)
    if tidy(text) == held.synthesis:
        return held
    if revision is not None and revision != held.revision:
        return None
    held.synthesis, held.revision = tidy(text), held.revision + 1
    held.save(update_fields=("synthesis", "revision"))
    record(events.SynthesisWritten(group=held.pk), by=by, at=at)
    return held


@transaction.atomic
def hand_synthesis_in(group: WorkingGroup, *, by: User, at: datetime) -> WorkingGroup:
    """Hand in what a group found: it becomes a resource of the cohort. Raises `Refused`."""
    held = _alive(group)
    if not held.synthesis:
        said = "Écrivez la synthèse avant de la rendre."
        raise Refused(missing("workgroup.blank", "synthesis", said))
    held.handed_at = at
    held.save(update_fields=("handed_at",))
    record(events.SynthesisHanded(group=held.pk), by=by, at=at)
    return held


def _alive(group: WorkingGroup) -> WorkingGroup:
    """The same row, locked; raises `Refused` once its synthesis is handed in."""
    rows = WorkingGroup.objects.select_for_update(of=("self",))
    held = rows.select_related("cohort__edition__current").get(pk=group.pk)
    if held.handed_at is not None:
        raise Refused(broken("workgroup.over", "synthesis", HANDED))
    return held
