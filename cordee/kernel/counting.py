"""Counting text the same way in the browser, on the server, in a PDF and at import (R33, R35-R39).

The browser's twin of this module is `web/counting.js`; a test compares them.
"""

import re
import unicodedata
from enum import StrEnum

from cordee.kernel import french

LINE_WIDTH = 95
"""Characters on one printed line (R39): A4, 11 points, the margins of our documents."""
PAGE_LINES = 46
"""Printed lines on one page, same settings."""
SPACES = " \t\f\v"


class Unit(StrEnum):
    """What a limit counts."""

    CHARACTERS = "characters"
    WORDS = "words"
    LINES = "lines"
    PAGES = "pages"


def tidy(text: str) -> str:
    """NFC, one kind of line break, no space at the ends: what is stored and counted."""
    flat = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return flat.replace("\0", "").strip()


def characters(text: str) -> int:
    """Code points, line breaks included once each."""
    return len(tidy(text))


def words(text: str) -> int:
    """Runs between spaces that hold a letter or a digit: « : » and « ! » alone are no words."""
    return sum(any(char.isalnum() for char in run) for run in tidy(text).split())


def lines(text: str, width: int = LINE_WIDTH) -> int:
    """Printed lines of `width` characters; blank lines are free, so airing a text costs nothing."""
    return sum(_wrapped(paragraph, width) for paragraph in tidy(text).split("\n"))


def pages(text: str, width: int = LINE_WIDTH, height: int = PAGE_LINES) -> int:
    """Printed pages, rounded up."""
    return -(-lines(text, width) // height)


def measure(text: str, unit: Unit, width: int = LINE_WIDTH) -> int:
    """Measure `text` in `unit`."""
    match unit:
        case Unit.CHARACTERS:
            return characters(text)
        case Unit.WORDS:
            return words(text)
        case Unit.LINES:
            return lines(text, width)
        case Unit.PAGES:
            return pages(text, width)


def said(count: int, unit: Unit) -> str:
    """« 12 lignes », « 1 caractère »."""
    match unit:
        case Unit.CHARACTERS:
            return french.plural(count, "caractère")
        case Unit.WORDS:
            return french.plural(count, "mot")
        case Unit.LINES:
            return french.plural(count, "ligne")
        case Unit.PAGES:
            return french.plural(count, "page")


def _wrapped(paragraph: str, width: int) -> int:
    """Greedy wrapping; a word longer than the line is cut, no-break spaces hold."""
    count, used = 0, 0
    for word in (run for run in re.split(f"[{SPACES}]+", paragraph) if run):
        if count and used + 1 + len(word) <= width:
            used += 1 + len(word)
            continue
        full, rest = divmod(len(word), width)
        count += full + (rest > 0)
        used = rest or width
    return count
