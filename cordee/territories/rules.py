"""What names and codes of territories mean: normalisation, departments, labels. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum import luhn

from cordee.kernel import french
from cordee.kernel.bodies import GROUPS, Kind
from cordee.kernel.places import DEPARTMENTS, REGION_OF, REGIONS
from cordee.kernel.typography import NBSP

LONGEST_QUERY = 120
"""Characters of a search that are read; the longest French name has 45."""
MOST_WORDS = 8
MARK, SHORTEST_INITIALS = "@", 3
SEARCH = 2
"""Raised when what a territory is found by changes: the next import writes every row again."""
SIREN_LENGTH, SIRET_LENGTH, INSEE_LENGTH = 9, 14, 5

_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_SMALL = frozenset({"l", "d", "la", "le", "les", "de", "du", "des", "en", "et", "a", "au", "aux"})
_LONG_FORMS = (
    ("communaute de communes", "cc"),
    ("communaute d agglomeration", "ca"),
    ("communaute urbaine", "cu"),
    ("parc naturel regional", "pnr"),
    ("pole d equilibre territorial et rural", "petr"),
    ("syndicat mixte", "sm"),
)
_ASIDE = frozenset({"ville", "commune", "mairie", "departement", "region"})
"""Words people put before a name; some names begin so (Ville-d’Avray): both readings are tried."""
_BY_NATURE = frozenset({"21", "22", "23", "24", "25"})
"""SIREN of local authorities that carry their department (communes 21… to syndicats 25…)."""


def normalised(text: str) -> str:
    """Lower case, no accent, ligatures opened, one space between words, « St » said « saint ».

    >>> normalised("St-Jean-d’Œuvres")
    'saint jean d oeuvres'
    """
    words = re.findall(r"[a-z0-9]+", french.unaccented(text))
    return " ".join(_SAINTS.get(word, word) for word in words)


def key(name: str) -> str:
    """The words that tell a name apart: normalised, long forms shortened, articles left out."""
    said = normalised(name)
    for long, short in _LONG_FORMS:
        said = said.replace(long, short)
    words = said.split()
    return " ".join(word for word in words if word not in _SMALL) or said


def search_text(names: Iterable[str], codes: Iterable[str]) -> str:
    """Everything a territory can be found by, each word preceded by a space."""
    return searchable(map(key, names), codes)


def searchable(keys: Iterable[str], codes: Iterable[str]) -> str:
    """The same, from names already reduced to their key."""
    words = [*keys, *(code.lower() for code in codes if code)]
    return f" {' '.join(dict.fromkeys(words))} "


def initials(name: str) -> str:
    """The initials a grouping goes by: « CA du Pays de Saint-Omer » → capso, « … de Lille » → mel.

    The abbreviation of its nature is kept whole; a name of one word has none.
    """
    first, *others = key(name).split() or [""]
    start = first if first in {"cc", "ca", "cu"} else first[:1]
    return f"{start}{''.join(word[0] for word in others)}" if others else ""


def marked_initials(kind: str, name: str) -> str:
    """The same, marked so as not to be taken for a word; only EPCI are called so."""
    own = initials(name) if kind in GROUPS["epci"] else ""
    return f"{MARK}{own}" if len(own) >= SHORTEST_INITIALS else ""


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood: its readings, each the words a result must begin with.

    `name` is the first reading without its figures: what a near spelling is compared to.
    """

    readings: tuple[tuple[str, ...], ...] = ()
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.readings)


def understood(text: str) -> Query:
    """Read what a person typed; nothing readable gives an empty query."""
    if code := _long_code(text[:LONGEST_QUERY]):
        return Query(((code,),))
    words = tuple(dict.fromkeys(key(text[:LONGEST_QUERY]).split()))[:MOST_WORDS]
    shorter = words[1:] if words[:1] and words[0] in _ASIDE else ()
    alone = len(words) == 1 and len(words[0]) >= SHORTEST_INITIALS and words[0].isalpha()
    marked = (f"{MARK}{words[0]}",) if alone else ()
    name = " ".join(word for word in words if not word[0].isdigit())
    return Query(tuple(reading for reading in (words, shorter, marked) if reading), name)


def _long_code(text: str) -> str:
    """A SIREN, or the SIREN inside a SIRET, however it is spaced; otherwise nothing."""
    if not re.fullmatch(r"[\d\s.\u00a0\u202f]+", text):
        return ""
    digits = re.sub(r"\D", "", text)
    return digits[:SIREN_LENGTH] if len(digits) in {SIREN_LENGTH, SIRET_LENGTH} else ""


def siren_is_valid(siren: str) -> bool:
    """Nine figures whose Luhn sum holds."""
    return bool(re.fullmatch(r"\d{9}", siren)) and luhn.is_valid(siren)


def department_of(insee: str) -> str:
    """The department of an INSEE code of commune: « 59350 » → 59, « 2A004 » → 2A, « 97105 » → 971.

    Empty when the code is of no known department.
    """
    width = 3 if insee[:2] in {"97", "98"} else 2
    code = insee[:width].upper()
    return code if len(insee) == INSEE_LENGTH and code in DEPARTMENTS else ""


def department_of_siren(siren: str) -> str:
    """The department that a local authority's SIREN carries, when it does; otherwise empty.

    Corsica is « 20 », so 2A and 2B cannot be told apart; bodies created since 2009 (200…) and
    those registered among companies (9…) carry nothing.
    """
    if len(siren) != SIREN_LENGTH or not siren.isdigit() or siren[:2] not in _BY_NATURE:
        return ""
    code = siren[2:5] if siren[2:4] == "97" else siren[2:4]
    return code if code in DEPARTMENTS else ""


def region_of(code: str) -> str:
    """The région of an INSEE code, a SIREN or a department; empty when it cannot be known (R8)."""
    if len(code) == SIREN_LENGTH:
        corsica = code[:2] in _BY_NATURE and code[2:4] == "20"
        return "94" if corsica else REGION_OF.get(department_of_siren(code), "")
    return REGION_OF.get(department_of(code) or code.upper(), "")


def department_name(code: str) -> str:
    """« Pas-de-Calais » for 62; the code itself when unknown."""
    return DEPARTMENTS.get(code, code)


def region_name(code: str) -> str:
    """« Hauts-de-France » for 32; the code itself when unknown."""
    return REGIONS.get(code, code)


@dataclass(frozen=True, slots=True)
class Said:
    """What a label needs to know of a territory."""

    name: str
    kind: Kind
    department: str = ""
    population: int | None = None
    parent: str = ""
    country: str = "FR"
    ended: str = ""


def label(said: Said) -> str:
    """« Saint-Martin (66) — 45 hab., CC Agly Fenouillèdes »: enough to tell homonyms apart."""
    where = said.department if said.country == "FR" else said.country
    place = f" ({where})" if where and said.kind is not Kind.REGION else ""
    facts = ", ".join(_facts(said))
    return f"{said.name}{place} — {facts}" if facts else f"{said.name}{place}"


def _facts(said: Said) -> Iterable[str]:
    if said.kind is not Kind.COMMUNE:
        yield said.kind.label
    if said.population is not None:
        yield f"{french.number(said.population)}{NBSP}hab."
    if said.parent:
        yield said.parent
    if said.ended:
        yield said.ended
