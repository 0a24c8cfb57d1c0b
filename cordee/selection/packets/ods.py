"""The grid as an OpenDocument spreadsheet, whose labelled levels are lists to choose from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.applications.doors.zipped import HEAD, archive, attribute, text
from cordee.selection.packets.grid import ABSTAINS, heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.selection.packets.grid import Grid, Line

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{_OASIS}:office:1.0" xmlns:style="{_OASIS}:style:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:of="{_OASIS}:of:1.2" office:version="1.3"'
)
WIDTHS = ("6cm", "5cm", "4.5cm", "9cm", "6cm", "2cm")
NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?$")


def write(grid: Grid) -> bytes:
    """The spreadsheet, ready to be downloaded: the same grid gives the same bytes."""
    return archive(
        {
            "content.xml": _content(grid),
            "styles.xml": f"{HEAD}<office:document-styles {NAMES}/>",
            "META-INF/manifest.xml": _manifest(),
        },
        first={"mimetype": MEDIA_TYPE},
    )


def _hint() -> str:
    return _(
        "Remplissez les colonnes Note et Commentaire. Écrivez nsp pour « je ne me prononce pas ». "
        "Une case laissée vide ne change rien. Ne touchez pas à la colonne Repère."
    )


def _content(grid: Grid) -> str:
    lists = {one.levels: f"degres{rank}" for rank, one in enumerate(_distinct(grid), 1)}
    rows = [
        _row([_cell(grid.title, style="titre")]),
        _row([_cell(_hint())]),
        _row([_cell(grid.mark, style="repere")]),
        _row([_cell(head, style="tete") for head in heads()]),
        *(_line(one, lists.get(one.levels, "")) for one in grid.lines),
    ]
    columns = "".join(
        f'<table:table-column table:style-name="c{rank}"/>' for rank in range(len(WIDTHS))
    )
    return (
        f"{HEAD}<office:document-content {NAMES}>{_styles()}<office:body><office:spreadsheet>"
        f"{_validations(lists)}"
        f"<table:table table:name={attribute(_('Grille'))}>{columns}{''.join(rows)}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _distinct(grid: Grid) -> Iterator[Line]:
    """The first line of each list of levels."""
    seen: set[tuple[str, ...]] = set()
    for one in grid.lines:
        if one.levels and one.levels not in seen:
            seen.add(one.levels)
            yield one


def _validations(lists: dict[tuple[str, ...], str]) -> str:
    if not lists:
        return ""
    made = "".join(_validation(name, levels) for levels, name in lists.items())
    return f"<table:content-validations>{made}</table:content-validations>"


def _validation(name: str, levels: tuple[str, ...]) -> str:
    listed = ";".join('"{}"'.format(one.replace('"', '""')) for one in (*levels, ABSTAINS))
    condition = attribute(f"of:cell-content-is-in-list({listed})")
    return (
        f'<table:content-validation table:name="{name}" table:condition={condition} '
        'table:allow-empty-cell="true" table:display-list="unsorted" '
        f"table:base-cell-address={attribute(f'{_("Grille")}.C5')}>"
        f"<table:error-message table:title={attribute(_('Note'))} "
        'table:display="true" table:message-type="warning"><text:p>'
        f"{text(_('Choisissez un degré de la liste, ou nsp.'))}"
        "</text:p></table:error-message></table:content-validation>"
    )


def _line(one: Line, validation: str) -> str:
    return _row(
        [
            _cell(one.file),
            _cell(one.label),
            _cell(one.note, validation=validation, number=not one.levels),
            _cell(one.comment),
            _cell(one.bounds or " ; ".join(one.levels)),
            _cell(one.key, style="repere"),
        ]
    )


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: str, *, style: str = "", validation: str = "", number: bool = False) -> str:
    more = f' table:style-name="{style}"' if style else ""
    more += f' table:content-validation-name="{validation}"' if validation else ""
    if not value:
        return f"<table:table-cell{more}/>"
    if number and NUMBER.match(value):
        plain = value.replace(",", ".")
        more += f' office:value-type="float" office:value="{plain}"'
    else:
        more += ' office:value-type="string"'
    lines = "".join(f"<text:p>{text(line)}</text:p>" for line in value.split("\n"))
    return f"<table:table-cell{more}>{lines}</table:table-cell>"


def _styles() -> str:
    columns = "".join(
        f'<style:style style:name="c{rank}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for rank, width in enumerate(WIDTHS)
    )
    bold = '<style:text-properties fo:font-weight="bold"/>'
    faint = '<style:text-properties fo:color="#666666" fo:font-size="7pt"/>'
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell">{look}</style:style>'
        for name, look in (("titre", bold), ("tete", bold), ("repere", faint))
    )
    return f"<office:automatic-styles>{columns}{cells}</office:automatic-styles>"


def _manifest() -> str:
    entry = "<manifest:file-entry manifest:full-path={} manifest:media-type={}/>".format
    files = (("/", MEDIA_TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    listed = "".join(entry(attribute(path), attribute(media)) for path, media in files)
    names = f'xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3"'
    return f"{HEAD}<manifest:manifest {names}>{listed}</manifest:manifest>"
