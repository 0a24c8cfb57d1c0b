"""A list of applicants brought as a table: its columns, and what is wrong line by line. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel.findings import Refused, broken
from cordee.kernel.french import listed, number, quoted, say, unaccented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.kernel.findings import Finding

type Fault = tuple[int, str]
"""The row of a line, and what is wrong with it."""
COLUMNS = {
    "structure": ("structure", "nom", "collectivite", "nom de la structure", "organisme"),
    "code": ("code", "insee", "siren", "code insee", "siren ou code insee"),
    "email": ("courriel", "email", "e-mail", "mail", "adresse electronique", "adresse"),
    "track": ("volet",),
}
"""What a table is asked for, and the titles under which people write it (accents forgiven)."""
ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]{2,}")
INSEE, SIREN = 5, 9
MOST_LINES = 1_000
"""Files opened at once: whoever asks waits for them, and reads again what was opened."""
LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class Line:
    """One applicant of the list; `row` is its number in the table, the head being 1."""

    row: int
    structure: str
    code: str
    email: str
    track: str


def lines_of(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Line]:
    """The applicants of a table, its rows numbered as a spreadsheet numbers them.

    Raises `Refused` when a needed column has no title, when nobody stands in it, or too many.
    """
    head = [unaccented(title).strip(" *:") for title in rows[0][1]]
    places = {
        name: next((at for at, title in enumerate(head) if title in titles), None)
        for name, titles in COLUMNS.items()
    }
    lacks = [quoted(COLUMNS[name][0]) for name in ("structure", "email") if places[name] is None]
    if lacks:
        raise Refused(
            broken(
                "import.columns",
                "table",
                say(
                    "Colonne introuvable : {lacks}. La première ligne porte les titres : "
                    "structure, courriel, et si vous les avez code (INSEE ou SIREN) et volet.",
                    lacks=listed(lacks),
                ),
            )
        )

    if found := _size(len(rows) - 1):
        raise Refused(found)

    def cell(row: Sequence[str], name: str) -> str:
        at = places[name]
        return row[at].strip() if at is not None and at < len(row) else ""

    return [
        Line(
            row_number,
            cell(row, "structure"),
            code_of(cell(row, "code")),
            cell(row, "email").lower(),
            cell(row, "track"),
        )
        for row_number, row in rows[1:]
    ]


def _size(count: int) -> list[Finding]:
    """Why a table of so many applicants is not read."""
    if count == 0:
        return [broken("import.empty", "table", "Ce tableau ne contient aucune ligne.")]
    if count <= MOST_LINES:
        return []
    told = say(
        "Ce tableau a {count} lignes : {most} au plus à la fois. Partagez-le en plusieurs "
        "tableaux ; chacun garde la ligne des titres.",
        count=number(count),
        most=number(MOST_LINES),
    )
    return [broken("import.many", "table", told)]


def code_of(text: str) -> str:
    """The code as registers write it: without spaces, with the zeros a spreadsheet ate."""
    code = re.sub(r"\s", "", text).upper()
    if code.isdecimal() and len(code) == INSEE - 1:
        return code.zfill(INSEE)
    return code


def faults_of(lines: Sequence[Line], tracks: Sequence[str]) -> list[Fault]:
    """What is wrong with the lines themselves: (row, sentence), every fault at once."""
    found: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for one in lines:
        found += [(one.row, sentence) for sentence in _faults(one, tracks)]
        key = (one.code or unaccented(one.structure), one.track)
        if one.structure and key in seen:
            found.append((one.row, say("La même structure est déjà ligne {seen}.", seen=seen[key])))
        seen.setdefault(key, one.row)
    return found


def _faults(one: Line, tracks: Sequence[str]) -> list[str]:
    found = []
    if not one.structure:
        found.append(say("Il manque le nom de la structure."))
    if len(one.structure) > LONGEST_NAME:
        most = LONGEST_NAME
        found.append(say("Le nom de la structure dépasse {most} caractères.", most=most))
    if not ADDRESS.fullmatch(one.email):
        found.append(
            say("{email} n’est pas une adresse électronique.", email=quoted(one.email))
            if one.email
            else say("Il manque l’adresse de la personne responsable.")
        )
    if one.code and not (one.code.isalnum() and len(one.code) in {INSEE, SIREN}):
        found.append(say("{code} n’est ni un code INSEE ni un SIREN.", code=quoted(one.code)))
    if one.track and one.track not in tracks:
        known = listed([quoted(key) for key in tracks]) if tracks else say("cet appel n’en a pas")
        found.append(
            say("Volet inconnu : {track} ({known}).", track=quoted(one.track), known=known)
        )
    return found
