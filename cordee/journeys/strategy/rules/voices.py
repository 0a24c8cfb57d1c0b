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

MARKER = re.compile(r"\[temoignage:([0-9a-f]{12})\]")
"""What stands in a text for a testimony it quotes."""
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
    """The testimonies that texts quote, each once."""
    return list(dict.fromkeys(key for text in texts for key in MARKER.findall(text)))


def replaced(text: str, told: Mapping[str, str]) -> str:
    """The text with each marker told; a key nobody knows says that nothing may be told."""
    return MARKER.sub(lambda found: told.get(found[1], "[témoignage non communiqué]"), text)


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
