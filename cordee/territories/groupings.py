"""Read files of groupings (syndicats, PETR, SCoT, parks), whatever their headings. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from cordee.kernel import french
from cordee.kernel.bodies import Kind
from cordee.kernel.places import REGION_OF
from cordee.territories import rules
from cordee.territories.gazetteer import Fact, Unreadable

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "siren": ("siren", "n siren", "numero siren", "siren groupement"),
    "name": ("nom", "nom groupement", "libelle", "raison sociale"),
    "nature": ("nature", "nature juridique", "forme juridique"),
    "genre": ("genre",),
    "department": ("departement siege", "departement", "dep siege"),
    "population": ("population", "population totale", "pop totale"),
    "members": ("communes", "membres", "code insee membres"),
}
"""Our word → the headings that files give it, normalised."""
_NATURES = {
    "petr": Kind.PETR,
    "pnr": Kind.PNR,
    "scot": Kind.SCOT,
    "polem": Kind.POLE,
    "pole metropolitain": Kind.POLE,
}
_EPCI = frozenset({"cc", "ca", "cu", "metro", "met69", "metropole"})
_NAMES = (
    (re.compile(r"\bparc naturel regional\b|\bpnr\b"), Kind.PNR),
    (re.compile(r"\bscot\b|\bschema de coherence\b"), Kind.SCOT),
    (re.compile(r"\bpole metropolitain\b"), Kind.POLE),
    (re.compile(r"\bpetr\b|\bpole d equilibre\b"), Kind.PETR),
)


@dataclass(frozen=True, slots=True)
class Grouping:
    """A grouping as a file tells it; `members` are INSEE codes, possibly of an older vintage."""

    fact: Fact
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the groupings understood, and a sentence for each line left out."""

    groupings: tuple[Grouping, ...]
    refused: tuple[str, ...]


def read(path: Path) -> Reading:
    """Read a CSV (comma or semicolon, UTF-8 or Windows); raises `Unreadable` without a SIREN.

    EPCI with own taxation are left to the vintages. A line without a nine-figure SIREN or a name
    is refused with its number; the others are kept.
    """
    rows = _rows(path)
    columns = _columns(next(rows, []))
    if not {"siren", "name"} <= set(columns):
        raise Unreadable(f"{path.name} : il faut au moins les colonnes SIREN et nom.")
    found: dict[str, Grouping] = {}
    refused: list[str] = []
    for number, cells in enumerate(rows, start=2):
        values = {word: cells[at].strip() for word, at in columns.items() if at < len(cells)}
        if any(values.values()):
            _take(values, number, found, refused)
    return Reading(tuple(found.values()), tuple(refused))


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of the file, whatever its ends of lines; raises `Unreadable` for what is no CSV."""
    try:
        yield from csv.reader(StringIO(_text(path), newline=""), delimiter=_delimiter(path))
    except csv.Error as wrong:
        raise Unreadable(f"{path.name} : ce fichier n’est pas un CSV lisible.") from wrong


def _take(
    values: Mapping[str, str], number: int, found: dict[str, Grouping], refused: list[str]
) -> None:
    siren = re.sub(r"\D", "", values.get("siren", ""))
    if len(siren) != rules.SIREN_LENGTH or not values.get("name"):
        refused.append(f"ligne {number} : un SIREN de neuf chiffres et un nom sont nécessaires")
    elif rules.normalised(values.get("nature", "")) not in _EPCI:
        found[siren] = _grouping(siren, values)


def _grouping(siren: str, values: Mapping[str, str]) -> Grouping:
    department = values.get("department", "").upper() or rules.department_of_siren(siren)
    people = re.sub(r"\D", "", values.get("population", ""))
    fact = Fact(
        ref=f"siren:{siren}", kind=kind(values), name=french.typeset(values["name"][:200]),
        siren=siren, department=department if department in REGION_OF else "",
        region=REGION_OF.get(department, ""),
        population=int(people[:9]) if people else None,
    )  # fmt: skip
    return Grouping(fact, tuple(re.findall(r"\b\d[\dAB]\d{3}\b", values.get("members", ""))))


def kind(values: Mapping[str, str]) -> Kind:
    """What a grouping is: said by its genre or nature, else read in its name, else a syndicat."""
    for word in ("genre", "nature"):
        if told := _NATURES.get(rules.normalised(values.get(word, ""))):
            return told
    if values.get("genre"):
        return Kind.SYNDICATE
    said = rules.normalised(values.get("name", ""))
    return next((kind for pattern, kind in _NAMES if pattern.search(said)), Kind.SYNDICATE)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(path: Path) -> str:
    head = _text(path)[:4000].split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(headings: Iterable[str]) -> dict[str, int]:
    """Where each of our words stands in the file."""
    told = {re.sub(r"\b(n|du|de|le)\b ", "", _plain(text)): at for at, text in enumerate(headings)}
    return {
        word: next(told[name] for name in names if name in told)
        for word, names in HEADINGS.items()
        if any(name in told for name in names)
    }


def _plain(heading: str) -> str:
    return rules.normalised(heading.replace("_", " "))
