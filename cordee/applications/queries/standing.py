"""What stands around a file: who receives it, its signed copy, a union proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from cordee.applications.models import Attendance, Merger
from cordee.applications.queries.received import in_window
from cordee.applications.queries.times import handed_at, window_of
from cordee.applications.rules.addressed import addressed
from cordee.applications.rules.attendance import attendance_findings, mandatory
from cordee.applications.rules.papers import Received, copy_awaited, copy_finding
from cordee.applications.rules.turns import turn_finding, turns

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.kernel.findings import Finding
    from cordee.programme.schema.definition import Organiser
    from cordee.programme.schema.timeline import Milestone


def told(application: Application, refs: AbstractSet[str], at: datetime) -> dict[str, Any]:
    """What the first page of a file says of it."""
    return {
        "recipient": recipient(application, refs),
        "copy": copies(application, at),
        "turn": turn(application, at),
        "unions": unions(application),
        "referrals": list(application.referrals.order_by("at", "pk")),
        "dates": attended(application, at),
    }


def recipient(application: Application, refs: AbstractSet[str]) -> Organiser | None:
    """The organiser that receives the file, where several share the call."""
    definition = application.edition.definition
    return addressed(definition, refs, application.track, application.preferences)


def copies(application: Application, at: datetime) -> list[Finding]:
    """Where the signed copy of the deposit in force stands; empty when none is asked."""
    definition, made = application.edition.definition, application.current
    if made is None:
        return []
    zone = ZoneInfo(definition.timeline.zone)
    awaited = copy_awaited(definition.form, made.at.astimezone(zone).date())
    if awaited is None:
        return []
    rows = application.signed_copies.order_by("received_on", "pk")
    came = [Received(one.received_on, one.copies) for one in rows]
    return [copy_finding(awaited, came, at.astimezone(zone).date())]


def attended(application: Application, at: datetime) -> list[Finding]:
    """The dates where the candidate must be, and whether it was seen there; no query without."""
    definition = application.edition.definition
    if not any(one.mandatory for one in definition.milestones):
        return []
    window = window_of(application, at)
    asked = mandatory(definition, application.track, window.key if window else "")
    seen = dict(application.attendances.order_by("pk").values_list("milestone", "there"))
    day = at.astimezone(ZoneInfo(definition.timeline.zone)).date()
    return list(attendance_findings(definition, asked, seen, day))


def awaited(
    edition: Edition, milestone: Milestone, unseen: Collection[int], at: datetime
) -> list[tuple[Application, Attendance | None]]:
    """The files whose candidate must be at that date, each with what is noted; two queries."""
    rows = edition.applications.filter(withdrawn_at=None).exclude(pk__in=unseen)
    if milestone.tracks:
        rows = rows.filter(Q(track="") | Q(track__in=milestone.tracks))
    files = list(rows.select_related("edition__current", "current").order_by("sort_key", "pk"))
    if milestone.window:
        files = [one for one in files if _of_wave(one, milestone.window, at)]
    held = Attendance.objects.filter(application__in=files, milestone=milestone.key)
    noted = {one.application_id: one for one in held.order_by("pk")}
    return [(one, noted.get(one.pk)) for one in files]


def _of_wave(application: Application, wave: str, at: datetime) -> bool:
    window = window_of(application, at)
    return window is None or window.key == wave


def turn(application: Application, at: datetime) -> list[Finding]:
    """When a deposit is examined, where each examination reads only so many files."""
    if application.current is None:
        return []
    window = window_of(application, at)
    if window is None or window.examined_max is None:
        return []
    zone = application.edition.definition.timeline.zone
    rows = in_window(application.edition, application.step, window)
    rows = rows.filter(handed__lte=handed_at(application))  # type: ignore[misc] # in_window says it
    arrivals = list(rows.order_by("handed", "pk").values_list("handed", flat=True))  # type: ignore[misc] # the same
    found = turns(window, zone, arrivals)
    return [turn_finding(found[-1] if found else None, window, zone)]


def unions(application: Application) -> list[Merger]:
    """The unions proposed to this file that nobody settled."""
    if application.edition.definition.applicant.merging != "with_agreement":
        return []
    both = Q(kept=application) | Q(absorbed=application)
    return list(Merger.objects.filter(both, done_at=None, refused_at=None).order_by("pk"))
