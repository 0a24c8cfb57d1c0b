"""A passage between two phases of a programme: who goes on, decided and motivated one by one.

What it needs before it is decided, and which phases close to whoever does not go on; no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cordee.programme.schema.choosing import Gate
    from cordee.programme.schema.year import Phase

GO, STOP = "go", "stop"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is decided of one winner, and why."""

    name: str
    verdict: str = ""
    reasons: str = ""


def gate_faults(
    gate: Gate, opinions: Iterable[Opinion], present: int, quorum: int
) -> list[Finding]:
    """Why a passage cannot be decided as it stands, told at once."""
    found = list(_unsaid(opinions := list(opinions)))
    going = sum(one.verdict == GO for one in opinions)
    if gate.keeps_max is not None and going > gate.keeps_max:
        found.append(
            broken(
                "gate.many",
                "gate",
                french.say(
                    "L’appel en laisse passer {most} au plus ; vous en gardez {going}.",
                    most=gate.keeps_max,
                    going=going,
                ),
            )
        )
    if present < quorum:
        found.append(
            broken(
                "gate.quorum",
                "gate",
                french.say(
                    "Le quorum n’est pas atteint : {present}, il en faut {quorum}. Notez qui était "
                    "là, ou reportez la décision.",
                    present=french.plural(present, "membre présent", "membres présents"),
                    quorum=quorum,
                ),
            )
        )
    return found


def _unsaid(opinions: Iterable[Opinion]) -> Iterable[Finding]:
    waiting = [one.name for one in opinions if not one.verdict]
    silent = [one.name for one in opinions if one.verdict and not one.reasons.strip()]
    if waiting:
        said = french.say("Il reste à décider de {names}.", names=french.listed(waiting))
        yield missing("gate.undecided", "gate", french.typeset(said))
    if silent:
        said = french.say(
            "Il manque les motifs de {names} : chaque lauréat a droit à une raison.",
            names=french.listed(silent),
        )
        yield missing("gate.reasons", "gate", french.typeset(said))


def closed_phases(gate: Gate, phases: Sequence[Phase]) -> list[str]:
    """The phases shut to whoever does not pass: the one it opens and those that follow.

    None when the passage only advises.
    """
    keys = [str(one.key) for one in phases]
    if gate.strength is not Strength.OBLIGATION or gate.opens not in keys:
        return []
    return keys[keys.index(gate.opens) :]


def stops(gate: Gate) -> bool:
    """Whether whoever does not pass goes no further; otherwise the passage advises."""
    return gate.strength is Strength.OBLIGATION
