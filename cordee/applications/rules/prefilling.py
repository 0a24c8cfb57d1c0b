"""What of a former file can be taken into another: same question, same nature, still blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordee.applications.rules.answers import answer_faults, empty
from cordee.kernel.french import unaccented
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NEVER = (q.File, q.Attestation)
"""A document is joined again, a promise made again: neither is copied."""
SHAPED = (q.Table, q.Group, q.Contact)
"""Answers whose inner shape follows the definition: taken only between twins."""
WORDS = {"key", "label", *q.Asked.model_fields}
"""What may differ between two questions whose answers have the same shape."""
LENGTHS = {"answer.too_long", "answer.too_short"}
"""Remarks its writer mends herself: the text is taken and she shortens it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer of a former file that a blank one could take."""

    question: q.Asked
    former: q.Asked
    value: Any


def offers(
    now: Iterable[q.AnyQuestion],
    answers: Mapping[str, Any],
    then: Iterable[q.AnyQuestion],
    given: Mapping[str, Any],
) -> tuple[list[Offer], list[q.Asked]]:
    """What may be taken, and the blank questions that stay blank, in the order of the form.

    `now` and `answers` are the questions and answers of the file being written, `then` and
    `given` those of the former one. A question answers to its key, else to its label.
    """
    former = list(_asked(then))
    found: list[Offer] = []
    left: list[q.Asked] = []
    for question in _asked(now):
        if not empty(answers.get(question.key)):
            continue
        twin = _twin(question, former)
        value = given.get(twin.key) if twin else None
        if twin is None or empty(value) or not _fits(question, twin, value):
            left.append(question)
        else:
            found.append(Offer(question, twin, value))
    return found, left


def _asked(questions: Iterable[q.AnyQuestion]) -> Iterator[q.Asked]:
    return (one for one in questions if isinstance(one, q.Asked) and not isinstance(one, NEVER))


def _twin(question: q.Asked, former: list[q.Asked]) -> q.Asked | None:
    """The former question of the same key, else of the same label, of the same shape."""
    alike = [one for one in former if _same_shape(question, one)]
    by_key = next((one for one in alike if one.key == question.key), None)
    return by_key or next((one for one in alike if _label(one) == _label(question)), None)


def _label(question: q.Asked) -> str:
    return " ".join(unaccented(str(question.label)).split()).strip(" ?:.")


def _same_shape(one: q.Asked, other: q.Asked) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, q.LongText) and isinstance(other, q.LongText):
        return one.languages == other.languages
    if isinstance(one, q.Choice | q.Place) and isinstance(other, q.Choice | q.Place):
        return (one.max > 1) == (other.max > 1)
    if not isinstance(one, SHAPED):
        return True
    return one.model_dump(exclude=WORDS) == other.model_dump(exclude=WORDS)


def _fits(question: q.Asked, twin: q.Asked, value: Any) -> bool:
    """Whether the former answer still answers and says the same, its length apart."""
    if isinstance(question, q.Choice) and isinstance(twin, q.Choice):
        chosen = value if isinstance(value, list) else [value]
        if any(_option(question, one) != _option(twin, one) for one in chosen):
            return False
    return all(one.code in LENGTHS for one in answer_faults(question, value))


def _option(question: q.Choice, key: Any) -> str:
    """What an option says: one key may name something else in another call."""
    return next((str(one.label) for one in question.options if one.key == key), "")
