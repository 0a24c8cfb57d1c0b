"""What differs between two deposits of a file, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.applications.reading import in_words
from cordee.applications.rules.differences import Piece, changed_keys, pieces
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from typing import Any

    from cordee.applications.models import Deposit
    from cordee.programme.schema import Definition


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs between two deposits."""

    label: str
    pieces: list[Piece]


def changes(before: Deposit, after: Deposit) -> list[Change]:
    """What differs between two deposits, answer by answer."""
    definition = after.version.definition
    keys = changed_keys(before.content, after.content)
    return [
        Change(
            _label(definition, key),
            pieces(_said(definition, key, before.content), _said(definition, key, after.content)),
        )
        for key in keys
    ]


def _label(definition: Definition, key: str) -> str:
    question = definition.question(key)
    return str(question.label) if question else key


def _said(definition: Definition, key: str, content: dict[str, Any]) -> str:
    question = definition.question(key)
    if not isinstance(question, q.Asked):
        return ""
    part = "attachments" if isinstance(question, q.File) else "answers"
    return in_words(question, content.get(part, {}).get(key))
