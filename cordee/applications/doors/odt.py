"""A sheet written as ODT: headings, bookmarks, named tables, languages (OpenDocument 1.3)."""

from __future__ import annotations

import re
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

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{_OASIS}:office:1.0" xmlns:style="{_OASIS}:style:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:meta="{_OASIS}:meta:1.0" '
    f'xmlns:svg="{_OASIS}:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
    'office:version="1.3"'
)
_STYLES = Path(__file__).parent / "formats" / "styles.odt.xml"


def write(sheet: Sheet) -> bytes:
    """The document, ready to be downloaded."""
    language, _dash, country = sheet.language.partition("-")
    country = country or {"fr": "FR", "en": "GB"}.get(language, "none")
    styles = _STYLES.read_text().replace("NAMES", NAMES)
    styles = styles.replace("LANGUAGE", language).replace("COUNTRY", country)
    foot = f"{sheet.foot} {mark_line(sheet.mark)}" if sheet.mark else sheet.title
    return archive(
        {
            "content.xml": _content(sheet),
            "styles.xml": styles.replace("FOOT", text(foot)),
            "meta.xml": _meta(sheet),
            "META-INF/manifest.xml": _manifest(),
        },
        first={"mimetype": MEDIA_TYPE},
    )


def _content(sheet: Sheet) -> str:
    parts, wide = [], False
    for block in sheet.blocks:
        if isinstance(block, Turn):
            wide = block.wide
            parts.append(_paragraph("", "Paysage" if wide else "Portrait"))
        else:
            parts.append(_block(block))
    title = _paragraph(_flow(sheet.title), "Title") + _paragraph(_flow(sheet.caption), "Subtitle")
    languages = sorted({one.language for one in sheet.blocks if isinstance(one, Answer)} - {""})
    return (
        f"{HEAD}<office:document-content {NAMES}><office:automatic-styles>{_automatic(languages)}"
        "</office:automatic-styles><office:body><office:text>"
        f"{title}{''.join(parts)}</office:text></office:body></office:document-content>"
    )


def _automatic(languages: list[str]) -> str:
    turns = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:master-page-name="{page}"/>'
        for name, page in (("Paysage", "Landscape"), ("Portrait", "Standard"))
    )
    said = "".join(
        f'<style:style style:name="Langue_{one}" style:family="text"><style:text-properties '
        f'fo:language="{one.partition("-")[0]}" fo:country="{one.partition("-")[2] or "none"}"/>'
        "</style:style>"
        for one in languages
    )
    cell = (
        '<style:style style:name="Grid" style:family="table"><style:table-properties '
        'table:border-model="collapsing"/></style:style>'
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.75pt solid #6b7785" fo:padding="0.1cm"/></style:style>'
    )
    return f"{turns}{said}{cell}"


def _block(block: Block) -> str:  # noqa: PLR0911 - one line a kind
    match block:
        case Part():
            return _heading(block.text, 1, block.name)
        case Ask():
            return _heading(block.text, min(block.level, 6), block.name)
        case Told():
            return _paragraph(_flow(block.text), "Consigne")
        case Answer():
            lines = block.text.split("\n")
            lines += [""] * (block.room - len(lines))
            return "".join(_answer(line, block.language) for line in lines)
        case Inline():
            words = _flow(f"{block.label} : ")
            strong = f'<text:span text:style-name="Strong_20_Emphasis">{words}</text:span>'
            return _paragraph(_marked(strong + _flow(block.text), block.name), "Champ")
        case Tick():
            return _paragraph(
                _marked(f"{_tick(block)}{_flow(f' {block.label}')}", block.name), "Case"
            )
        case Grid():
            return _grid(block)
        case Turn():
            return ""


def _answer(line: str, language: str) -> str:
    words = _flow(line)
    if language and words:
        words = f'<text:span text:style-name="Langue_{language}">{words}</text:span>'
    return _paragraph(words, "Reponse")


def _tick(block: Tick) -> str:
    shown = TICKED if block.ticked else BLANK
    return (
        f'<loext:content-control loext:checkbox="true" '
        f'loext:checked="{"true" if block.ticked else "false"}" '
        f'loext:checked-state="{TICKED}" loext:unchecked-state="{BLANK}" '
        f"loext:alias={attribute(block.label[:60])} loext:tag={attribute(block.name[:60])}>"
        f"{shown}</loext:content-control>"
    )


def _heading(words: str, level: int, name: str) -> str:
    inside = _marked(_flow(words), name)
    style = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
    return f"<text:h {style}>{inside}</text:h>"


def _paragraph(inside: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _marked(inside: str, name: str) -> str:
    if not name:
        return inside
    own = bookmark(name)
    return f'<text:bookmark-start text:name="{own}"/>{inside}<text:bookmark-end text:name="{own}"/>'


def _flow(words: str) -> str:
    """A text with its line breaks, tabs and runs of spaces, which XML alone would fold."""
    return "".join(_pieces(words))


def _pieces(words: str) -> Iterator[str]:
    for piece in re.split(r"(\n|\t|(?<=\S) (?=\S)| +)", words):
        if piece == "\n":
            yield "<text:line-break/>"
        elif piece == "\t":
            yield "<text:tab/>"
        elif piece == " ":
            yield " " if _inside(words) else "<text:s/>"
        elif piece.startswith(" "):
            yield f'<text:s text:c="{len(piece)}"/>'
        elif piece:
            yield text(piece)


def _inside(words: str) -> bool:
    """Whether single spaces all stand between words, where XML keeps them."""
    return not (
        words.startswith(" ") or words.endswith(" ") or re.search(r"[\n\t] | [\n\t]", words)
    )


def _grid(block: Grid) -> str:
    head = "".join(_cell(one, "En-tete") for one in block.head)
    rows = []
    for row in block.rows:
        cells = "".join(
            _cell(one, "En-tete" if block.row_heads and not rank else "Cellule")
            for rank, one in enumerate(row)
        )
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    return (
        f'<table:table table:name="{bookmark(block.name)}" table:style-name="Grid">'
        f"<table:title>{text(block.caption)}</table:title>"
        f"<table:desc>{text(', '.join(block.head))}</table:desc>"
        f'<table:table-column table:number-columns-repeated="{len(block.head)}"/>'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row>"
        f"</table:table-header-rows>{''.join(rows)}</table:table>"
    )


def _cell(words: str, style: str) -> str:
    lines = "".join(_paragraph(_flow(line), style) for line in words.split("\n"))
    return (
        f'<table:table-cell table:style-name="Cell" office:value-type="string">{lines}'
        "</table:table-cell>"
    )


def _meta(sheet: Sheet) -> str:
    return (
        f"{HEAD}<office:document-meta {NAMES}><office:meta><dc:title>{text(sheet.title)}</dc:title>"
        f"<dc:subject>{text(sheet.caption)}</dc:subject>"
        f"<dc:language>{text(sheet.language)}</dc:language>"
        f'<meta:user-defined meta:name="Cordee">{text(mark_line(sheet.mark))}</meta:user-defined>'
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", MEDIA_TYPE), ("content.xml", "text/xml"),
                           ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    )  # fmt: skip
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" '
        f'manifest:version="1.3">{entries}</manifest:manifest>'
    )
