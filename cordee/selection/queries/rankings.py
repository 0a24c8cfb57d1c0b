"""Where each file stands: mean, number of readings, spread, abstentions; disputed files apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.kernel import french
from cordee.selection.queries.counted import standings
from cordee.selection.queries.panels import files, name_of, stage_of
from cordee.selection.rules import Standing
from cordee.selection.rules.ballots import kind_of
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from cordee.applications.models import Deposit
    from cordee.programme.schema.choosing import Stage
    from cordee.selection.models import Panel

HUNDREDTH = Decimal("0.01")
NOBODY = Standing(None, 0, 0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A file with its standing; `rank` is shared between equals, none without a mean."""

    deposit: Deposit
    name: str
    department: str
    standing: Standing
    rank: int | None
    enough: bool

    @property
    def mean(self) -> str:
        """The mean as people read it."""
        return said(self.standing.merit)

    @property
    def spread(self) -> str:
        """The distance between the most and the least generous, as people read it."""
        return said(self.standing.spread)


def said(value: Fraction | None) -> str:
    """An exact number rounded to the hundredth, only to be read; a dash for none."""
    if value is None:
        return "–"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return french.number(exact.quantize(HUNDREDTH))


def measure(stage: Stage) -> str:
    """What the column of a ranking counts: voices, points, or a mean of marks."""
    if not by_voices(stage):
        return _("Moyenne")
    if kind_of(stage) == "judgement":
        return _("Mention majoritaire (sur 5)")
    return _("Points") if kind_of(stage) in {"points", "ranked"} else _("Voix")


def ranking(panel: Panel, *, by: str = "mean") -> list[Ranked]:
    """Every file of a panel; `by` mean, or the most disputed first, or the least read first."""
    stage = stage_of(panel)
    known = standings(panel)
    rows = [(one, known.get(one.pk, NOBODY)) for one in files(panel)]
    merits = [standing.merit for _deposit, standing in rows if standing.merit is not None]
    shown = [
        Ranked(
            one,
            name_of(one, stage),
            one.application.department,
            standing,
            None if standing.merit is None else 1 + sum(m > standing.merit for m in merits),
            standing.evaluations >= _wanted(stage, standing),
        )
        for one, standing in rows
    ]
    return sorted(shown, key=lambda row: (*_key(row, by), row.name, str(row.deposit.public_id)))


def _wanted(stage: Stage, standing: Standing) -> int:
    """Readings that a file needs: one more when its marks are too far apart (`third_above`).

    None where the jury names files.
    """
    if by_voices(stage):
        return 0
    spread, most = standing.spread, stage.third_above
    more = spread is not None and most is not None and spread > Fraction(most)
    return max(1, stage.min_reviews) + int(more)


def _key(row: Ranked, by: str) -> tuple[Fraction, ...]:
    standing = row.standing
    if by == "spread":
        return (-(standing.spread if standing.spread is not None else Fraction(-1)),)
    if by == "readers":
        return (Fraction(standing.evaluations),)
    return (-(standing.merit if standing.merit is not None else Fraction(-(10**9))),)
