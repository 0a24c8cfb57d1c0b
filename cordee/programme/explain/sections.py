"""How the parts of an explanation are made: a heading, and the records told under it."""

from collections.abc import Iterable

from cordee.programme.explain.document import (
    EVERYONE,
    Node,
    Reader,
    Section,
    listing,
)
from cordee.programme.explain.headings import heading
from cordee.programme.explain.teller import Teller
from cordee.programme.schema.base import Record


def section(
    t: Teller, key: str, *nodes: Iterable[Node], readers: frozenset[Reader] = EVERYONE
) -> Section:
    """A part of the explanation, under the heading of its key."""
    return Section(key, heading(key, t.language), tuple(n for some in nodes for n in some), readers)


def given(*records: Record | None) -> list[Record]:
    """Those that the call gives."""
    return [one for one in records if one is not None]


def part(t: Teller, key: str, records: Iterable[Record], *more: Iterable[Node]) -> list[Node]:
    """A sub-section that lists records, or nothing when there are none."""
    nodes = [*listing(t.items(records)), *(node for some in more for node in some)]
    return [Section(key, heading(key, t.language), tuple(nodes))] if nodes else []
