"""Moments: instants with their zone, vague dates, durations, deadlines computed from an anchor."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Self

from cordee.kernel import french
from cordee.kernel.speech import noted

MONTHS_IN_YEAR = 12
SATURDAY = 5
EARLY_ENDS, LATE_STARTS = 10, 21
"""« début » is the 1st to the 10th, « mi- » the 11th to the 20th, « fin » the 21st to the end."""
_PARTS = {
    "early": "début", "début": "début",
    "mid": "mi-", "mi": "mi-", "mi-": "mi-",
    "late": "fin", "end": "fin", "fin": "fin",
}  # fmt: skip

_PART_WORDS = {
    "début": noted("début {month}"),
    "mi-": noted("mi-{month}"),
    "fin": noted("fin {month}"),
}


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    PART = "part"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@total_ordering
@dataclass(frozen=True, slots=True)
class Span:
    """A run of days, both ends included, and the French words that say it."""

    first: date
    last: date
    precision: Precision
    words: str = field(compare=False)

    def __lt__(self, other: Self) -> bool:
        return (self.first, self.last) < (other.first, other.last)


@dataclass(frozen=True, slots=True)
class When:
    """A date as a programme states it: a day, a week, a month, « fin septembre », or several.

    Written in a definition as one string; alternatives are separated by `|`:
    `2025-02-27`, `2025-W25`, `2025-W38 | 2025-W39`, `2025-06`, `early 2021-07`, `late 2021-09`,
    `2025-Q2`, `2025`, `2025-06-02/2025-06-20`, and `?` when nothing is known yet.
    """

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date; raises `ValueError` with a French sentence."""
        if text.strip() == "?":
            return cls("?", ())
        return cls(text.strip(), tuple(sorted(_span(part.strip()) for part in text.split("|"))))

    @property
    def fixed(self) -> bool:
        """Whether this is one known day."""
        return len(self.spans) == 1 and self.spans[0].precision is Precision.DAY

    @property
    def first(self) -> date | None:
        """The earliest possible day."""
        return min((span.first for span in self.spans), default=None)

    @property
    def last(self) -> date | None:
        """The latest possible day."""
        return max((span.last for span in self.spans), default=None)

    def said(self) -> str:
        """« semaine 38 ou 39 de 2025, date à confirmer »."""
        if not self.spans:
            return french.say("date à fixer")
        words = french.listed([span.words for span in self.spans], "ou")
        return words if self.fixed else french.say("{when}, date à confirmer", when=words)

    def __str__(self) -> str:
        return self.said()


def _span(text: str) -> Span:
    """Read one alternative; the order of the patterns is from the most to the least exact."""
    for pattern, build in _PATTERNS:
        if found := re.fullmatch(pattern, text):
            try:
                return build(*found.groups())
            except ValueError:
                break
    raise ValueError(
        french.say(
            "{text} n’est pas une date reconnue. Écrivez par exemple 2025-02-27, 2025-W25, "
            "2025-06, « early 2021-07 », 2025-06-02/2025-06-20 ou « ? ».",
            text=french.quoted(text),
        )
    )


def _day(text: str) -> Span:
    value = date.fromisoformat(text)
    return Span(value, value, Precision.DAY, french.day(value))


def _range(start: str, end: str) -> Span:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if last < first:
        raise ValueError
    words = french.say(
        "du {first} au {last}",
        first=french.day(first, weekday=False),
        last=french.day(last, weekday=False),
    )
    return Span(first, last, Precision.RANGE, words)


def _week(year: str, week: str) -> Span:
    first = date.fromisocalendar(int(year), int(week), 1)
    last = first + timedelta(days=6)
    words = french.say("semaine {week} de {year}", week=int(week), year=year)
    return Span(first, last, Precision.WEEK, words)


def _month(year: str, number: str) -> Span:
    first = date(int(year), int(number), 1)
    return Span(first, month_end(first), Precision.MONTH, french.month(first))


def _part(part: str, year: str, number: str) -> Span:
    first = date(int(year), int(number), 1)
    word = _PARTS.get(part.lower())
    if word is None:
        raise ValueError
    bounds = {
        "début": (first, first.replace(day=EARLY_ENDS)),
        "mi-": (first.replace(day=EARLY_ENDS + 1), first.replace(day=LATE_STARTS - 1)),
        "fin": (first.replace(day=LATE_STARTS), month_end(first)),
    }
    said = french.say(_PART_WORDS[word], month=french.month(first))
    return Span(*bounds[word], Precision.PART, said)


def _quarter(year: str, number: str) -> Span:
    first = date(int(year), 3 * int(number) - 2, 1)
    last = month_end(date(int(year), 3 * int(number), 1))
    words = french.say(
        "1er trimestre {year}" if number == "1" else "{number}e trimestre {year}",
        number=number,
        year=year,
    )
    return Span(first, last, Precision.QUARTER, words)


def _year(year: str) -> Span:
    return Span(date(int(year), 1, 1), date(int(year), 12, 31), Precision.YEAR, year)


def _between(start: str, end: str) -> Span:
    """« entre avril 2027 et juillet 2027 »: from the first day of one to the last of the other."""
    first, last = _span(start.strip()), _span(end.strip())
    if last.last < first.first:
        raise ValueError
    words = french.say("entre {first} et {last}", first=first.words, last=last.words)
    return Span(first.first, last.last, Precision.RANGE, words)


_PATTERNS = (
    (r"(\d{4}-\d{2}-\d{2})", _day),
    (r"(\d{4}-\d{2}-\d{2})\s*/\s*(\d{4}-\d{2}-\d{2})", _range),
    (r"(\d{4})-W(\d{2})", _week),
    (r"(\d{4})-(\d{2})", _month),
    (r"([a-zé]+-?)\s*(\d{4})-(\d{2})", _part),
    (r"(\d{4})-Q([1-4])", _quarter),
    (r"(\d{4})", _year),
    (r"([^/]+)/([^/]+)", _between),
)


def month_end(value: date) -> date:
    """The last day of the month of `value`."""
    return value.replace(day=calendar.monthrange(value.year, value.month)[1])


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of calendar time, written as ISO 8601: `P1M`, `P2W`, `P10D`, `P1Y6M`, `PT48H`.

    `P10B`, which the standard lacks, is ten working days: Monday to Friday, whatever the country;
    public holidays differ too much between calls to be guessed.
    """

    months: int = 0
    days: int = 0
    minutes: int = 0
    workdays: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a duration; a leading `-` means before. Raises `ValueError` in French."""
        found = re.fullmatch(
            r"(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:(\d+)B)?"
            r"(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?)?",
            text.strip(),
        )
        if not found:
            raise ValueError(
                french.say(
                    "{text} n’est pas une durée. Écrivez P1M (un mois), P2W (deux semaines), "
                    "P10D (dix jours), P10B (dix jours ouvrés) ou PT48H (48 heures).",
                    text=french.quoted(text),
                )
            )
        sign = -1 if found[1] else 1
        years, months, weeks, days, workdays, hours, minutes = (
            int(part or 0) for part in found.groups()[1:]
        )
        return cls(
            sign * (years * MONTHS_IN_YEAR + months),
            sign * (weeks * 7 + days),
            sign * (hours * 60 + minutes),
            sign * workdays,
        )

    def after[D: (date, datetime)](self, start: D) -> D:
        """`start` moved by this duration: the same day n months later, or the month's last day."""
        moved = shifted(start, self.months) + timedelta(days=self.days, minutes=self.minutes)
        return worked(moved, self.workdays)

    def times(self, count: int) -> Self:
        """So many of them at once: month by month, a 31st would drift to the 28th."""
        return type(self)(
            self.months * count, self.days * count, self.minutes * count, self.workdays * count
        )

    def said(self) -> str:
        """« 1 mois », « 10 jours », « 48 heures »."""
        parts = []
        if self.months:
            parts.append(french.plural(abs(self.months), "mois", "mois"))
        if self.days:
            parts.append(_days_said(abs(self.days)))
        if self.workdays:
            parts.append(french.plural(abs(self.workdays), "jour ouvré", "jours ouvrés"))
        hours, minutes = divmod(abs(self.minutes), 60)
        parts += [french.plural(hours, "heure")] if hours else []
        parts += [french.plural(minutes, "minute")] if minutes else []
        return french.listed(parts) or french.plural(0, "jour")


MANY_DAYS = 28
"""From four weeks on, whole weeks are said as such: nobody counts a hundred and twelve days."""


def _days_said(days: int) -> str:
    weeks, rest = divmod(days, 7)
    if days >= MANY_DAYS and not rest:
        return french.plural(weeks, "semaine")
    return french.plural(days, "jour")


def worked[D: (date, datetime)](start: D, count: int) -> D:
    """`start` moved by working days, Monday to Friday; a Saturday plus one is a Monday."""
    if not count:
        return start
    forward = 1 if count > 0 else -1
    while start.weekday() >= SATURDAY:
        start -= timedelta(days=forward)
    weeks, rest = divmod(abs(count), SATURDAY)
    start += forward * timedelta(weeks=weeks)
    while rest:
        start += timedelta(days=forward)
        rest -= start.weekday() < SATURDAY
    return start


def shifted[D: (date, datetime)](start: D, months: int) -> D:
    """`start` moved by whole months; 31 January + 1 month is 28 or 29 February."""
    year, month = divmod(start.year * MONTHS_IN_YEAR + start.month - 1 + months, MONTHS_IN_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


def months_touched(first: date, last: date) -> int:
    """Calendar months from the one of `first` to the one of `last`, both counted (R7, R104)."""
    return (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month + 1
