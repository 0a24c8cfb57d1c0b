"""A table that comes from outside (CSV, XLSX, ODS) as rows of plain texts, whoever made it."""

from __future__ import annotations

import csv
import io
import re
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
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read_table(content: bytes) -> list[list[str]]:
    """The rows that say something, at most `MOST_ROWS`; raises `Refused` for what is no table."""
    if len(content) > MOST_BYTES:
        raise refusal("table.size", SIZE)
    if content.startswith(OLE):
        raise refusal("table.old", OLD_TABLE)
    rows = _zipped(Bundle(content)) if content.startswith(b"PK") else _csv(content)
    found = [[cell.strip() for cell in row[:MOST_CELLS]] for row in islice(rows, MOST_ROWS)]
    kept = [row for row in found if any(row)]
    if not kept:
        raise refusal("table.empty", NOT_TABLE)
    return kept


def _csv(content: bytes) -> Iterator[list[str]]:
    """Comma, semicolon or tab; UTF-8, or what French spreadsheets wrote before it."""
    if b"\0" in content:
        raise refusal("table.format", NOT_TABLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = next(iter(text.splitlines()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as wrong:
        raise refusal("table.format", NOT_TABLE) from wrong


def _zipped(bundle: Bundle) -> Iterator[list[str]]:
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
    for row in sheet.iter(f"{SHEET}row"):
        yield _xlsx(row, shared)


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


def _ods(sheet: Element) -> Iterator[list[str]]:
    for row in sheet.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            times = cell.get(f"{TABLE}number-columns-repeated", "1")
            many = int(times) if times.isdecimal() and len(times) < 6 else 1  # noqa: PLR2004 - more digits would be an attack
            cells += ["".join(cell.itertext())] * min(many, MOST_CELLS - len(cells))
        yield cells


def _text(element: Element, space: str) -> str:
    return "".join(one.text or "" for one in element.iter(f"{space}t"))
