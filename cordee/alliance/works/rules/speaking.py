"""What the alliance says of itself and what is said of it: when a line is complete (R260-R266)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import date

FAMILIES = ("intervention", "relation", "publication", "press", "news")
"""What a line of the register is; each has its own list of kinds, kept as data."""
HOLE = re.compile(
    r"[,(]\s*(date|lieu|titre|auteur|lien)\s*[.)]?\s*$|\b(x{3,}|à compléter|todo|tbd)\b|\[\s*\]"
    r"|\.{4,}|_{3,}",
    re.IGNORECASE,
)
"""A word left where its value should be: « revue Horizons, date. » (R265)."""


def line_faults(
    family: str, *, title: str, on: date, today: date, who: str, place: str, texts: tuple[str, ...]
) -> list[Finding]:
    """Why a line of the register is not kept: a hole left in it, or what its family must say."""
    found = []
    if not tidy(title):
        found.append(missing("line.title", "title", french.say("Dites de quoi il s’agit.")))
    if on > today and family != "intervention":
        said = french.say("Ce registre garde ce qui a eu lieu : cette date est à venir.")
        found.append(broken("line.future", "on", said))
    if family == "intervention" and not tidy(place):
        found.append(missing("line.place", "place", french.say("Dites où c’était.")))
    if family in ("publication", "press") and not tidy(who):
        said = french.say("Dites qui l’a écrit, ou qui en a parlé.")
        found.append(missing("line.who", "who", said))
    holes = (HOLE.search(text) for text in (title, who, place, *texts))
    found.extend(_hole(one[0]) for one in holes if one)
    return found


def _hole(left: str) -> Finding:
    word = tidy(left).strip(" ,.(")
    return broken("line.hole", "title", french.say("« {left} » reste à remplir.", left=word))


def taken_up_faults(where: str, on: date, written: date, today: date) -> list[Finding]:
    """Why a take-up is not kept: where it was, and a day that can be (R262)."""
    if not tidy(where):
        return [missing("taken.where", "where", french.say("Dites où elle a été reprise."))]
    if on > today or on < written:
        said = french.say("Une reprise vient après la parution, et pas demain.")
        return [broken("taken.day", "on", said)]
    return []
