"""What the programmes of the next weeks ask of the team: a note to write, a speaker to replace."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.models import Meeting, Speaker
from cordee.journeys.rules.programme import note_due
from cordee.kernel import french
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

AHEAD = timedelta(days=60)
BEFORE = timedelta(days=10)
SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For the team: context notes due and not written, speakers who will not come."""
    if not is_staff(user, at):
        return
    soon = Meeting.objects.filter(starts__gt=at, starts__lt=at + AHEAD, state=Meeting.State.FIXED)
    rows = soon.select_related("cohort__edition__current", "preparation").order_by("starts", "pk")
    yield from (task for one in rows[:40] if (task := _note(one, at)))
    yield from _to_replace(soon)


@if_any(lambda _user: _lost(), team=True)
def _to_replace(soon: QuerySet[Meeting]) -> Iterator[Task]:
    named = (
        _lost()
        .filter(meeting__in=soon)
        .select_related("person", "meeting")
        .order_by("meeting__starts", "pk")
    )
    for speaker in named[:SHOWN]:
        label = _("Remplacer %(who)s à %(meeting)s") % {
            "who": speaker.person, "meeting": speaker.meeting}  # fmt: skip
        yield Task(label, _("ne viendra pas"), "warn", _prepare(speaker.meeting))


def _lost() -> QuerySet[Speaker]:
    return Speaker.objects.filter(withdrawn_at=None, state=Speaker.State.DECLINED)


def _note(meeting: Meeting, at: datetime) -> Task | None:
    """A note the call asks for, not written ten days before it leaves."""
    planned, kept = meeting.planned, getattr(meeting, "preparation", None)
    asked = (planned is not None and planned.note_before is not None) or (
        kept is not None and kept.note_days is not None
    )
    if not asked or (kept is not None and kept.note) or meeting.starts is None:
        return None
    due = note_due(meeting.starts, planned, kept.note_days if kept else None)
    if at < due - BEFORE:
        return None
    said = french.day(timezone.localtime(due, meeting.zone).date(), weekday=False)
    label = _("Écrire la note de contexte : %(meeting)s") % {"meeting": meeting}
    return Task(label, _("pour le %(day)s") % {"day": said}, "bad" if due < at else "warn",
                _prepare(meeting))  # fmt: skip


def _prepare(meeting: Meeting) -> str:
    return reverse("journeys:prepare", args=[meeting.public_id])
