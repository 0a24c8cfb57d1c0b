"""Figures in a text: the exact number is kept, its author chooses how it is said (R348).

A text never holds a number of the house: it holds a marker, `[chiffre:deposits]`, or with one's own
words `[chiffre:deposits|une soixantaine]`. What is signed holds both.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cordee.reports.rules.figures import Figure

MARKER = re.compile(r"\[chiffre:([\w-]{1,60})(?:\|([^\]\[|]{1,120}))?\]")
ROUND = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
FAR = Decimal("0.15")
"""How far rounded words may stand from the exact number, as a share of it."""


def cited(*texts: str) -> list[str]:
    """The figures that texts say, each once, in order."""
    return list(dict.fromkeys(found[1] for text in texts for found in MARKER.finditer(text)))


def told(text: str, figures: Mapping[str, Figure]) -> str:
    """The text as it is read: each marker in its own words, else as the figure says itself."""

    def said(found: re.Match[str]) -> str:
        figure = figures.get(found[1])
        return found[2] or (figure.said() if figure else french.say("chiffre inconnu"))

    return MARKER.sub(said, text)


def wording_faults(
    texts: Iterable[tuple[str, str]], figures: Mapping[str, Figure]
) -> list[Finding]:
    """Markers that name no figure, and words that stand far from their number.

    `texts` are (where, text).
    """
    found = []
    for where, text in texts:
        for marker in MARKER.finditer(text):
            figure = figures.get(marker[1])
            if figure is None:
                found.append(broken("wording.unknown", where, french.say(
                    "[chiffre:{key}] ne nomme aucun chiffre : choisissez-le dans la liste.",
                    key=marker[1])))  # fmt: skip
            elif figure.value is not None and marker[2] and _far(marker[2], figure.value):
                found.append(broken("wording.far", where, french.say(
                    "« {words} » est loin de {exact} : dites ce nombre autrement.",
                    words=marker[2], exact=figure.said())))  # fmt: skip
    return found


def _far(words: str, value: int | Decimal) -> bool:
    """Whether the number that words say is not the exact one, rounded."""
    said, exact = _number(words), Decimal(value)
    return said is not None and abs(said - exact) > max(Decimal(1), abs(exact) * FAR)


def _number(words: str) -> Decimal | None:
    if found := NUMBER.search(words):
        return Decimal(re.sub(r"[\s\u00a0\u202f]", "", found[0]).replace(",", "."))
    about = next((one for one in re.findall(r"\w+", words.lower()) if one in ROUND), None)
    return Decimal(ROUND[about]) if about else None
