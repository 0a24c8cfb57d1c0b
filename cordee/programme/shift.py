"""Move a definition in time by whole weeks, so that every day keeps its weekday.

An edition is cloned this way for the next year, and the demonstration lives in the present.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cordee.kernel.moments import Precision, Span, When
from cordee.programme import spelled
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


def shifted(definition: Definition, weeks: int, **changes: Any) -> Definition:
    """The same programme `weeks` later (or earlier); `changes` replace top-level fields (key…)."""
    told = definition.data()
    data = _Shift(timedelta(weeks=weeks), languages_of(told)).walk(told, "")
    return Definition.model_validate({**data, **changes})


def shifted_text(text: str, weeks: int, languages: Iterable[str] = ()) -> str:
    """Move the dates written in words in a text: « 19 décembre 2024 », « June 2025 »."""
    return spelled.moved(text, timedelta(weeks=weeks), languages)


def moved(text: str, name: str, weeks: int, languages: Iterable[str] = ()) -> str:
    """One text of a definition, the value of the field `name`, so many weeks later."""
    return _Shift(timedelta(weeks=weeks), tuple(languages)).text(text, name)


def languages_of(data: Any) -> tuple[str, ...]:
    """The languages of a definition, as data: those it declares, and those its words are in."""
    return tuple(dict.fromkeys(one for one in _languages(data) if _short(one) in spelled.known()))


def _languages(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from _languages(one)
    elif isinstance(data, dict):
        declared = data.get("languages")
        yield from (one for one in declared or () if isinstance(declared, list | tuple))
        if data and all(_short(str(name)) in spelled.known() for name in data):
            yield from map(str, data)
        for one in data.values():
            yield from _languages(one)


def _short(language: str) -> str:
    return language.split("-", 1)[0]


@dataclass(frozen=True, slots=True)
class _Shift:
    """So much later, in texts of these languages."""

    by: timedelta
    languages: tuple[str, ...]

    def walk(self, value: Any, key: str) -> Any:
        match value:
            case dict():
                return {name: self.walk(item, name) for name, item in value.items()}
            case list():
                return [self.walk(item, key) for item in value]
            case str():
                return self.text(value, key)
            case _:
                return value

    def text(self, text: str, key: str) -> str:
        if key in WHENS or (key in DUES and not DAY.match(text)):
            return self._try(_when, text)
        if key in MOMENTS | DUES:
            return self._try(_moment, text)
        return spelled.moved(text, self.by, (key, *self.languages))

    def _try(self, move: Callable[[str, timedelta], str], text: str) -> str:
        """Move what is a date; leave the words that only share its key."""
        try:
            return move(text, self.by)
        except ValueError:
            return spelled.moved(text, self.by, self.languages)


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
