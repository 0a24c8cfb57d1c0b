"""Where an ally stands, computed from what she does (R234, R278)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.moments import shifted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

NEW, ACTIVE, DORMANT, LEFT = "new", "active", "dormant", "left"
LIVES = (NEW, ACTIVE, DORMANT, LEFT)
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Custom:
    """Months during which one is new, then active after having taken part."""

    new_months: int = 6
    active_months: int = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an ally: when she signed, was welcomed, took part last, left."""

    signed_on: date
    welcomed_on: date | None = None
    seen_on: date | None = None
    left_on: date | None = None


def life(one: Standing, custom: Custom, today: date) -> str:
    """`left`, `active` while her last coming is recent, `new` after signing, else `dormant`."""
    if one.left_on is not None and one.left_on <= today:
        return LEFT
    if one.seen_on is not None and shifted(one.seen_on, custom.active_months) > today:
        return ACTIVE
    return NEW if shifted(one.signed_on, custom.new_months) > today else DORMANT


def why(one: Standing, custom: Custom, today: date) -> str:
    """The reason of a life, in a sentence."""
    found = life(one, custom, today)
    if found == LEFT and one.left_on:
        day = french.day(one.left_on, weekday=False)
        return french.say("Signature retirée le {day}.", day=day)
    if one.seen_on is None:
        day = french.day(one.signed_on, weekday=False)
        return french.say("A signé le {day} ; n’a encore pris part à rien.", day=day)
    day = french.day(one.seen_on, weekday=False)
    if found == ACTIVE:
        return french.say("A pris part à la vie de l’alliance le {day}.", day=day)
    return french.say("N’a plus pris part à rien depuis le {day}.", day=day)


def custom_faults(custom: Custom) -> list[Finding]:
    """Why such delays make no sense."""
    return [
        broken("custom.months", name, french.say("Entre 1 et {most} mois.", most=MOST_MONTHS))
        for name in ("new_months", "active_months")
        if not 1 <= getattr(custom, name) <= MOST_MONTHS
    ]


def signing_faults(
    *, structure: bool, capacity: str, signed_on: date, today: date, written: bool = True
) -> list[Finding]:
    """Why a signature does not hold: no charter to sign, no capacity, a day to come."""
    found = []
    if not written:
        said = french.say("Aucun texte de charte n’est encore publié : il n’y a rien à signer.")
        found.append(missing("ally.text", "signed_on", said))
    if structure and not tidy(capacity):
        said = french.say("Dites en quelle qualité vous signez pour cette structure.")
        found.append(missing("ally.capacity", "capacity", said))
    if signed_on > today:
        said = french.say("Une signature s’inscrit une fois donnée : ce jour est à venir.")
        found.append(broken("ally.future", "signed_on", said))
    return found


def by_year(signed: Iterable[tuple[date, date | None]]) -> list[tuple[int, int, int]]:
    """Year → signatures given, standing at its end; from the days signed and withdrawn (R275)."""
    rows = list(signed)
    if not rows:
        return []
    first = min(day.year for day, _ in rows)
    last = max(max(day.year, (end or day).year) for day, end in rows)
    return [
        (
            year,
            sum(day.year == year for day, _ in rows),
            sum(day.year <= year and (end is None or end.year > year) for day, end in rows),
        )
        for year in range(first, last + 1)
    ]


def is_overseas(department: str) -> bool:
    """Whether a department code is of an overseas territory (R277)."""
    return department.startswith(("97", "98"))
