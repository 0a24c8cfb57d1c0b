"""Remarks: what is said of a definition, at a place and a line, with its severity."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cordee.kernel.french import typeset
from cordee.kernel.speech import into, remembered

Path = tuple[str | int, ...]
"""The way to a place in a definition: `("windows", 0, "closes")`."""


class Severity(StrEnum):
    """An error makes the definition invalid, a warning awaits a choice, a notice tells one."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one place of a definition; `line` counts from 1 in `file`."""

    code: str
    path: Path
    severity: Severity
    message: str
    file: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        """Give the sentence its no-break spaces, whoever wrote it."""
        object.__setattr__(self, "message", typeset(remembered(self.message)))

    @property
    def where(self) -> str:
        """The place in words: `windows[0].closes`."""
        return written(self.path)

    def at(self, file: str, line: int | None) -> "Remark":
        """The same remark, located."""
        return replace(self, file=file, line=line)

    def as_dict(self, language: str = "fr") -> dict[str, Any]:
        """The remark as plain data for `--json`."""
        return {
            "code": self.code,
            "where": self.where,
            "file": self.file,
            "line": self.line,
            "severity": self.severity.value,
            "message": into(self.message, language),
        }


def written(path: Path) -> str:
    """Write a path: `windows[0].closes`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Sort by file, line, place, severity and code, without doubles: always the same order."""
    return tuple(sorted(set(remarks), key=_rank))


def _rank(remark: Remark) -> tuple[Any, ...]:
    return (
        remark.file,
        remark.line or 0,
        remark.where,
        RANK[remark.severity],
        remark.code,
        remark.message,
    )
