"""A saved search of calls: what it asks, and whether a call answers it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.calls.reach import expected_departments
from cordee.kernel.french import unaccented
from cordee.kernel.places import DEPARTMENTS, REGION_OF, REGIONS
from cordee.programme.schema import who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cordee.programme.schema import Definition

MOST_WORDS = 8
LONGEST = 100


def search_of(asked: Mapping[str, Any]) -> dict[str, str]:
    """What an address or a form asks, cleaned: `words`, `department`; nonsense is left out."""
    words = " ".join(str(asked.get("words") or "").replace("\0", "")[:LONGEST].split())
    department = str(asked.get("department") or "")
    found = {"words": words, "department": department if department in DEPARTMENTS else ""}
    return {name: value for name, value in found.items() if value}


def answers(definition: Definition, search: Mapping[str, Any]) -> bool:
    """Whether a call answers a search: every word stands in it, and the place is open to it."""
    department = search.get("department", "")
    if department and department not in expected_departments(definition):
        return False
    text = unaccented(" ".join(_texts(definition)))
    return all(word in text for word in unaccented(search.get("words", "")).split()[:MOST_WORDS])


def _texts(definition: Definition) -> Iterator[str]:
    """What a call says of itself in a few words."""
    yield str(definition.title)
    yield str(definition.subtitle or "")
    yield str(definition.summary or "")
    yield from (str(one.label) for one in (*definition.themes, *definition.organisers))
    yield from _kinds(definition.eligibility)


def _kinds(conditions: Iterable[who.AnyCondition]) -> Iterator[str]:
    for one in conditions:
        if isinstance(one, who.KindIs):
            yield from one.among


def said(search: Mapping[str, Any]) -> str:
    """The search in words: « « récit », Pas-de-Calais »."""
    code = search.get("department", "")
    place = DEPARTMENTS.get(code, "")
    words = f"« {search['words']} »" if search.get("words") else ""
    return ", ".join(filter(None, (words, place))) or "tous les appels"


def departments() -> list[tuple[str, str]]:
    """Every département, by région, for a list of choices."""
    named = [(code, f"{name} ({code})") for code, name in DEPARTMENTS.items()]
    return [pair for pair in named if REGION_OF[pair[0]] in REGIONS]
