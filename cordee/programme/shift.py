"""Move a definition in time by whole weeks, so that every day keeps its weekday.

An edition is cloned this way for the next year, and the demonstration lives in the present.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from cordee.kernel import french
from cordee.kernel.moments import Precision, Span, When
from cordee.kernel.typography import NBSP
from cordee.programme.schema import Definition

WHENS = {"when", "date", "dates"}
MOMENTS = {"opens", "closes", "cut_offs", "decided", "earliest", "latest", "on", "after", "before"}
DUES = {
    "as_of", "before", "costs_from", "costs_until", "due", "ends", "ends_before", "expires",
    "extension_asked", "given", "given_at", "released", "sequel_due", "starts", "starts_after",
    "starts_before", "until",
}  # fmt: skip
"""Deadlines, which a file may write as a date alone: `due = "2027-06"`."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")
_WRITTEN = re.compile(
    rf"(?:(?P<day>\d{{1,2}}|1er)[ {NBSP}])?(?P<month>{'|'.join(french.MONTHS)})"
    rf"[ {NBSP}](?P<year>\d{{4}})",
    re.IGNORECASE,
)


ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_IN_ENGLISH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})[ {NBSP}])?(?P<month>{'|'.join(ENGLISH)})"
    rf"(?:[ {NBSP}](?P<after>\d{{1,2}}),?)?[ {NBSP}](?P<year>\d{{4}})\b"
)
"""« 15 February 2027 », « February 15, 2027 », « February 2027 »."""


def shifted(definition: Definition, weeks: int, **changes: Any) -> Definition:
    """The same programme `weeks` later (or earlier); `changes` replace top-level fields (key…)."""
    data = _walk(definition.data(), "", timedelta(weeks=weeks))
    return Definition.model_validate({**data, **changes})


def shifted_text(text: str, weeks: int) -> str:
    """Move the dates written in words in a text: « 19 décembre 2024 », « June 2025 »."""
    return _words(text, timedelta(weeks=weeks))


def moved(text: str, name: str, weeks: int) -> str:
    """One text of a definition, the value of the field `name`, so many weeks later."""
    return str(_walk(text, name, timedelta(weeks=weeks)))


def _walk(value: Any, key: str, by: timedelta) -> Any:
    match value:
        case dict():
            return {name: _walk(item, name, by) for name, item in value.items()}
        case list():
            return [_walk(item, key, by) for item in value]
        case str():
            return _text(value, key, by)
        case _:
            return value


def _text(text: str, key: str, by: timedelta) -> str:
    if key in WHENS or (key in DUES and not DAY.match(text)):
        return _try(_when, text, by)
    return _try(_moment, text, by) if key in MOMENTS | DUES else _words(text, by)


def _try(move: Callable[[str, timedelta], str], text: str, by: timedelta) -> str:
    """Move what is a date; leave the words that only share its key."""
    try:
        return move(text, by)
    except ValueError:
        return _words(text, by)


def _moment(text: str, by: timedelta) -> str:
    if "T" in text:
        return (datetime.fromisoformat(text) + by).isoformat()
    return (date.fromisoformat(text) + by).isoformat()


def _when(text: str, by: timedelta) -> str:
    return " | ".join(_span(span, by) for span in When.parse(text).spans) or "?"


def _span(span: Span, by: timedelta) -> str:  # noqa: PLR0911 - one line a precision
    """Write a moved span with the precision it had: a month stays a month."""
    first, middle = span.first + by, span.first + (span.last - span.first) / 2 + by
    match span.precision:
        case Precision.DAY:
            return first.isoformat()
        case Precision.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02d}"
        case Precision.MONTH:
            return f"{middle:%Y-%m}"
        case Precision.PART:
            part = "early" if span.first.day == 1 else "mid" if span.last.day < 21 else "late"  # noqa: PLR2004 - thirds
            return f"{part} {middle:%Y-%m}"
        case Precision.QUARTER:
            return f"{middle:%Y}-Q{(middle.month + 2) // 3}"
        case Precision.YEAR:
            return f"{middle:%Y}"
        case Precision.RANGE if _whole_months(span):
            inside = timedelta(days=14)
            return f"{first + inside:%Y-%m}/{span.last + by - inside:%Y-%m}"
        case _:
            return f"{first.isoformat()}/{(span.last + by).isoformat()}"


def _whole_months(span: Span) -> bool:
    return span.first.day == 1 and (span.last + timedelta(days=1)).day == 1


def _words(text: str, by: timedelta) -> str:
    text = _WRITTEN.sub(lambda found: _said(found, by), text)
    return _IN_ENGLISH.sub(lambda found: _in_english(found, by), text)


def _in_english(found: re.Match[str], by: timedelta) -> str:
    number, month = found["day"] or found["after"], ENGLISH.index(found["month"]) + 1
    try:
        moved = date(int(found["year"]), month, int(number or 15)) + by
    except ValueError:
        return found[0]
    name = ENGLISH[moved.month - 1]
    if found["after"]:
        return f"{name} {moved.day}, {moved.year}"
    return f"{moved.day} {name} {moved.year}" if number else f"{name} {moved.year}"


def _said(found: re.Match[str], by: timedelta) -> str:
    month = french.MONTHS.index(found["month"].lower()) + 1
    number = found["day"]
    try:
        day = date(int(found["year"]), month, int(number.removesuffix("er")) if number else 15)
    except ValueError:
        return found[0]
    moved = day + by
    name = french.month(moved)
    if found["month"][0].isupper():
        name = name[0].upper() + name[1:]
    return f"{moved.day if moved.day > 1 else '1er'} {name}" if number else name
