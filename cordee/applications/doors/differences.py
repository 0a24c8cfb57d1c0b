"""What a document says differently from the draft, before anything is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cordee.applications.doors.sheet import printable
from cordee.applications.rules.answers import empty
from cordee.kernel.counting import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cordee.programme.schema import questions as q


class Change(StrEnum):
    """How an answer of the document stands to the draft's."""

    NEW = "nouvelle"
    OTHER = "différente"
    EMPTIED = "vide dans le document"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question whose two answers differ; `advised` is the side proposed first."""

    question: q.Asked
    mine: Any
    theirs: Any
    change: Change
    advised: str


def comparable(value: Any) -> Any:
    """A value as two of them are compared: blanks, spaces and absent parts count for nothing."""
    if isinstance(value, str):
        return tidy(printable(value)) or None
    if isinstance(value, dict):
        kept = {key: said for key, one in value.items() if (said := comparable(one)) is not None}
        return kept if set(kept) - {"key"} else None
    if isinstance(value, list):
        return [said for one in value if (said := comparable(one)) is not None] or None
    return None if empty(value) or value is False else str(value)


def differences(
    questions: Iterable[q.Asked],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    *,
    touched: frozenset[str] = frozenset(),
) -> list[Difference]:
    """The questions whose answers differ, in the order of the form.

    `touched` names those whose draft changed after the document was taken: there the draft is
    proposed first, elsewhere the document; an answer the document leaves empty is never proposed.
    """
    return [
        Difference(one, mine.get(one.key), theirs[one.key], change, _advised(one, change, touched))
        for one in questions
        if one.key in theirs and (change := _change(mine.get(one.key), theirs[one.key])) is not None
    ]


def _change(mine: Any, theirs: Any) -> Change | None:
    if _known(mine) == _known(theirs):
        return None
    if comparable(theirs) is None and theirs is not False:
        return Change.EMPTIED
    return Change.NEW if empty(mine) else Change.OTHER


def _known(value: Any) -> Any:
    """« No » is an answer when it is the whole answer."""
    return value if isinstance(value, bool) else comparable(value)


def _advised(question: q.Asked, change: Change, touched: frozenset[str]) -> str:
    if change is Change.NEW:
        return "theirs"
    return "mine" if change is Change.EMPTIED or question.key in touched else "theirs"
