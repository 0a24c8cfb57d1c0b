"""Figures: a number, its scope and source, and the rows behind it; a blank is never printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.typography import NBSP


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both included: a calendar year, a school year, a cohort's life.

    `without` holds the keys of the files that must not exist for whoever asks (R50).
    """

    first: date
    last: date
    without: frozenset[int] = frozenset()

    def instants(self, zone: str = "Europe/Paris") -> tuple[datetime, datetime]:
        """The first instant inside and the first one after, on the wall clock of `zone`."""
        info = ZoneInfo(zone)
        after = datetime.combine(self.last, time.max, info)
        return datetime.combine(self.first, time(), info), after

    def said(self) -> str:
        """« du 1er janvier 2025 au 31 décembre 2025 »."""
        first, last = (french.day(one, weekday=False) for one in (self.first, self.last))
        return french.say("du {first} au {last}", first=first, last=last)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows a figure counts: their column names and their cells, as people read them."""

    columns: tuple[str, ...]
    cells: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report; `value` is `None` when the rows cannot give it (R265, R308)."""

    key: str
    label: str
    value: int | Decimal | None
    rows: Rows
    unit: str = ""
    source: str = "Journal de la maison"
    note: str = ""
    chart: tuple[int, int] | None = None
    """The columns of a chart of its rows: their label and their length (R345)."""

    def said(self) -> str:
        """The exact value in words, with its unit."""
        if self.value is None:
            return french.say("non disponible")
        if self.unit == "€":
            return french.money(self.value)
        if self.unit == "%":
            return f"{french.number(self.value)}{NBSP}%"
        return french.number(self.value)


def whole(year: Period, lives: Sequence[tuple[date, date]]) -> Period:
    """The period widened back to the first day of what began before it and still went on in it.

    `lives` are the first and last days of calls, their cohort's year included: a period that cuts
    one in two counts its winners without their files.
    """
    begun = [first for first, last in lives if first < year.first <= last]
    return replace(year, first=min([year.first, *begun]))


def share(part: int, whole: int) -> Decimal | None:
    """A percentage to one decimal; nothing at all when there is nothing to divide by."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.1")) if whole else None


def period_faults(period: Period, today: date) -> list[Finding]:
    """Why a period cannot be reported on."""
    if period.last < period.first:
        return [broken("period.order", "ends", "La fin de la période vient avant son début.")]
    if period.first > today:
        return [broken("period.future", "starts", "Cette période n’a pas encore commencé.")]
    return []


def print_faults(figures: Sequence[Figure], left_out: Sequence[str]) -> list[Finding]:
    """Why a report cannot be signed or printed: blanks, and figures that contradict each other."""
    kept = [figure for figure in figures if figure.key not in left_out]
    found = [
        missing(
            "figure.blank",
            figure.key,
            french.say(
                "« {label} » est vide sur cette période : {note}. Choisissez une autre "
                "période, ou retirez ce chiffre du bilan.",
                label=figure.label,
                note=figure.note or french.say("aucune donnée"),
            ),
        )
        for figure in kept
        if figure.value is None
    ]
    return [*found, *contradictions(kept)]


AT_MOST = (("deposits", "files"), ("winners", "deposits"), ("charters", "territories"))
"""Pairs in which the first figure cannot exceed the second, when both are of one period."""


def contradictions(figures: Sequence[Figure]) -> list[Finding]:
    """Figures that cannot both be true of one period: usually it cuts a call in two."""
    values = {figure.key: figure.value for figure in figures}
    labels = {figure.key: figure.label for figure in figures}
    found = []
    for less, more in AT_MOST:
        low, high = values.get(less), values.get(more)
        if low is not None and high is not None and low > high:
            found.append(
                broken(
                    "figure.contradiction",
                    less,
                    french.say(
                        "« {less} » ({low}) dépasse « {more} » ({high}) : la période coupe un "
                        "appel en deux. Élargissez-la, ou retirez l’un des deux chiffres.",
                        less=labels[less],
                        low=french.number(low),
                        more=labels[more],
                        high=french.number(high),
                    ),
                )
            )
    return found
