"""A grid that comes back: opened with care, read line by line, refused in words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cordee.applications.doors.opening import Bundle
from cordee.kernel.findings import Refused, broken
from cordee.selection.packets.grid import FORMAT, Grid, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{{{_OASIS}{one}:1.0}}" for one in ("office", "table", "text"))
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_CELLS, MOST_LETTERS = 60_000, 40, 20_000
NOTE, COMMENT, KEY = 2, 3, 5
NOT_ODS = (
    "Ce fichier ne s’ouvre pas comme une grille. Enregistrez-la au format ODS (tableur "
    "OpenDocument), sans mot de passe ni macro, puis rapportez-la."
)
NOT_GRID = (
    "Ce tableur n’est pas une grille sortie d’ici : son repère manque. Téléchargez votre grille, "
    "reportez-y vos notes, puis rapportez-la."
)


def read(content: bytes) -> Grid:
    """What a sheet says, whoever made it; raises `Refused` when it is not a grid of the house."""
    if not content or len(content) > MOST_BYTES:
        raise _refusal(
            "grid.size", "Ce fichier est vide ou dépasse 10 Mo : ce n’est pas la grille."
        )
    try:
        tree = Bundle(content).xml("content.xml")
    except Refused as refusal:
        raise _refusal("grid.file", NOT_ODS) from refusal
    sheets = [] if tree is None else tree.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
    if not sheets:
        raise _refusal("grid.file", NOT_ODS)
    for sheet in sheets[:10]:
        rows = list(_rows(sheet))
        mark = next((cell for _n, row in rows[:10] for cell in row if cell.startswith(FORMAT)), "")
        if mark:
            return Grid(mark.strip(), "", tuple(_lines(rows)))
    raise _refusal("grid.mark", NOT_GRID)


def _refusal(code: str, sentence: str) -> Refused:
    return Refused(broken(code, "document", sentence))


def _lines(rows: list[tuple[int, list[str]]]) -> Iterator[Line]:
    """The lines that bear a key; the others are titles, or notes of whoever read."""
    for number, row in rows:
        cells = [*row, *[""] * (KEY + 1 - len(row))]
        deposit, _space, criterion = cells[KEY].strip().partition(" ")
        if criterion:
            yield Line(
                deposit,
                criterion.strip(),
                file=cells[0],
                label=cells[1],
                note=cells[NOTE].strip(),
                comment=cells[COMMENT].strip(),
                row=number,
            )


def _rows(sheet: Element) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that says something."""
    number = 0
    for row in islice(sheet.iter(f"{TABLE}table-row"), MOST_ROWS):
        times = _repeated(row, "rows")
        cells = _cells(row)
        if any(cells):
            yield number + 1, cells
        number += times


def _cells(row: Element) -> list[str]:
    found: list[str] = []
    for cell in row:
        if cell.tag in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            times = min(_repeated(cell, "columns"), MOST_CELLS - len(found))
            found += [_said(cell)] * times
        if len(found) >= MOST_CELLS:
            break
    return found


def _repeated(element: Element, what: str) -> int:
    told = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(told) if told.isdecimal() and len(told) < 8 else 1  # noqa: PLR2004 - rows of any sheet


def _said(cell: Element) -> str:
    """A number as the file keeps it, else the text as it shows."""
    if cell.get(f"{OFFICE}value-type") == "float":
        return cell.get(f"{OFFICE}value", "")[:40]
    lines = ("".join(_spoken(one)) for one in cell.findall(f"{TEXT}p"))
    return "\n".join(lines).replace("\0", "")[:MOST_LETTERS]


def _spoken(element: Element) -> Iterator[str]:
    """The words of a paragraph, its spaces and breaks included."""
    yield element.text or ""
    for one in element:
        if one.tag == f"{TEXT}s":
            told = one.get(f"{TEXT}c", "1")
            yield " " * (min(int(told), 200) if told.isdecimal() and len(told) < 4 else 1)  # noqa: PLR2004 - spaces of a line
        elif one.tag in {f"{TEXT}line-break", f"{TEXT}tab"}:
            yield " "
        else:
            yield from _spoken(one)
        yield one.tail or ""
