"""The compact file of a vintage: one line a body, tab-separated, compressed. Pure."""

import hashlib
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

FORMAT = "gazetteer-1"
SHIPPED = Path(__file__).parent / "data"


class Fact(NamedTuple):
    """What a vintage says of one body. `parent` is the ref of the commune or EPCI it belongs to."""

    ref: str
    kind: str
    name: str
    insee: str = ""
    siren: str = ""
    department: str = ""
    region: str = ""
    parent: str = ""
    postcodes: tuple[str, ...] = ()
    population: int | None = None
    former: tuple[str, ...] = ()
    ept: str = ""
    """Ref of the Greater Paris public body a commune also belongs to."""


class Unreadable(ValueError):
    """A file could not be understood; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A whole vintage: its name, its dates, its sources, its facts, the digest of its content."""

    slug: str
    starts: date
    population_year: int
    source: str
    facts: tuple[Fact, ...]
    digest: str = ""

    def dump(self) -> bytes:
        """The compressed file; the same content gives the same bytes."""
        head = [FORMAT, self.slug, self.starts.isoformat(), str(self.population_year), self.source]
        lines = ["\t".join(head), *("\t".join(_cells(fact)) for fact in self.facts)]
        return lzma.compress("\n".join(lines).encode() + b"\n", preset=9 | lzma.PRESET_EXTREME)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a compact file; raises `Unreadable` or `OSError`."""
        try:
            text = lzma.decompress(path.read_bytes())
            head, *lines = text.decode().splitlines()
            slug, starts, year, source = head.removeprefix(f"{FORMAT}\t").split("\t")
            return cls(
                slug=slug,
                starts=date.fromisoformat(starts),
                population_year=int(year),
                source=source,
                facts=tuple(_fact(line) for line in lines),
                digest=hashlib.sha256(text).hexdigest(),
            )
        except (lzma.LZMAError, ValueError, TypeError) as fault:
            raise Unreadable(f"{path.name} n’est pas un millésime de territoires.") from fault


def shipped() -> Path:
    """The newest vintage that comes with the house."""
    return max(SHIPPED.glob("cog-*.tsv.xz"))


def _cells(fact: Fact) -> Iterator[str]:
    for value in fact:
        match value:
            case tuple():
                yield " ".join(value)
            case None:
                yield ""
            case _:
                yield str(value)


def _fact(line: str) -> Fact:
    ref, kind, name, insee, siren, department, region, parent, *rest = line.split("\t")
    postcodes, population, former, ept = rest
    return Fact(
        ref, kind, name, insee, siren, department, region, parent,
        tuple(postcodes.split()), int(population) if population else None,
        tuple(former.split()), ept,
    )  # fmt: skip
