"""What a long walk found, page by page, written as it goes: an interruption loses nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cordee.operations import house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Verdict:
    """One page looked at by one role: its faults, none when it is well."""

    role: str
    name: str
    """The kind of page and what its forms ask: the same from one walk to the next."""
    address: str
    faults: tuple[str, ...] = ()
    score: float = 100.0
    """Its EcoIndex."""


class Verdicts:
    """The verdicts of a walk, in `var/walk/verdicts.jsonl`; `again` keeps those of the last."""

    def __init__(self, path: Path | None = None, *, again: bool = False) -> None:
        """Open the file, empty unless one goes on."""
        self.path = path or house.var() / "walk" / "verdicts.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not again:
            self.path.unlink(missing_ok=True)
        self.clean = {one.name for one in self._kept() if not one.faults}

    def _kept(self) -> Iterator[Verdict]:
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                found = json.loads(line)
                yield Verdict(**found | {"faults": tuple(found["faults"])})

    def add(self, verdict: Verdict) -> None:
        """Write one line at once."""
        with self.path.open("a") as file:
            file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")

    def last(self) -> list[Verdict]:
        """The last verdict of each page."""
        return list({one.name: one for one in self._kept()}.values())

    def faults(self) -> list[str]:
        """Every fault, with who met it."""
        return [f"{one.role} : {fault}" for one in self.last() for fault in one.faults]

    def figures(self) -> Iterator[str]:
        """Pages looked at by role, those at fault, the heaviest."""
        last = self.last()
        bad = Counter(one.role for one in last if one.faults)
        for role, count in Counter(one.role for one in last).items():
            yield f"{role} : {count} sortes de pages, {bad[role]} en défaut"
        for one in sorted(last, key=lambda one: one.score)[:5]:
            yield f"EcoIndex {one.score:.1f} : {one.address}"
