"""The days that matter when dates are compared: the answer, the end, a deadline as far as known."""

from contextlib import suppress
from datetime import date, time, timedelta

from cordee.kernel.moments import Duration, When
from cordee.programme.anchors import UNKNOWN, deadline, milestone_when
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Milestone

KNOWN = {"answer", "results"}
MONTH = timedelta(days=30.44)
NOON = time(12)


def answered(definition: Definition) -> date | None:
    """The first day on which a candidate may know."""
    days = [promised(definition, one).first for one in definition.milestones if one.kind in KNOWN]
    return min((one for one in days if one), default=None)


def promised(definition: Definition, milestone: Milestone) -> When:
    """The day of a date promised, as far as the calendar knows it."""
    with suppress(LookupError):
        return milestone_when(definition, milestone)
    return UNKNOWN


def first(definition: Definition, due: Due | None) -> date | None:
    """The earliest day of a deadline, when it is known."""
    return deadline(definition, due).first if due else UNKNOWN.first


def last(definition: Definition, due: Due | None) -> date | None:
    """The latest day of a deadline, when it is known."""
    return deadline(definition, due).last if due else UNKNOWN.last


def length(duration: Duration) -> float:
    """About how many days a duration lasts."""
    worked = duration.workdays * 1.4
    return duration.months * 30.44 + duration.days + worked + duration.minutes / 1440


def ended(definition: Definition) -> date | None:
    """The last day that the calendar knows: of the meetings, of the projects, of the phases."""
    year = definition.year
    days = [last(definition, Due(anchor="end")) if year.meetings else None]
    days += [last(definition, one.ends) for one in year.phases]
    days += [last(definition, definition.project.ends_before) if definition.project else None]
    return max((one for one in days if one), default=None)
