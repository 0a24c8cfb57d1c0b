"""A figure that comes from elsewhere, compared with those of the house (R251)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.reports.rules.wording import FAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.reports.rules.figures import Figure


@dataclass(frozen=True, slots=True)
class Compared:
    """A declared figure, what should make it (one figure, or two multiplied), why it differs."""

    figure: Figure
    against: Figure
    times: Figure | None = None
    why: str = ""

    @property
    def made(self) -> Decimal | None:
        """What it should be; nothing when a figure is blank."""
        if self.against.value is None or (self.times is not None and self.times.value is None):
            return None
        by = self.times.value if self.times is not None else 1
        return Decimal(self.against.value) * Decimal(by or 0)

    @property
    def named(self) -> str:
        """« Moyenne par rencontre × Rencontres tenues »."""
        return " × ".join(one.label for one in (self.against, self.times) if one is not None)

    @property
    def agrees(self) -> bool:
        """Whether both say the same, as people round numbers."""
        made, said = self.made, Decimal(self.figure.value or 0)
        return made is not None and abs(said - made) <= max(Decimal(1), abs(made) * FAR)


def declared_faults(compared: Iterable[Compared]) -> list[Finding]:
    """Declared figures far from those of the house, unless it is said why."""
    found = []
    for one in compared:
        if one.made is None:
            found.append(missing("declared.blank", one.figure.key, french.say(
                "« {label} » se compare à {named}, qui est vide sur cette période : comparez-le à "
                "autre chose, ou à rien.", label=one.figure.label, named=one.named)))  # fmt: skip
        elif not one.agrees and not one.why.strip():
            found.append(broken("declared.far", one.figure.key, french.say(
                "« {label} » est déclaré à {said}, et {named} fait {made} : corrigez l’un, ou "
                "dites d’où vient l’écart.", label=one.figure.label, said=one.figure.said(),
                named=one.named, made=french.number(one.made))))  # fmt: skip
    return found
