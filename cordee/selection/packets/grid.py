"""The grid as it travels: one line a file and criterion, named by keys nobody has to read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

FORMAT = "cordee-grille/1"
ABSTAINS = "nsp"


def heads() -> list[str]:
    """The columns, in the language of who takes the grid along; their places alone are read."""
    return [
        _("Dossier"), _("Critère"), _("Note"), _("Commentaire"), _("Notes possibles"), _("Repère"),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one file; `row` is its place in the sheet, from 1."""

    deposit: str
    criterion: str
    file: str = ""
    label: str = ""
    note: str = ""
    comment: str = ""
    levels: tuple[str, ...] = ()
    bounds: str = ""
    row: int = 0

    @property
    def key(self) -> str:
        """What names the line when it comes back."""
        return f"{self.deposit} {self.criterion}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Every line of a juror's grid; `mark` says whose it is."""

    mark: str
    title: str
    lines: tuple[Line, ...]


def mark_of(panel: str, juror: str) -> str:
    """What a sheet says of itself."""
    return f"{FORMAT} {panel} {juror}"
