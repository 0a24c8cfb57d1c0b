"""Names hidden from a blind jury: whoever applies is not to be read in what she wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MASK = "[nom masqué]"
ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|\bwww\.\S+|(?:\+33|\b0)(?:[ .]?\d){9}\b"
)
SHORTEST = 3
COMMON = frozenset(
    {
        "agglomeration", "agglo", "association", "commune", "communaute", "communes",
        "departement", "departemental", "intercommunal", "metropole", "mairie", "mixte", "parc",
        "naturel", "pays", "pole", "regional", "syndicat", "territoire", "urbaine", "ville",
        "villes",
    }
)  # fmt: skip
"""Words of names that name nobody."""
SMALL = frozenset(
    ["au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sous", "sur"]
)


def identifying(content: Mapping[str, Any]) -> list[str]:
    """What must not be read in a file: body, territory, members and their organisations."""
    body = content.get("body") or {}
    territory = body.get("territory") or {}
    found = [body.get("name", ""), territory.get("name", ""), proper(body.get("name", ""))]
    for mate in content.get("team", ()):
        given, family = mate.get("given_name", ""), mate.get("family_name", "")
        found += [f"{given} {family}", family, mate.get("organisation", "")]
    names = {one.strip() for one in found if len(one.strip()) >= SHORTEST}
    return sorted(names, key=lambda one: (-len(one), one))


def proper(name: str) -> str:
    """What names a body once its kind is taken off: « Ville de Lens » is « Lens »."""
    words = re.findall(r"\w+", name)
    kept = [one for one in words if unaccented(one) not in COMMON | SMALL]
    return kept[0] if len(kept) == 1 else ""


def redacted(text: str, names: Iterable[str]) -> str:
    """The text with each name, address, number and link behind a mask; accents forgiven."""
    found = [name for name in names if name.strip()]
    text = ADDRESS.sub(MASK, text)
    if not found:
        return text
    plain, places = _plain(text)
    spans = [match.span() for name in found for match in _pattern(name).finditer(plain)]
    return _masked(text, sorted((places[first], places[last - 1] + 1) for first, last in spans))


def _pattern(name: str) -> re.Pattern[str]:
    words = [re.escape(one) for one in re.findall(r"\w+", unaccented(name))]
    return re.compile(r"\b" + r"[\W_]+".join(words) + r"\b") if words else re.compile(r"(?!)")


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in plain letters, and where each of them stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in unaccented(char):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    shown, reached = [], 0
    for first, last in spans:
        if first >= reached:
            shown += [text[reached:first], MASK]
            reached = last
    return "".join([*shown, text[reached:]])
