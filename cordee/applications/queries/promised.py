"""The day an answer was promised, and the files that still wait for it (R100)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cordee.applications.queries.silence import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

ANSWERS: Final = ("answer", "results")
"""Kinds of milestones on which candidates learn what becomes of their file."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A call whose files wait, and the last day on which its answer was promised."""

    edition: Edition
    key: str
    day: date
    count: int


def promised() -> Iterator[Promised]:
    """The answers promised by calls whose files still wait; two queries."""
    for edition, count in waiting():
        for key, day in promised_days(edition.definition):
            yield Promised(edition, key, day, count)


def promised_days(definition: Definition) -> list[tuple[str, date]]:
    """The milestones that promise an answer, each with its last possible day."""
    return [
        (one.key, one.when.last)
        for one in definition.milestones
        if one.kind in ANSWERS and one.when.last is not None
    ]
