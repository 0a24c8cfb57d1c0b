"""Tables as files people open in a spreadsheet: CSV, ODS, XLSX, written as they are read.

    response = StreamingHttpResponse(sheets.FORMATS["ods"].write(rows, "Candidatures"))

Every writer takes rows of plain cells, the first one being the head, and yields bytes: memory does
not depend on how many rows there are. A text is never taken for a formula.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from cordee.kernel.french import say
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    type Rows = Iterable[Sequence[Any]]
    type Writer = Callable[[Rows, str], Iterator[bytes]]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""First characters that some spreadsheet takes for a formula or a command."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
"""What XML cannot hold."""
LONGEST_CELL = 32_000
"""Above, spreadsheets refuse the file: the text is cut and says so."""
CUT = say(" […] (texte coupé : lisez-le entier dans l’export CSV ou JSON)")
BLOCK = 64 * 1024
"""Bytes gathered before they leave."""


def harmless(cell: Any) -> str:
    """A cell no spreadsheet takes for a formula (formula injection); numbers stay numbers."""
    text = "" if cell is None else heard(cell)
    if isinstance(cell, (int, Decimal)):
        return text
    return f"'{text}" if text.startswith(FORMULA) else text


def write_csv(rows: Rows, _name: str = "") -> Iterator[bytes]:
    """Semicolons, UTF-8 with its mark, CRLF: what French spreadsheets open at a double click."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";")
    held.write("\ufeff")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        if held.tell() >= BLOCK:
            yield held.getvalue().encode("utf-8", "replace")
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode("utf-8", "replace")


class _Pipe(io.RawIOBase):
    """Where a zip is written while another hand takes the bytes away."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        found = b"".join(self.parts)
        self.parts.clear()
        return found


def _zipped(before: dict[str, str], inside: str, lines: Iterable[str]) -> Iterator[bytes]:
    """A zip of small files, then of one long one given in pieces."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for name, text in before.items():
            plain = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), text, compress_type=plain)
        with made.open(zipfile.ZipInfo(inside), "w", force_zip64=True) as opened:
            for block in _blocks(lines):
                opened.write(block)
                yield pipe.taken()
    yield pipe.taken()


def _blocks(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BLOCK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def _text(cell: Any) -> str:
    text = UNWRITABLE.sub("", heard(cell))
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + heard(CUT)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (int, Decimal)) and not isinstance(cell, bool)


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_xlsx(rows: Rows, name: str) -> Iterator[bytes]:
    """Office Open XML; the head is bold and stays in sight."""
    title = quoteattr(re.sub(r"[\[\]:*?/\\]", " ", _text(name))[:31] or "Table")
    before = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{BOOK}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{BOOK}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _links(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
        ),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{LINKS}"><sheets>'
        f'<sheet name={title} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{SHEET}"><fonts count="2"><font/>'
        '<font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
        '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
        '<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>',
    }
    return _zipped(before, "xl/worksheets/sheet1.xml", _xlsx_lines(rows))


def _links(targets: dict[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _xlsx_lines(rows: Rows) -> Iterator[str]:
    yield f'{XML}<worksheet xmlns="{SHEET}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><sheetData>"
    for number, row in enumerate(rows):
        style = ' s="1"' if number == 0 else ""
        yield f"<row>{''.join(_xlsx_cell(cell, style) for cell in row)}</row>"
    yield "</sheetData></worksheet>"


def _xlsx_cell(cell: Any, style: str) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if _is_number(cell):
        return f"<c{style}><v>{cell}</v></c>"
    text = escape(_text(cell))
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


ODS = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def write_ods(rows: Rows, name: str) -> Iterator[bytes]:
    """OpenDocument, the format of French administrations (RGI)."""
    before = {
        "mimetype": ODS,
        "META-INF/manifest.xml": f'{XML}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{ODS}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>',
    }
    return _zipped(before, "content.xml", _ods_lines(rows, name))


def _ods_lines(rows: Rows, name: str) -> Iterator[str]:
    yield (
        f'{XML}<office:document-content xmlns:office="{OASIS}:office:1.0" '
        f'xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0" '
        f'xmlns:style="{OASIS}:style:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" '
        'office:version="1.3"><office:automatic-styles><style:style style:name="head" '
        'style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(_text(name) or 'Table')}>"
    )
    for number, row in enumerate(rows):
        style = ' table:style-name="head"' if number == 0 else ""
        cells = "".join(_ods_cell(cell, style) for cell in row)
        yield f"<table:table-row>{cells}</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_cell(cell: Any, style: str) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _text(cell).split("\n"))
    kind = (
        f'office:value-type="float" office:value="{cell}"'
        if _is_number(cell)
        else 'office:value-type="string"'
    )
    return f"<table:table-cell{style} {kind}>{lines}</table:table-cell>"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its writer and the media type under which it leaves."""

    write: Writer
    media_type: str


FORMATS = {
    "csv": Format(write_csv, "text/csv; charset=utf-8"),
    "ods": Format(write_ods, ODS),
    "xlsx": Format(write_xlsx, f"{BOOK}.sheet"),
}
"""By file extension."""
