"""What a new vintage changes: who appeared, merged, was renamed, moved. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from cordee.kernel import french
from cordee.kernel.bodies import Kind
from cordee.territories.gazetteer import Fact


class Known(NamedTuple):
    """What the rows say of a living body before the import."""

    name: str
    kind: str
    insee: str
    parent: str
    population: int
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Changes:
    """Refs of what changed; empty on the first vintage, where everything is new."""

    first: bool = False

    appeared: list[str] = field(default_factory=list)
    ended: dict[str, str] = field(default_factory=dict)
    """Ref → ref of the successor, empty when none is known."""
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    became: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Ref → kinds before and after: a CC that becomes a CA."""
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Commune → its EPCI before and after."""

    def __bool__(self) -> bool:
        return any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(value) for name, value in self.as_dict().items()}

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON, kept with the vintage."""
        return {name: value for name, value in asdict(self).items() if name != "first"}

    def said(self) -> str:
        """« 12 apparus, 3 disparus ou fusionnés, 2 renommés… »."""
        if not self:
            return "premier millésime" if self.first else "rien ne change"
        counts = self.counts()
        parts = [
            french.plural(counts["appeared"], "apparu"),
            french.plural(counts["ended"], "disparu ou fusionné", "disparus ou fusionnés"),
            french.plural(counts["renamed"], "renommé"),
            french.plural(counts["became"], "changement de nature", "changements de nature"),
            french.plural(counts["moved"], "commune a changé d’EPCI", "communes ont changé d’EPCI"),
        ]
        return french.listed(parts)


def compare(before: Mapping[str, Known], facts: Iterable[Fact]) -> Changes:
    """Say what the facts change to what is known."""
    after = {fact.ref: fact for fact in facts}
    if not before:
        return Changes(first=True)
    shared = [(ref, known, after[ref]) for ref, known in before.items() if ref in after]
    gone = {ref: known for ref, known in before.items() if ref not in after}
    return Changes(
        appeared=[ref for ref in after if ref not in before],
        ended=_successors(gone, before, after),
        renamed={ref: (old.name, new.name) for ref, old, new in shared if old.name != new.name},
        became={ref: (old.kind, str(new.kind)) for ref, old, new in shared if old.kind != new.kind},
        moved={
            ref: (old.parent, new.parent)
            for ref, old, new in shared
            if new.kind == Kind.COMMUNE and old.parent != new.parent
        },
    )


def _successors(
    gone: Mapping[str, Known], before: Mapping[str, Known], after: Mapping[str, Fact]
) -> dict[str, str]:
    """Who stands for each body that ended.

    A commune: the one that lists its code among its former ones. A part of a commune: its
    commune. A grouping: the one where most of its people now live.
    """
    heirs = {code: fact.ref for fact in after.values() for code in fact.former}
    inherited: dict[str, Counter[str]] = defaultdict(Counter)
    for ref, known in before.items():
        heir = after.get(ref) or after.get(heirs.get(known.insee, ""))
        if known.kind == Kind.COMMUNE and heir and heir.parent:
            inherited[known.parent][heir.parent] += known.population + 1
    return {ref: _successor(ref, known, heirs, inherited, after) for ref, known in gone.items()}


def _successor(
    ref: str,
    known: Known,
    heirs: Mapping[str, str],
    inherited: Mapping[str, Counter[str]],
    after: Mapping[str, Fact],
) -> str:
    if known.insee and (heir := heirs.get(known.insee)):
        return heir
    if people := inherited.get(ref):
        return max(sorted(people), key=lambda name: people[name])
    return known.parent if known.parent in after else ""
