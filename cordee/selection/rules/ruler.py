"""A merit that a call says, read on the scale of marks: as it is, or brought from its points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import TYPE_CHECKING, Any

from cordee.selection.rules.merits import BY_MEAN
from cordee.selection.rules.stages import weighing
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Stage

IN_MARKS = BY_MEAN | {"median", "trimmed_mean", "best"}
"""Ways to combine whose result stays on the scale: points of the grid are brought to it."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """How numbers said in points of the grid are read on the marks of one stage.

    A call whose criteria each say their points states its thresholds in points: « 60 on 100 » is
    12 on a scale of 0 to 20, and on 80 points in a track whose grid makes no more. `whole`: the
    merit is that of several stages, so the points are those of all of them.
    """

    definition: Definition
    stage: Stage
    scale: tuple[Decimal, Decimal]
    whole: bool = False

    def mark(self, said: Decimal | None, track: str = "") -> Decimal | None:
        """A number said of the stage."""
        return self._read(said, self.definition.points_of(self.stage, track))

    def in_all(self, said: Decimal | None, track: str = "") -> Decimal | None:
        """A number said of the final merit."""
        total = self.definition.points_in_all(track) if self.whole else None
        return self.mark(said, track) if total is None else self._read(said, total)

    def _read(self, said: Decimal | None, total: Decimal) -> Decimal | None:
        marked = self.stage.combines in IN_MARKS and not by_voices(self.stage)
        if said is None or not total or not marked:
            return said
        first, last = self.scale
        with localcontext(rounding=ROUND_FLOOR):  # a file exactly at the threshold passes
            return first + said * (last - first) / total


def reader(
    definition: Definition, stage: Stage, instance: Mapping[str, Any]
) -> Callable[[Decimal, str], Decimal | None]:
    """What reads a number said of the final merit, for one file of a question that was put."""
    scale = (Decimal(instance["scale"]["min"]), Decimal(instance["scale"]["max"]))
    ruler = Ruler(definition, stage, scale, whole=bool(weighing(definition, stage)))
    tracks = {one["id"]: one["attrs"].get("track", "") for one in instance["candidates"]}
    return lambda said, file: ruler.in_all(said, tracks.get(file, ""))
