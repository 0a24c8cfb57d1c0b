"""A number said in a text, compared with the list that follows it (R283)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SAID = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20,
}  # fmt: skip
"""The numbers that people write in letters before a list."""
MOST = 99
"""Beyond it, a number before a list is a year or a sum, not a count of its items."""
WORD = re.compile(r"\w+(?:[,.]\d+)?")
NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+\S")
BULLET = re.compile(r"^\s*[-*•–]\s+\S")


def count_faults(texts: Iterable[tuple[str, str]]) -> list[Finding]:
    """Lists that do not have as many items as the sentence before them says.

    `texts` are (where, text). Only the last number of the sentence that ends with a colon counts.
    """
    return [
        broken("counted.list", where, french.say(
            "« {words} » annonce {said} éléments, et la liste qui suit en a {made} : corrigez "
            "le nombre, ou la liste.", words=words, said=said, made=made))
        for where, text in texts
        for words, said, made in _lists(text.splitlines())
        if said != made
    ]  # fmt: skip


def _lists(lines: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each sentence that announces a list: its words, the number it says, the items there are."""
    for rank, line in enumerate(lines):
        bare = line.replace("*", "").rstrip()
        said = _number(bare) if bare.endswith(":") else None
        made = _items(lines[rank + 1 :]) if said else 0
        if said and made:
            yield bare.rstrip(": \u00a0\u202f")[-120:], said, made


def _number(sentence: str) -> int | None:
    """The last number of a sentence, in letters or in figures; none when it counts nothing."""
    found = [
        SAID.get(word.lower(), int(word) if word.isdecimal() else 0)
        for word in WORD.findall(sentence)
    ]
    last = next((one for one in reversed(found) if one), 0)
    return last if 1 < last <= MOST else None


def _items(lines: Sequence[str]) -> int:
    """How many items the list has that begins here; none when it does not begin here."""
    filled = [line for line in lines if line.strip()]
    if not filled:
        return 0
    if NUMBERED.match(filled[0]):
        return _numbered(filled)
    count = 0
    for line in filled:
        if BULLET.match(line):
            count += 1
        elif not line.startswith((" ", "\t")):
            break
    return count


def _numbered(lines: Sequence[str]) -> int:
    """Items numbered on from one: what stands between two of them belongs to the first."""
    count = 0
    for line in lines:
        found = NUMBERED.match(line)
        if line.startswith("#") or (found and int(found[1]) == 1 and count):
            break
        if found and int(found[1]) == count + 1:
            count += 1
    return count
