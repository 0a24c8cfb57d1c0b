"""Two texts of one answer: what changed between them, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Any, Literal, NamedTuple, TypedDict

from cordee.applications.rules.answers import empty
from cordee.kernel.canonical import digest

LONGEST = 20_000
"""Characters beyond which two texts are shown whole, one after the other."""

DIGITS = 9
"""Digits of a revision that no text has: an integer of the database has fewer."""

type Change = Literal["same", "added", "removed"]


def mark_of(value: Any) -> str:
    """What tells one text from another on a page that shows it: the start of its digest."""
    return "" if empty(value) else digest(value)[:12]


def token(revision: int, value: Any) -> str:
    """What a page says of the text it shows: its revision and its mark."""
    return f"{revision}-{mark_of(value)}"


class Since(TypedDict):
    """What a text was started from: its revision, none when it makes no sense, and its mark."""

    revision: int | None
    shown: str


def since(told: str) -> Since:
    """Read a `token` back; what somebody typed in its place tells no revision."""
    number, _dash, mark = told.partition("-")
    sane = number.isascii() and number.isdigit() and len(number) < DIGITS
    return {"revision": int(number) if sane else None, "shown": mark}


class Piece(NamedTuple):
    """A run of a text: common to both, added by the later, removed from the earlier."""

    change: Change
    text: str


def differences(earlier: str, later: str) -> list[Piece]:
    """The runs that lead from one text to the other; put together they give each text back."""
    if len(earlier) + len(later) > LONGEST:
        return _pieces((("removed", earlier), ("added", later)))
    before, after = _words(earlier), _words(later)
    return _pieces(_runs(_matcher(before, after), before, after))


def _runs(
    found: SequenceMatcher[str], before: list[str], after: list[str]
) -> Iterator[tuple[Change, str]]:
    for verb, start, end, first, last in found.get_opcodes():
        if verb == "equal":
            yield "same", "".join(before[start:end])
            continue
        yield "removed", "".join(before[start:end])
        yield "added", "".join(after[first:last])


def _pieces(runs: Any) -> list[Piece]:
    return [Piece(change, text) for change, text in runs if text]


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def merged(base: Any, theirs: Any, mine: Any) -> str:
    """Both texts in one: the changes of each to their common start, else all that stands in either.

    Nothing added by either is left out; what both changed at the same place stands twice, to be
    read again.
    """
    if not isinstance(theirs, str) or not isinstance(mine, str):
        return ""
    start = _words(base) if isinstance(base, str) else []
    changes = sorted({*_changes(start, _words(theirs)), *_changes(start, _words(mine))})
    apart = all(one[1] <= other[0] for one, other in pairwise(changes))
    if not start or not apart:
        return _union(differences(theirs, mine))
    return "".join(_applied(start, changes))


def _union(pieces: list[Piece]) -> str:
    """Everything that stands in one text or the other, in the order of both."""
    text = ""
    for piece in pieces:
        glued = text[-1:].isalnum() and piece.text[:1].isalnum()
        text += f" {piece.text}" if glued else piece.text
    return text


type Edit = tuple[int, int, str]


def _changes(before: list[str], after: list[str]) -> Iterator[Edit]:
    """What leads from one text to the other: words from, words to, what stands there instead."""
    for verb, start, end, first, last in _matcher(before, after).get_opcodes():
        if verb != "equal":
            yield start, end, "".join(after[first:last])


def _applied(before: list[str], changes: list[Edit]) -> Iterator[str]:
    done = 0
    for start, end, text in changes:
        yield from before[done:start]
        yield text
        done = end
    yield from before[done:]


def _matcher(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)


def removed(earlier: Any, later: Any) -> int:
    """How many characters of the earlier text the later one lost, taken as one passage edited.

    What is no text counts for everything when it differs: its versions are few and all kept.
    """
    if not isinstance(earlier, str) or not isinstance(later, str):
        return 0 if earlier == later else 1_000_000
    start = _common(earlier, later)
    end = _common(earlier[start:][::-1], later[start:][::-1])
    return len(earlier) - start - end


def _common(one: str, other: str) -> int:
    """How many characters two texts share from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
