"""When someone is replaced, a territory leaves or asks for more time: what the call says."""

from datetime import date, datetime

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.moments import When
from cordee.programme.anchors import day
from cordee.programme.schema.year import Absence


def replacement_faults(absence: Absence | None) -> list[Finding]:
    """Why nobody takes another's place; a call that says nothing forbids nothing."""
    if absence is None or absence.replacement != "forbidden":
        return []
    said = french.say("Le programme n’admet pas de remplacement.{more}", more=_more(absence))
    return [broken("replacement.forbidden", "replacement", said)]


def _more(absence: Absence) -> str:
    return f" {absence.consequences}" if absence.consequences else ""


def leaves_on(absence: Absence | None, today: date) -> date:
    """The day a departure announced today takes effect: at the end of its notice."""
    notice = absence.withdrawal_notice if absence else None
    return notice.after(today) if notice else today


def extension_faults(
    absence: Absence | None, until: date, *, asked_by: When | None, last: date | None, today: date
) -> list[Finding]:
    """Why a territory is not given more time, until a day; `last` ends the year as it is known."""
    if absence is None or not absence.extension_allowed:
        said = french.say("Le programme ne prévoit pas de prolongation.")
        return [broken("extension.none", "until", said)]
    if asked_by is not None and asked_by.last is not None and today > asked_by.last:
        said = french.say("Une prolongation se demandait au plus tard : {day}.",
                          day=asked_by.said())  # fmt: skip
        return [broken("extension.late", "until", said)]
    end = max(last or today, today)
    if until <= end:
        said = french.say("Choisissez un jour après la fin prévue, le {day}.",
                          day=french.day(end, weekday=False))  # fmt: skip
        return [broken("extension.short", "until", said)]
    furthest = absence.extension_max.after(last or today) if absence.extension_max else None
    if furthest is not None and until > furthest:
        said = french.say("La prolongation va au plus tard jusqu’au {day}.",
                          day=french.day(furthest, weekday=False))  # fmt: skip
        return [broken("extension.long", "until", said)]
    return []


def put_off(due: When, given: date | None, until: date | None) -> When:
    """A deadline that was still to come when more time was given falls on its last day."""
    if given is None or until is None or due.last is None or not given <= due.last < until:
        return due
    return day(until)


def put_off_hour(due: datetime, given: date | None, until: date | None) -> datetime:
    """The same for a deadline at an hour, told on its wall clock: that hour of the last day."""
    if given is None or until is None or not given <= due.date() < until:
        return due
    return datetime.combine(until, due.timetz())
