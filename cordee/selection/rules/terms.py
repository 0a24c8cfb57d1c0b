"""What the jury adds to the rules of the call: who is in or out at once, which rule is relaxed.

Each term carries its reason: the minutes repeat it. Terms are kept as plain JSON.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cordee.kernel.findings import Finding, broken, missing

COUNT = "count"
"""The rule that stands for the number of places."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A rule whose bounds the jury moved; both None: the rule no longer holds."""

    rule: str
    low: int | None
    high: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """File → reason for those put in or out at once; the rules relaxed, by key."""

    must_in: Mapping[str, str] = field(default_factory=dict)
    must_out: Mapping[str, str] = field(default_factory=dict)
    relaxed: Sequence[Relaxed] = ()

    def places(self, least: int, most: int) -> tuple[int, int]:
        """The places, as the jury may have moved them."""
        for one in self.relaxed:
            if one.rule == COUNT:
                least = least if one.low is None else one.low
                most = most if one.high is None else one.high
        return min(least, most), most

    def of(self, rule: str) -> Relaxed | None:
        """How a rule was relaxed, if it was; the last word counts."""
        return next((one for one in reversed(self.relaxed) if one.rule == rule), None)

    @property
    def empty(self) -> bool:
        """Whether the rules of the call apply alone."""
        return not (self.must_in or self.must_out or self.relaxed)

    def as_json(self) -> dict[str, Any]:
        """What is kept with a proposal; nothing at all when there is no term."""
        if self.empty:
            return {}
        return {
            "in": dict(sorted(self.must_in.items())),
            "out": dict(sorted(self.must_out.items())),
            "relaxed": [
                {"rule": one.rule, "min": one.low, "max": one.high, "reason": one.reason}
                for one in self.relaxed
            ],
        }


NO_TERMS = Terms()


def term_faults(terms: Terms, files: Collection[str]) -> list[Finding]:
    """Why terms cannot be adopted: unknown files, contradictions, reasons not given."""
    found = [
        broken("terms.unknown", "terms", "Un dossier imposé ou écarté n’est plus en lice.")
        for one in {*terms.must_in, *terms.must_out}
        if one not in files
    ][:1]
    if set(terms.must_in) & set(terms.must_out):
        found.append(
            broken("terms.both", "terms", "Un même dossier ne peut être imposé et écarté.")
        )
    reasons = [*terms.must_in.values(), *terms.must_out.values()]
    reasons += [one.reason for one in terms.relaxed]
    if not all(reason.strip() for reason in reasons):
        found.append(
            missing(
                "terms.reason",
                "reason",
                "Dites pourquoi le jury s’écarte des règles seules : le procès-verbal le répète.",
            )
        )
    return found


def terms_of(kept: Mapping[str, Any]) -> Terms:
    """The terms as they were kept."""
    return Terms(
        kept.get("in", {}),
        kept.get("out", {}),
        tuple(
            Relaxed(one["rule"], one["min"], one["max"], one["reason"])
            for one in kept.get("relaxed", ())
        ),
    )


def relaxing(changes: Sequence[Mapping[str, Any]], reason: str) -> tuple[Relaxed, ...]:
    """The smallest relaxation that the solver found, as terms with one reason."""
    found: dict[str, dict[str, int]] = {}
    for one in changes:
        found.setdefault(one["rule"], {})[one["side"]] = one["needed"]
    return tuple(
        Relaxed(rule, sides.get("min"), sides.get("max"), reason) for rule, sides in found.items()
    )
