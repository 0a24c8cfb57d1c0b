"""A table that comes from outside (CSV, XLSX, ODS) as rows of plain texts, whoever made it."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from typing import TYPE_CHECKING, Final

from cordee.applications.doors.opening import MOST_BYTES, SIZE, Bundle, refusal
from cordee.applications.doors.strangers import OLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_ROWS: Final = 5_000
MOST_CELLS: Final = 60
NOT_TABLE = (
    "Ce fichier n’est pas un tableau que nous savons lire. Enregistrez-le au format CSV, XLSX ou "
    "ODS, puis rapportez-le."
)
OLD_TABLE = (
    "Ce tableur est à l’ancien format XLS, ou protégé par mot de passe. Enregistrez-le au format "
    "XLSX, ODS ou CSV, sans mot de passe, puis rapportez-le."
)
LONG_TABLE = (
    "Ce tableau a plus de 5 000 lignes. Partagez-le en plusieurs ; chacun garde la ligne des "
    "titres."
)
LONGEST_NUMBER: Final = 8
"""More digits than the number of any row of a spreadsheet would be an attack."""
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read_table(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows that say something, each with its number in the spreadsheet.

    Raises `Refused` for what is no table, and for more than `MOST_ROWS` of them: nothing is cut.
    """
    if len(content) > MOST_BYTES:
        raise refusal("table.size", SIZE)
    if content.startswith(OLE):
        raise refusal("table.old", OLD_TABLE)
    rows = _zipped(Bundle(content)) if content.startswith(b"PK") else enumerate(_csv(content), 1)
    found = ((number, [cell.strip() for cell in row[:MOST_CELLS]]) for number, row in rows)
    kept = list(islice(((number, row) for number, row in found if any(row)), MOST_ROWS + 1))
    if not kept:
        raise refusal("table.empty", NOT_TABLE)
    if len(kept) > MOST_ROWS:
        raise refusal("table.long", LONG_TABLE)
    return kept


def _csv(content: bytes) -> Iterator[list[str]]:
    """Comma, semicolon or tab, whatever the spreadsheet that wrote it."""
    text = _decoded(content)
    if "\0" in text:
        raise refusal("table.format", NOT_TABLE)
    first = next(iter(text.splitlines()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as wrong:
        raise refusal("table.format", NOT_TABLE) from wrong


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, « Unicode text » of spreadsheets, or what Windows wrote before."""
    coding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _zipped(bundle: Bundle) -> Iterator[tuple[int, list[str]]]:
    if (content := bundle.xml("content.xml")) is not None:
        sheet = content.find(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
        yield from _ods(sheet) if sheet is not None else ()
        return
    names = sorted(name for name in bundle.names if re.fullmatch(r"xl/worksheets/\w+\.xml", name))
    sheet = bundle.xml(names[0]) if names else None
    if sheet is None:
        raise refusal("table.format", NOT_TABLE)
    strings = bundle.xml("xl/sharedStrings.xml")
    shared = [] if strings is None else [_text(one, SHEET) for one in strings.iter(f"{SHEET}si")]
    number = 0
    for row in sheet.iter(f"{SHEET}row"):
        said = row.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < LONGEST_NUMBER else number + 1
        yield number, _xlsx(row, shared)


def _xlsx(row: Element, shared: list[str]) -> list[str]:
    cells: dict[int, str] = {}
    for rank, cell in enumerate(row.iter(f"{SHEET}c")):
        column = _column(cell.get("r", "")) if cell.get("r") else rank
        if column >= MOST_CELLS:
            continue
        value = cell.findtext(f"{SHEET}v", "")
        match cell.get("t"):
            case "s":
                known = value.isdecimal() and len(value) < 8 and int(value) < len(shared)  # noqa: PLR2004 - more digits would be an attack
                cells[column] = shared[int(value)] if known else ""
            case "inlineStr":
                cells[column] = _text(cell, SHEET)
            case _:
                cells[column] = value.removesuffix(".0")
    return [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def _column(ref: str) -> int:
    """« B3 » → 1."""
    letters = re.match(r"[A-Z]{1,3}", ref)
    number = 0
    for letter in letters[0] if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ods(sheet: Element) -> Iterator[tuple[int, list[str]]]:
    number = 1
    for row in sheet.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            times = cell.get(f"{TABLE}number-columns-repeated", "1")
            many = int(times) if times.isdecimal() and len(times) < 6 else 1  # noqa: PLR2004 - more digits would be an attack
            cells += ["".join(cell.itertext())] * min(many, MOST_CELLS - len(cells))
        yield number, cells
        times = row.get(f"{TABLE}number-rows-repeated", "1")
        number += int(times) if times.isdecimal() and len(times) < LONGEST_NUMBER else 1


def _text(element: Element, space: str) -> str:
    return "".join(one.text or "" for one in element.iter(f"{space}t"))
