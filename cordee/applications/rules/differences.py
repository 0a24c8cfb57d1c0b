"""What changed between two deposits, word by word, question by question."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

type Kind = Literal["same", "gone", "new"]
LONGEST = 4000
"""Words beyond which two texts are shown whole, one after the other: comparing takes too long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went away or came."""

    kind: Kind
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The text after, with what came and what went away, word by word."""
    if before == after:
        return [Piece("same", after)] if after else []
    old, new = _words(before), _words(after)
    if len(old) + len(new) > LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    return list(_compared(old, new))


def _words(text: str) -> list[str]:
    """Words with the spaces that follow them."""
    return re.findall(r"\S+\s*|\s+", text)


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece("gone", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("new", "".join(new[j1:j2]))


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The questions whose answer or files differ between two frozen contents."""
    found = []
    for part in ("answers", "attachments"):
        old, new = before.get(part, {}), after.get(part, {})
        found += [key for key in [*old, *new] if old.get(key) != new.get(key)]
    return list(dict.fromkeys(found))
