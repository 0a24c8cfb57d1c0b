"""What is typed in a grid, on a page or off-line, read leniently."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema.choosing import Scale
from cordee.selection.rules.marks import mark_faults

ABSTAINS = "nsp"
"""What the box « je ne me prononce pas » sends."""


LONGEST_COMMENT = 5000


NUMBER = re.compile(r"^-?\d{1,6}(?:[.,]\d{1,3})?$")


@dataclass(frozen=True, slots=True)
class Given:
    """What a juror sent for one criterion: a mark, an abstention, a comment alone, or nothing."""

    typed: str
    comment: str
    abstains: bool = False
    value: Decimal | None = None
    faults: tuple[Finding, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return not (self.typed or self.comment or self.abstains)

    @property
    def stands(self) -> bool:
        """Whether it is a mark or an abstention."""
        return self.abstains or self.value is not None


def read_mark(scale: Scale, sent: Mapping[str, str], criterion: str) -> Given:
    """Read one criterion of a grid, whatever was typed."""
    typed = _clean(sent.get(f"note-{criterion}", ""))[:40].strip()
    comment = _clean(sent.get(f"mot-{criterion}", ""))[:LONGEST_COMMENT].strip()
    if typed == ABSTAINS or sent.get(f"nsp-{criterion}"):
        return Given("" if typed == ABSTAINS else typed, comment, abstains=True)
    if not typed:
        return Given("", comment)
    if not NUMBER.match(compact := re.sub(r"\s", "", typed)):
        least, most = french.number(scale.min), french.number(scale.max)
        sentence = french.say(
            "« {typed} » n’est pas une note : écrivez un nombre de {least} à {most}.",
            typed=typed[:20],
            least=least,
            most=most,
        )
        return Given(typed, comment, faults=(broken("mark.number", "mark", sentence),))
    value = Decimal(compact.replace(",", "."))
    faults = tuple(mark_faults(scale, value))
    return Given(typed, comment, value=None if faults else value, faults=faults)


def _clean(text: object) -> str:
    return str(text).replace("\0", "")
