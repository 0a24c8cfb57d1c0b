"""A form on paper: the blocks of its document, whatever the format it is then written in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """The heading of a section of the form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The heading of a question: what stands under it, up to the next heading, is its answer."""

    name: str
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Told:
    """An instruction: printed, and set aside when the document comes back."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The box of a text, with what is already written; `room` is its height in empty lines."""

    name: str
    label: str
    text: str = ""
    room: int = 1
    language: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A short answer on the line of its label."""

    name: str
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""

    name: str
    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill: `row_heads` when the first cell of each row is its heading."""

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_heads: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows is printed across (`wide`) or upright."""

    wide: bool


type Block = Part | Ask | Told | Answer | Inline | Tick | Grid | Turn


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole document: its title, its language, its blocks, and the mark of its version."""

    title: str
    caption: str
    language: str
    blocks: tuple[Block, ...]
    mark: dict[str, str] = field(default_factory=dict)
    foot: str = ""


def bookmark(name: str) -> str:
    """The bookmark of a block: short, of letters and digits, the same in every version."""
    return f"cordee_{blake2s(name.encode(), digest_size=6).hexdigest()}"


TICKED, BLANK = "☒", "☐"
MARK = "cordee-formulaire"
"""Name of the property, and first word of the foot of the page, that tell which form it is."""
FIELDS = ("edition", "version", "digest", "step", "track", "language", "file", "taken")


def mark_line(mark: dict[str, str]) -> str:
    """The mark in one line, printed at the foot: it survives where properties do not."""
    said = " ".join(f"{key}={mark[key]}" for key in FIELDS if mark.get(key))
    return f"{MARK} {said}" if said else ""


def read_mark(text: Any) -> dict[str, str]:
    """The mark found in a line; empty when there is none."""
    _before, found, rest = str(text).partition(MARK)
    if not found:
        return {}
    pairs = (word.partition("=") for word in rest.split()[: len(FIELDS)])
    return {key: value[:80] for key, _equals, value in pairs if key in FIELDS and value}


_UNCARRIED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls, halves of characters and characters that are none: XML or word processors lose them."""


def printable(text: str) -> str:
    """A text as a document can carry it: what none may hold becomes a space."""
    return _UNCARRIED.sub(" ", text)
