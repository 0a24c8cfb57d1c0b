"""What jurors type in a grid, read leniently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.selection.rules import scale_of
from cordee.selection.rules.grids import asked_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.kernel.findings import Finding
    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Criterion, Scale, Stage
    from cordee.selection.models import Mark
    from cordee.selection.reading import Source
    from cordee.selection.rules.typed import Given


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as a grid draws it: its scale in words, what she gave, what was refused."""

    criterion: Criterion
    label: str
    scale: Scale
    shown: str
    abstains: bool
    comment: str
    faults: tuple[Finding, ...] = ()
    indicative: bool = False
    sources: Sequence[Source] = ()
    """What is read for it in the file beside, when there is one."""

    @property
    def key(self) -> str:
        """The key of its criterion, for the names of its fields."""
        return self.criterion.key

    @property
    def levels(self) -> list[tuple[str, str, str]]:
        """The labelled levels: value, value as written, label."""
        return [
            (_text(one.value), french.number(one.value), said(one.label))
            for one in self.scale.levels
        ]

    @property
    def bounds(self) -> str:
        """« de 0 à 20, par demi-point »: the numbers a mark may take."""
        least, most = french.number(self.scale.min), french.number(self.scale.max)
        step = french.number(self.scale.step)
        return _("de %(least)s à %(most)s, par pas de %(step)s") % {
            "least": least, "most": most, "step": step,
        }  # fmt: skip

    @property
    def weight(self) -> str:
        """How much it counts, in words."""
        if self.indicative:
            return _("indicatif, ne compte pas")
        return _("poids %(weight)s") % {"weight": heard(french.number(self.criterion.weight))}

    @property
    def looked_for(self) -> list[str]:
        """What the jury looks for."""
        return [said(one) for one in self.criterion.looked_for]


def rows(
    definition: Definition,
    stage: Stage,
    marks: Mapping[str, Mark],
    typed: Mapping[str, Given] | None = None,
    *,
    track: str | None = None,
) -> list[Row]:
    """A grid: every criterion with what she gave, or what she has just typed in vain.

    Only the criteria of a track when one is told.
    """
    return [
        _row(definition, stage, one, marks, typed or {})
        for one in asked_of(definition, stage, track)
    ]


def _row(
    definition: Definition,
    stage: Stage,
    one: Criterion,
    marks: Mapping[str, Mark],
    typed: Mapping[str, Given],
) -> Row:
    made, tried = marks.get(one.key), typed.get(one.key)
    shown, abstains, comment = "", False, ""
    if made is not None:
        shown = _text(made.value) if made.value is not None else ""
        abstains, comment = made.given and made.value is None, made.comment
    if tried is not None:
        shown, abstains, comment = tried.typed, tried.abstains, tried.comment
    scale = scale_of(definition, stage, one)
    shown = shown if scale.levels else shown.replace(".", ",")
    indicative = one.indicative or one.weight == 0
    faults = tried.faults if tried else ()
    return Row(one, said(one.label), scale, shown, abstains, comment, faults, indicative)


def _text(value: Decimal) -> str:
    """A number as a field holds it: 12.5, 3, never 3.000 nor 1E+1."""
    return format(value.normalize(), "f")
