"""The people of a file who are asked for a letter, until when, and who reads it: pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordee.applications.rules.written import reachable
from cordee.programme.anchors import deadline
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cordee.programme.schema import Definition

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
"""What a name in the subject of a letter may not hold: line breaks, characters of command."""


@dataclass(frozen=True, slots=True)
class Referee:
    """Someone named in a file, and what the call asks of her."""

    question: str
    label: str
    asked: str
    name: str
    email: str
    confidential: bool
    until: date | None
    """The last day of her letter; none when the call says nothing, or not yet known."""


def asks_letters(definition: Definition) -> bool:
    """Whether the call asks people named in a file for something."""
    return any(True for _ in _asking(definition, "", ""))


def referees(
    definition: Definition,
    answers: Mapping[str, Any],
    step: str = "",
    track: str = "",
    deposited: date | None = None,
) -> list[Referee]:
    """Those whom a file names with an address, each once a question, in the order of the form."""
    found: dict[tuple[str, str], Referee] = {}
    for question, outer in _asking(definition, step, track):
        for value in _values(answers, question, outer):
            email = str(value.get("email", "")).strip().lower()
            if reachable(email):
                made = _referee(definition, question, value, email, deposited)
                found.setdefault((question.key, email), made)
    return list(found.values())


LEAST, TWICE = 6, 2


def most_addresses(definition: Definition, step: str = "", track: str = "") -> int:
    """How many addresses one file may ask in all: twice those its form holds, never under six.

    People are replaced, addresses mistyped; a form is no way to write to strangers.
    """
    held = sum(outer.max if outer else 1 for _, outer in _asking(definition, step, track))
    return max(LEAST, TWICE * held)


def _asking(
    definition: Definition, step: str, track: str
) -> Iterator[tuple[q.Contact, q.Group | None]]:
    """The questions that name someone who is then asked for something, alone or repeated."""
    for one in definition.questions(step, track):
        if isinstance(one, q.Contact) and one.asked_to:
            yield one, None
        elif isinstance(one, q.Group):
            inner = (x for x in one.questions if isinstance(x, q.Contact) and x.asked_to)
            yield from ((x, one) for x in inner)


def _values(
    answers: Mapping[str, Any], question: q.Contact, outer: q.Group | None
) -> Iterator[Mapping[str, Any]]:
    given = answers.get(outer.key if outer else question.key)
    rows = given if outer and isinstance(given, list) else [given]
    for row in rows:
        value = row.get(question.key) if outer and isinstance(row, dict) else row
        if isinstance(value, dict):
            yield value


def _referee(
    definition: Definition,
    question: q.Contact,
    value: Mapping[str, Any],
    email: str,
    deposited: date | None,
) -> Referee:
    return Referee(
        question=question.key,
        label=str(question.label),
        asked=str(question.asked_to),
        name=_BLANK.sub(" ", str(value.get("name", ""))).strip() or email,
        email=email,
        confidential=question.confidential,
        until=_until(definition, question, deposited),
    )


def _until(definition: Definition, question: q.Contact, deposited: date | None) -> date | None:
    """The last day of her letter, from the day of the deposit once there is one."""
    if question.due is None:
        return None
    try:
        return deadline(definition, question.due, {"deposit": deposited} if deposited else {}).last
    except LookupError:
        return None
