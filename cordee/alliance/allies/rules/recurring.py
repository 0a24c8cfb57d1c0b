"""Days of a monthly rule, and a rhythm compared with what was held (R231, R233, R240)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.moments import shifted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import time

LAST = 5
WEEK = 7
DAY = timedelta(days=1)
MOST_YEARS = 20
HELD, MISSED, UNTOLD, COMING = "held", "missed", "untold", "coming"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rank-th weekday of each month, from a day to another; rank 5 is the last one."""

    rank: int
    weekday: int
    since: date
    until: date | None = None


def day_of(rule: Rule, year: int, month: int) -> date:
    """The day of the rule in a month."""
    if rule.rank == LAST:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - rule.weekday) % WEEK)
    first = date(year, month, 1)
    return first + timedelta(days=(rule.weekday - first.weekday()) % WEEK + WEEK * (rule.rank - 1))


def days(rule: Rule, first: date, last: date) -> list[date]:
    """Every day of the rule between two days, both included; at most twenty years of them."""
    begin, end = max(first, rule.since), min(last, rule.until or last)
    end = min(end, shifted(begin, 12 * MOST_YEARS))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    found = (day_of(rule, begin.year + (begin.month - 1 + step) // 12,
                    (begin.month - 1 + step) % 12 + 1) for step in range(months + 1))  # fmt: skip
    return [one for one in found if begin <= one <= end]


def following(rule: Rule, today: date, count: int) -> list[date]:
    """The next days of the rule, today included."""
    return days(rule, today, shifted(today, count + 2))[:count]


def fates(
    expected: Iterable[date], told: Mapping[date, str], today: date
) -> list[tuple[date, str]]:
    """What became of each day: held, missed with its reason, untold, to come.

    `told` gives, for the days written down, why it was missed; blank when it was held.
    """
    return [(one, _fate(one, told, today)) for one in sorted({*expected, *told})]


def _fate(one: date, told: Mapping[date, str], today: date) -> str:
    if told.get(one):
        return MISSED
    if one > today:
        return COMING
    return HELD if one in told else UNTOLD


def rule_faults(rule: Rule, starts: time, ends: time) -> list[Finding]:
    """Why a permanence is not written so."""
    found = []
    if ends <= starts:
        said = french.say("La permanence finit avant de commencer : relisez les heures.")
        found.append(broken("drop_in.hours", "ends", said))
    if rule.until is not None and rule.until < rule.since:
        said = french.say("La permanence s’arrête avant de commencer : relisez les jours.")
        found.append(broken("drop_in.days", "until", said))
    return found


def missed_faults(reason: str) -> list[Finding]:
    """A day that was not held says why (R233)."""
    if tidy(reason):
        return []
    said = french.say("Dites pourquoi elle n’a pas eu lieu : le bilan le demandera.")
    return [missing("gathering.missed", "missed_because", said)]


def promised(every_months: int | None, first: date, last: date) -> int:
    """How many sessions a rhythm promises between two days, both included."""
    if not every_months or last < first:
        return 0
    full, after = (last.year - first.year) * 12 + last.month - first.month + 1, last + DAY
    while full and shifted(first, full) > after:
        full -= 1
    return full // every_months


def rhythm_said(held: int, expected: int) -> str:
    """« 3 séances tenues, 4 annoncées : il en manque 1 » (R240)."""
    if not expected:
        return french.plural(held, "séance tenue", "séances tenues")
    told = french.say(
        "{held} pour {expected}",
        held=french.plural(held, "séance tenue", "séances tenues"),
        expected=french.plural(expected, "annoncée"),
    )
    if held < expected:
        return french.say("{told} : il en manque {less}.", told=told, less=expected - held)
    return french.say("{told} : le rythme est tenu.", told=told)
