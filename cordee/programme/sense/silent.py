"""Records that say nothing: conditions, rules and limits without a bound, options never offered."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import (
    Asked,
    Choice,
    File,
    Limit,
    Place,
    Shown,
    TableCheck,
    YesNo,
)
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.who import (
    AnswerIs,
    KindIs,
    ListedIn,
    NumberIs,
    PartnerRule,
    TeamBalance,
)
from cordee.programme.sense.flaws import Check, Flaw
from cordee.programme.spelling import closest

ASKS: tuple[tuple[type[BaseModel], tuple[str, ...], str], ...] = (
    (NumberIs, ("min", "max", "above", "below"), "min, max, above ou below"),
    (AnswerIs, ("equals", "among", "min", "max", "after", "before"),
     "equals, among, min, max, after ou before"),
    (KindIs, ("among", "except_"), "among ou except"),
    (ListedIn, ("codes", "list", "nominated_by"), "codes, list ou nominated_by"),
    (PartnerRule, ("min", "max"), "min ou max"),
    (TeamBalance, ("min", "max", "min_share", "max_share", "distinct_min"),
     "min, max, min_share, max_share ou distinct_min"),
    (Limit, ("min", "max"), "min ou max"),
)  # fmt: skip


def nothing_asked(definition: Definition) -> Iterator[Flaw]:
    """Rules without what they compare."""
    for path, one in walk(definition):
        for record, fields, written in ASKS:
            if isinstance(one, record) and all(_absent(getattr(one, name)) for name in fields):
                yield Flaw(path, f"Cette règle ne demande rien : écrivez {written}.")
        if isinstance(one, TableCheck):
            yield from _check(path, one)


def _absent(value: Any) -> bool:
    return value is None or value == ()


def _check(path: tuple[str | int, ...], one: TableCheck) -> Iterator[Flaw]:
    if one.rule == "equals":
        if not (one.of or one.of_question or one.of_rows):
            yield Flaw(path, "Cette égalité ne dit pas à quoi : écrivez of, of_rows ou "
                       "of_question.")  # fmt: skip
    elif one.min is None and one.max is None:
        yield Flaw(path, "Cette règle ne demande rien : écrivez min ou max.")


def options(definition: Definition) -> Iterator[Flaw]:
    """Comparisons with an answer that is never offered."""
    asked = {one.key: one for _, one in every(definition.form, Asked)}
    for path, one in walk(definition):
        if not isinstance(one, (Shown, AnswerIs)) or not one.question:
            continue
        question = asked.get(one.question)
        values = [] if one.equals is None else [("equals", one.equals)]
        values += [("among", value) for value in one.among]
        for field, value in values:
            if isinstance(question, Choice) and not question.other:
                yield from _offered((*path, field), question, value)
            if isinstance(question, YesNo) and not isinstance(value, bool):
                yield Flaw((*path, field), f"{french.quoted(question.label)} se répond par oui ou "
                           "non : écrivez true ou false, sans guillemets.")  # fmt: skip


def _offered(path: tuple[str | int, ...], question: Choice, value: Any) -> Iterator[Flaw]:
    known = [option.key for option in question.options]
    if str(value) not in known:
        near = closest(str(value), known)
        hint = (
            f"vouliez-vous dire {french.quoted(near)} ?"
            if near
            else (f"on peut répondre {french.listed(known, 'ou')}.")
        )
        yield Flaw(path, f"{french.quoted(str(value))} n’est pas une réponse possible à "
                   f"{french.quoted(question.label)} : {hint}")  # fmt: skip


def optional(definition: Definition) -> Iterator[Flaw]:
    """Questions that must be answered, by nothing."""
    for path, one in every(definition, Asked):
        if isinstance(one, (Choice, File, Place)) and one.required and one.min == 0:
            yield Flaw((*path, "min"), f"{french.quoted(one.label)} est obligatoire, mais zéro "
                       "suffit : écrivez required = false, ou ôtez min.")  # fmt: skip


CHECKS = (
    Check("rule.empty", Severity.ERROR, nothing_asked),
    Check("answer.option", Severity.ERROR, options),
    Check("form.required", Severity.WARNING, optional),
)
