"""What a visit must be, where a diagnosis stands, what its drawing shows."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, Literal

from cordee.applications.rules.versions import mark_of
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from cordee.programme.schema.diagnosis import Diagnosis, Restitution

ENOUGH_SIDES = 3
"""Capacities from which a radar has a shape."""


def visit_faults(
    rule: Diagnosis, visitors: Collection[int], host: int | None, team: Collection[int]
) -> list[Finding]:
    """A pair that is no pair, somebody of the territory who would judge it, nobody of the house."""
    found = []
    if len(visitors) != rule.visitors:
        said = french.plural(rule.visitors, "personne")
        found.append(
            broken(
                "visit.pair",
                "visitors",
                french.say(
                    "Une visite réunit {said} : vous en avez choisi {visitors}.",
                    said=said,
                    visitors=len(visitors),
                ),
            )
        )
    if set(visitors) & set(team):
        found.append(broken("visit.own", "visitors", "On ne diagnostique pas son propre "
                            "territoire : choisissez quelqu’un d’autre."))  # fmt: skip
    if rule.with_staff and host is None:
        found.append(missing("visit.host", "host", "Dites qui de l’équipe accompagne la visite."))
    if host is not None and host in visitors:
        found.append(broken("visit.twice", "host", "La personne de l’équipe vient en plus du "
                            "binôme."))  # fmt: skip
    return found


def close_faults(rule: Diagnosis, seen: Mapping[str, tuple[Decimal, str]]) -> list[Finding]:
    """The capacities without a level, or whose level says nothing of what showed it."""
    found = []
    for one in rule.capacities:
        level = seen.get(one.key)
        if level is None:
            found.append(
                missing(
                    f"score.{one.key}",
                    f"level-{one.key}",
                    french.say("« {label} » n’a pas encore de degré.", label=one.label),
                )
            )
        elif not level[1].strip():
            found.append(
                missing(
                    f"evidence.{one.key}",
                    f"seen-{one.key}",
                    french.say("« {label} » : dites ce qui vous l’a montré.", label=one.label),
                )
            )
    return found


def cell(level: Decimal | None, evidence: str) -> str:
    """The mark of what a grid says of one capacity: two pages that say the same bear the same."""
    return mark_of([str(level.normalize()) if level is not None else "", tidy(evidence)])


def fate(mine: str, was: str | None, stands: str) -> Literal["write", "keep", "clash"]:
    """What becomes of a box of a grid that two people fill, by the marks of its texts.

    `was` is what its writer saw when she opened the page (None when the page does not say), and
    `stands` what is kept now. A box she did not touch keeps what the other wrote meanwhile.
    """
    if was is None or stands in (was, mine):
        return "write"
    return "keep" if mine == was else "clash"


def next_telling(rule: Diagnosis, told: Collection[str]) -> Restitution | None:
    """The restitution whose turn it is: the few before the many."""
    return next((one for one in rule.restitutions if one.key not in told), None)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the diagnosis of a territory stands: one state, never two (R299)."""

    key: str
    said: str
    tone: str


def stage(
    day: date | None, today: date, told: Sequence[str], *, planned: bool, closed: bool, whole: bool
) -> Stage:
    """The one state of a territory; `whole` when every restitution took place."""
    if not planned:
        return Stage("none", french.say("à organiser"), "warn")
    if told:
        return Stage("all", french.say("restitué à tous"), "good") if whole else Stage(
            "few", french.say("restitué : {told}", told=told[-1]), "info"
        )  # fmt: skip
    if closed:
        return Stage("closed", french.say("réalisé, à restituer"), "warn")
    if day is None:
        return Stage("undated", french.say("date à fixer"), "warn")
    said = french.day(day, weekday=False)
    if day > today:
        return Stage("planned", french.say("programmé le {said}", said=said), "info")
    return Stage("visited", french.say("réalisé le {said}, grille à remettre", said=said), "warn")


@dataclass(frozen=True, slots=True)
class Radar:
    """The drawing: the web, one shape a visit, where each number stands. Units of the drawing."""

    rings: list[str]
    spokes: list[tuple[str, str]]
    shapes: list[str]
    marks: list[tuple[str, str, int]]


def radar(highest: Sequence[Decimal], visits: Iterable[Sequence[Decimal | None]]) -> Radar | None:
    """A radar of 200 by 200 around (100, 100); None below three capacities.

    `highest` gives the top level of each capacity; a visit gives its levels in the same order.
    """
    sides = len(highest)
    if sides < ENOUGH_SIDES:
        return None
    full = [1.0] * sides
    return Radar(
        [_shape([one * part for one in full]) for part in (0.25, 0.5, 0.75, 1.0)],
        [_written(rank, sides, 1.0) for rank in range(sides)],
        [
            _shape([_share(one, top) for one, top in zip(levels, highest, strict=True)])
            for levels in visits
        ],
        [(*_written(rank, sides, 1.16), rank + 1) for rank in range(sides)],
    )


def _share(level: Decimal | None, top: Decimal) -> float:
    return float(level / top) if level and top else 0.0


def _point(rank: int, sides: int, part: float) -> tuple[float, float]:
    angle = 2 * pi * rank / sides - pi / 2
    return round(100 + 80 * part * cos(angle), 1), round(100 + 80 * part * sin(angle), 1)


def _written(rank: int, sides: int, part: float) -> tuple[str, str]:
    x, y = _point(rank, sides, part)
    return str(x), str(y)


def _shape(parts: Sequence[float]) -> str:
    points = [_point(rank, len(parts), part) for rank, part in enumerate(parts)]
    return " ".join(f"{x},{y}" for x, y in points)
