"""How far words may go: as far as the least generous of those who speak allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.journeys.rules.audiences import rank
from cordee.kernel import french
from cordee.kernel.findings import Finding, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

TESTIMONY, EXTRACT = "temoignage", "extrait"
MARKER = re.compile(r"\[((?:temoignage|extrait):[0-9a-f]{12})\]")
"""What stands in a text for a testimony, or for words of a logbook, that it quotes."""
UNKNOWN = {
    TESTIMONY: french.say("[témoignage non communiqué]"),
    EXTRACT: french.say("[extrait non communiqué]"),
}
"""What a marker that nobody knows, or that was forgotten, tells."""
UNREVIEWED = "cohort"
"""How far a sheet goes before anyone of the team read it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What one voice allows: a circle, since when; nothing once refused or taken back."""

    scope: str
    given_at: datetime | None
    over: bool = False

    @property
    def holds(self) -> bool:
        """Whether it allows anything at all."""
        return self.given_at is not None and not self.over


def reach(wanted: str, consents: Iterable[Consent]) -> str:
    """The audience of a testimony: `me` (whoever gathered it) until every voice has agreed."""
    known = list(consents)
    if not known or not all(one.holds for one in known):
        return "me"
    return min([wanted, *(one.scope for one in known)], key=rank)


def signature(name: str, function: str, named: str) -> str:
    """How a voice is told: « Ada, élue », « élue », or nobody."""
    if named == "name":
        return ", ".join(filter(None, (name, function)))
    return function if named == "function" and function else french.say("une personne du parcours")


def quoted_keys(*texts: str) -> list[str]:
    """What texts quote, `temoignage:…` or `extrait:…`, each once."""
    return list(dict.fromkeys(key for text in texts for key in MARKER.findall(text)))


def unmarked(marker: str) -> str:
    """The key of a marker: itself without its brackets."""
    return marker.strip("[]")


def replaced(text: str, told: Mapping[str, str]) -> str:
    """The text with each marker told; a key nobody knows says that nothing may be told."""
    return MARKER.sub(lambda found: told.get(found[1], unknown(found[1])), text)


def unknown(key: str) -> str:
    """What the key of a marker that names nothing tells."""
    return UNKNOWN[key.split(":", maxsplit=1)[0]]


def wide(wanted: str) -> str:
    """How far a sheet goes until it is reviewed: never beyond the cohort."""
    return min(wanted, UNREVIEWED, key=rank)


def sheet_faults(title: str, successes: str, failures: str) -> list[Finding]:
    """A sheet that tells nothing: a title, and one success or failure at least."""
    found = []
    if not title.strip():
        found.append(missing("sheet.title", "title", "Donnez un titre à la fiche."))
    if not successes.strip() and not failures.strip():
        found.append(missing("sheet.empty", "successes", "Racontez au moins une réussite ou un "
                             "échec : les deux aident."))  # fmt: skip
    return found
