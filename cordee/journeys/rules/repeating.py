"""The days a meeting comes back on: its weekday, every so many weeks or months (R235, R285)."""

from datetime import date, timedelta

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.moments import Duration

MOST = 24
"""Times a meeting is repeated at once."""


def repeated(first: date, rhythm: str, step: int, count: int) -> list[date]:
    """The `count` days that follow `first`, on its weekday.

    `weeks`: every `step` weeks. `months`: every `step` months, on the same weekday of the same
    rank (the second Tuesday), the last one where a month has no fifth.
    """
    if rhythm == "weeks":
        return [first + timedelta(weeks=step * rank) for rank in range(1, count + 1)]
    return [_ranked(first, step * rank) for rank in range(1, count + 1)]


def _ranked(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    opens = date(year, month + 1, 1)
    day = opens + timedelta(days=(first.weekday() - opens.weekday()) % 7)
    found = day + timedelta(weeks=(first.day - 1) // 7)
    return found if found.month == opens.month else found - timedelta(weeks=1)


def turns(first: date, every: Duration, count: int, until: date | None) -> list[date]:
    """The days of a meeting that comes back: `count` of them, or up to `until` when it says one."""
    if count > 1 or until is None:
        return [every.times(rank).after(first) for rank in range(count)]
    days = (every.times(rank).after(first) for rank in range(MOST))
    return [first, *(one for one in days if first < one <= until)]


def faults(step: int, count: int) -> list[Finding]:
    """Why a meeting is not repeated that way."""
    if 1 <= count <= MOST and 1 <= step <= 52:  # noqa: PLR2004 - weeks of a year
        return []
    said = french.plural(MOST, "fois", "fois")
    return [
        broken(
            "repeat.many",
            "count",
            french.say("Une rencontre se reprend {said} au plus à la fois.", said=said),
        )
    ]
