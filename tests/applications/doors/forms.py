"""Definitions and answers of every kind, for forms that go out and come back."""

import re
from typing import Any

from hypothesis import strategies as st

from cordee.applications.doors.sheet import printable
from cordee.applications.rules.tables import completed
from cordee.kernel.counting import tidy
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q

PIECES = ["Élu·e", "œuvre", "« chaînon »", "5\u00a0000\u202f€", "agriculteur·rice·s", "\t", "  ",
          "a", "- un point", "1. un", "☐", "☒ x", ":", "<b>&amp;", "½", "🌾", "ﬁ", "e\u0301",
          "\u2028", "\x0b", "]]>", "Nom", "{{ x }}", "=1+1", "\u200b", "ي"]  # fmt: skip


def tidied(text: str) -> str:
    return tidy(printable(tidy(text)))


WORD = st.one_of(st.sampled_from(PIECES), st.text(max_size=6))
LINE = st.lists(WORD, min_size=1, max_size=5).map("".join).map(lambda one: one.replace("\n", " "))
LONG = st.lists(LINE, min_size=1, max_size=5).map("\n".join).map(tidied).filter(bool)
SHORT = LINE.map(lambda one: tidied(re.sub(r"[\n\r]", " ", tidied(one)))).filter(bool)
LABELS = st.sampled_from(["Nom", "Besoins", "Œuvre à venir", "Budget", "Nom et prénom", "Oui",
                          "Élu·e", "Présentation : objet", "1er jour", "Équipe"])  # fmt: skip


def options(draw: Any) -> list[dict[str, str]]:
    count = draw(st.integers(1, 4))
    return [{"key": f"o{n}", "label": f"{draw(LABELS)} {'abcd'[n]}"} for n in range(count)]


@st.composite
def question(draw: Any, key: str, deep: int = 0) -> tuple[dict[str, Any], Any]:
    """A question and its answer, or none."""
    kinds = ["text", "long_text", "languages", "choice", "yes_no", "attestation", "number", "money",
             "date", "territory", "person", "table"]  # fmt: skip
    kind = draw(st.sampled_from(kinds if deep > 1 else [*kinds, "group", "group"]))
    made: dict[str, Any] = {"key": key, "label": draw(LABELS), "kind": kind,
                            "required": draw(st.booleans())}  # fmt: skip
    if draw(st.booleans()):
        made["help"] = draw(st.sampled_from(["Dites tout.", "Objet, publics : précisez", "Nom"]))
    value = draw(_VALUES[kind](made, deep))
    return made, draw(st.sampled_from([value, value, value, None]))


def _long(made: dict[str, Any], deep: int) -> Any:
    made["limit"] = {"unit": "lines", "min": 2, "max": 30}
    return LONG


def _languages(made: dict[str, Any], deep: int) -> Any:
    made |= {"kind": "long_text", "languages": ["fr", "en"]}
    return st.fixed_dictionaries({"fr": LONG, "en": st.one_of(LONG, st.just(""))})


@st.composite
def _choice(draw: Any, made: dict[str, Any], deep: int) -> Any:
    made["options"] = options(draw)
    keys = [one["key"] for one in made["options"]]
    made["other"] = draw(st.booleans())
    made["max"] = draw(st.integers(1, 4))
    if made["max"] == 1:
        return draw(st.sampled_from(keys))
    made["ranked"] = draw(st.booleans())
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, min_size=1))
    chosen = chosen if made["ranked"] else sorted(chosen)
    return [*chosen, draw(SHORT)] if made["other"] and draw(st.booleans()) else chosen


@st.composite
def _table(draw: Any, made: dict[str, Any], deep: int) -> Any:
    count = draw(st.integers(1, 4))
    made["columns"] = [{"key": f"c{n}", "label": f"{draw(LABELS)} {n}",
                        "kind": draw(st.sampled_from(["text", "money"]))}
                       for n in range(count)]  # fmt: skip
    keys = [one["key"] for one in made["columns"]]
    numbers = [one["key"] for one in made["columns"] if one["kind"] == "money"]
    if numbers and draw(st.booleans()):  # computed in each row: never asked
        total = {"key": "total", "label": "Total", "kind": "money", "sum_of": numbers[:1]}
        made["columns"].append(total)
    cells = st.fixed_dictionaries({key: st.one_of(LONG, SHORT) for key in keys})
    if draw(st.booleans()):
        made["rows"] = [{"key": f"r{n}", "label": f"{draw(LABELS)} {n}"} for n in range(2)]
        return [{"key": f"r{n}", **computed(made, draw(cells))} for n in range(2)]
    return [computed(made, row) for row in draw(st.lists(cells, min_size=1, max_size=3))]


def computed(made: dict[str, Any], row: dict[str, str]) -> dict[str, Any]:
    """A row as a draft keeps it, computed cells included."""
    return completed(q.Table.model_validate(made), row)


@st.composite
def _group(draw: Any, made: dict[str, Any], deep: int) -> Any:
    inner = [
        draw(question(f"{made['key']}-i{n}", deep + 1)) for n in range(draw(st.integers(1, 3)))
    ]
    made["questions"] = [one for one, _value in inner]
    made["max"] = 4
    item = {one["key"]: value for one, value in inner}
    return [item] * draw(st.integers(1, 3)) if any(map(_says, item.values())) else None


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})


_PERSON = ("name", "capacity", "organisation", "service", "email", "phone")


def _person(made: dict[str, Any], deep: int) -> Any:
    made["fields"] = _PERSON
    return st.fixed_dictionaries(dict.fromkeys(_PERSON, SHORT))


def _places(made: dict[str, Any], deep: int) -> Any:
    made["max"] = 3
    return st.lists(st.sampled_from(["commune:62498", "epci:246200364"]), min_size=1, max_size=3)


def _attested(made: dict[str, Any], deep: int) -> Any:
    made["statements"] = ["Je certifie l’exactitude de ces réponses."]
    return st.just(True)  # noqa: FBT003 - a value drawn


_VALUES: dict[str, Any] = {
    "text": lambda *_made: SHORT,
    "long_text": _long,
    "languages": _languages,
    "choice": _choice,
    "yes_no": lambda *_made: st.booleans(),
    "attestation": _attested,
    "number": lambda *_made: st.sampled_from(["12", "1 250,5", "0"]),
    "money": lambda *_made: st.sampled_from(["12", "1 250,50"]),
    "date": lambda *_made: st.dates().map(lambda one: one.isoformat()),
    "territory": _places,
    "person": _person,
    "table": _table,
    "group": _group,
}


@st.composite
def filled(draw: Any) -> tuple[Definition, dict[str, Any]]:
    """A valid definition and answers to its form."""
    pairs = [draw(question(f"q{n}")) for n in range(draw(st.integers(1, 5)))]
    definition = Definition.model_validate(
        {
            "key": "essai",
            "title": "Un appel d’essai",
            "organisers": [{"key": "centre", "label": "Centre"}],
            "windows": [{"key": "depot", "opens": "2024-11-08", "closes": "2024-12-19"}],
            "form": {"sections": [{"key": "s", "label": draw(LABELS), "description": "Tout.",
                                   "questions": [one for one, _value in pairs]}]},
        }
    )  # fmt: skip
    return definition, {one["key"]: value for one, value in pairs}
