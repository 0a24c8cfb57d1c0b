"""A sheet written as DOCX: headings, content controls, table headers, languages (ECMA-376)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cordee.applications.doors.sheet import (
    BLANK,
    TICKED,
    Answer,
    Ask,
    Block,
    Grid,
    Inline,
    Part,
    Sheet,
    Tick,
    Told,
    Turn,
    bookmark,
    mark_line,
)
from cordee.applications.doors.zipped import HEAD, archive, attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_STYLES = Path(__file__).parent / "formats" / "styles.docx.xml"
SHORT, LONG = 11906, 16838
"""A4 in twentieths of a point."""


def write(sheet: Sheet) -> bytes:
    """The document, ready to be downloaded."""
    return archive(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _rels(),
            "docProps/core.xml": _core(sheet),
            "docProps/custom.xml": _custom(sheet),
            "word/document.xml": _document(sheet),
            "word/styles.xml": _STYLES.read_text().replace("LANG", _language(sheet.language)),
            "word/settings.xml": _settings(sheet),
            "word/footer1.xml": _footer(sheet),
            "word/_rels/document.xml.rels": _document_rels(),
        }
    )


def _language(code: str) -> str:
    return code if "-" in code else {"fr": "fr-FR", "en": "en-GB"}.get(code, code)


class _Numbers:
    """Bookmarks and controls are numbered in the order they come."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def _document(sheet: Sheet) -> str:
    numbers = _Numbers()
    blocks = "".join(_block(one, numbers) for one in sheet.blocks)
    title = _paragraph(_run(sheet.title), "Title") + _paragraph(_run(sheet.caption), "Subtitle")
    return (
        f'{HEAD}<w:document xmlns:w="{_W}" xmlns:w14="{_W14}" xmlns:r="{_R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'mc:Ignorable="w14"><w:body>{title}{blocks}{_page(wide=False)}</w:body></w:document>'
    )


def _block(block: Block, numbers: _Numbers) -> str:  # noqa: PLR0911 - one line a kind
    match block:
        case Part():
            return _paragraph(_run(block.text), "Heading1", block.name, numbers)
        case Ask():
            style = f"Heading{min(block.level, 6)}"
            return _paragraph(_run(block.text), style, block.name, numbers)
        case Told():
            return _paragraph(_run(block.text), "Consigne")
        case Answer():
            return _answer(block, numbers)
        case Inline():
            words = _run(f"{block.label} : ", strong=True) + _run(block.text)
            return _paragraph(words, "Champ", block.name, numbers)
        case Tick():
            return _paragraph(_tick(block, numbers), "Case", block.name, numbers)
        case Grid():
            return _grid(block)
        case Turn():  # closes the pages before it, which were printed the other way
            return f"<w:p><w:pPr>{_page(wide=not block.wide)}</w:pPr></w:p>"


def _paragraph(
    runs: str, style: str, name: str = "", numbers: _Numbers | None = None, more: str = ""
) -> str:
    start = end = ""
    if name and numbers is not None:
        number = numbers.next()
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(name)}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{start}{runs}{end}</w:p>'


def _run(words: str, *, strong: bool = False, language: str = "") -> str:
    if not words:
        return ""
    marks = ("<w:b/>" if strong else "") + (
        f'<w:lang w:val="{_language(language)}"/>' if language else ""
    )
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{''.join(_pieces(words))}</w:r>"


def _pieces(words: str) -> Iterator[str]:
    for number, line in enumerate(words.split("\n")):
        if number:
            yield "<w:br/>"
        for rank, piece in enumerate(line.split("\t")):
            if rank:
                yield "<w:tab/>"
            if piece:
                yield f'<w:t xml:space="preserve">{text(piece)}</w:t>'


def _answer(block: Answer, numbers: _Numbers) -> str:
    """The box of an answer: a content control that bears its name and its label."""
    lines = block.text.split("\n")
    lines += [""] * (block.room - len(lines))
    inside = "".join(_paragraph(_run(line, language=block.language), "Reponse") for line in lines)
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={attribute(block.label[:60])}/>"
        f"<w:tag w:val={attribute(block.name[:60])}/>"
        f'<w:id w:val="{7_000_000 + numbers.next()}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def _tick(block: Tick, numbers: _Numbers) -> str:
    shown = TICKED if block.ticked else BLANK
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={attribute(block.label[:60])}/>"
        f"<w:tag w:val={attribute(block.name[:60])}/>"
        f'<w:id w:val="{7_000_000 + numbers.next()}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(block.ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" '
        f'w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>{shown}</w:t></w:r>'
        f"</w:sdtContent></w:sdt>{_run(f' {block.label}')}"
    )


def _grid(block: Grid) -> str:
    width = 100 * 50 // max(1, len(block.head))
    columns = f'<w:gridCol w:w="{14000 // max(1, len(block.head))}"/>' * len(block.head)
    head = "".join(_cell(one, width, "EnTete") for one in block.head)
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for row in block.rows:
        cells = "".join(
            _cell(one, width, "EnTete" if block.row_heads and not rank else "Cellule")
            for rank, one in enumerate(row)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grille"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblLook w:val="0{"4A" if block.row_heads else "42"}0" w:firstRow="1" '
        f'w:firstColumn="{int(block.row_heads)}"/>'
        f"<w:tblCaption w:val={attribute(block.caption)}/>"
        f"<w:tblDescription w:val={attribute(', '.join(block.head))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(words: str, width: int, style: str) -> str:
    lines = "".join(_paragraph(_run(line), style) for line in words.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{lines}</w:tc>'


def _page(*, wide: bool) -> str:
    across, down = (LONG, SHORT) if wide else (SHORT, LONG)
    orient = ' w:orient="landscape"' if wide else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{across}" w:h="{down}"{orient}/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _footer(sheet: Sheet) -> str:
    line = f"{sheet.foot} {mark_line(sheet.mark)}" if sheet.mark else sheet.title
    return f'{HEAD}<w:ftr xmlns:w="{_W}">{_paragraph(_run(line), "Footer")}</w:ftr>'


def _settings(sheet: Sheet) -> str:
    return (
        f'{HEAD}<w:settings xmlns:w="{_W}"><w:themeFontLang w:val="{_language(sheet.language)}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _core(sheet: Sheet) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{text(sheet.title)}</dc:title><dc:subject>{text(sheet.caption)}</dc:subject>"
        f"<dc:language>{_language(sheet.language)}</dc:language></cp:coreProperties>"
    )


def _custom(sheet: Sheet) -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        f'name="Cordee"><vt:lpwstr>{text(mark_line(sheet.mark))}</vt:lpwstr></property></Properties>'
    )


def _types() -> str:
    parts = {
        "/word/document.xml": f"{_OFFICE}.wordprocessingml.document.main+xml",
        "/word/styles.xml": f"{_OFFICE}.wordprocessingml.styles+xml",
        "/word/settings.xml": f"{_OFFICE}.wordprocessingml.settings+xml",
        "/word/footer1.xml": f"{_OFFICE}.wordprocessingml.footer+xml",
        "/docProps/custom.xml": f"{_OFFICE}.custom-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{rank}" Type="{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _rels() -> str:
    return _relationships(
        (f"{_R}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_R}/custom-properties", "docProps/custom.xml"),
    )


def _document_rels() -> str:
    return _relationships(
        (f"{_R}/styles", "styles.xml"),
        (f"{_R}/settings", "settings.xml"),
        (f"{_R}/footer", "footer1.xml"),
    )
