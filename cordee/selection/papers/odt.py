"""The minutes as ODT, to be completed and signed in an office: same data, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.applications.doors.odt import write
from cordee.applications.doors.sheet import Answer, Ask, Grid, Part, Sheet, Told
from cordee.selection.papers.minutes import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.applications.doors.sheet import Block
    from cordee.selection.models import Panel, Ruling


def minutes_odt(panel: Panel, ruling: Ruling) -> bytes:
    """The same minutes as the PDF, as they were frozen with the decision."""
    told = ruling.minutes or minutes(panel, ruling)
    sheet = Sheet(
        title=told["title"],
        caption=told["call"],
        language="fr",
        blocks=tuple(_blocks(told)),
        foot=told["foot"],
    )
    return write(sheet)


def _blocks(told: dict[str, Any]) -> Iterator[Block]:
    facts = {"title": "Mentions", "head": ["Mention", "Valeur"], "rows": told["facts"]}
    yield from _table(facts, "mentions")
    yield from _list("Règles du choix", told["rules"], "regles")
    yield from _list("Conditions ajoutées par le jury", told.get("terms", ()), "conditions")
    for rank, one in enumerate(told["tables"]):
        yield from _table(one, f"table-{rank}")
    for rank, one in enumerate(told.get("sittings", ())):
        yield Part(f"seance-{rank}", one["title"])
        for place, table in enumerate(one["tables"]):
            yield from _table(table, f"seance-{rank}-{place}", level=2)
        yield from _list("Points de la discussion", one["points"], f"points-{rank}", level=2)
    yield from _list("Écarts à la proposition, décidés par le jury", told["moves"], "ecarts")
    if told["reasons"]:
        yield Part("motifs", "Motifs")
    for rank, one in enumerate(told["reasons"]):
        yield Ask(f"motifs-{rank}", one["name"])
        yield Answer(f"motifs-{rank}-texte", one["name"], one["text"])
    yield Part("signatures", "Signatures")
    for rank, name in enumerate(told["sign"]):
        yield Answer(f"signature-{rank}", name, f"{name}\u00a0:", 3)


def _table(one: dict[str, Any], name: str, level: int = 1) -> Iterator[Block]:
    yield Part(name, one["title"]) if level == 1 else Ask(name, one["title"])
    if one["rows"]:
        rows = tuple(tuple(str(cell) for cell in row) for row in one["rows"])
        yield Grid(f"{name}-grille", one["title"], tuple(one["head"]), rows, row_heads=True)
    else:
        yield Told(one.get("empty", ""))


def _list(title: str, lines: Any, name: str, level: int = 1) -> Iterator[Block]:
    if not lines:
        return
    yield Part(name, title) if level == 1 else Ask(name, title)
    for rank, line in enumerate(lines):
        yield Answer(f"{name}-{rank}", title, f"–\u00a0{line}")
