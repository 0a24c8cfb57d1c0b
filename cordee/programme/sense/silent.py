"""Records that say nothing: conditions, rules and limits without a bound, options never offered."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cordee.kernel import french
from cordee.kernel.french import say
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
from cordee.programme.schema.team import PartnerRule, TeamBalance
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.who import AnswerIs, KindIs, ListedIn, NumberIs
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.spelling import closest

ASKS: tuple[tuple[type[BaseModel], tuple[str, ...], str], ...] = (
    (NumberIs, ("min", "max", "above", "below"), say("min, max, above ou below")),
    (
        AnswerIs,
        ("answered", "equals", "among", "min", "max", "after", "before"),
        say("answered, equals, among, min, max, after ou before"),
    ),
    (KindIs, ("among", "except_"), say("among ou except")),
    (
        ListedIn,
        ("codes", "list", "nominated_by", "nominators"),
        say("codes, list, nominated_by ou nominators"),
    ),
    (PartnerRule, ("min", "max"), say("min ou max")),
    (
        TeamBalance,
        ("min", "max", "min_share", "max_share", "distinct_min"),
        say("min, max, min_share, max_share ou distinct_min"),
    ),
    (Limit, ("min", "max"), say("min ou max")),
)


def nothing_asked(definition: Definition) -> Iterator[Flaw]:
    """Rules without what they compare."""
    for path, one in walk(definition):
        for record, fields, written in ASKS:
            if isinstance(one, record) and all(_absent(getattr(one, name)) for name in fields):
                yield flaw(
                    path, "Cette règle ne demande rien : écrivez {written}.", written=written
                )
        if isinstance(one, TableCheck):
            yield from _check(path, one)


def _absent(value: Any) -> bool:
    return value is None or value == ()


def _check(path: tuple[str | int, ...], one: TableCheck) -> Iterator[Flaw]:
    if (one.where is None) != (not one.among):
        yield Flaw(path, "Cette règle ne dit pas quelles lignes elle regarde : écrivez where, la "
                   "colonne, et among, ce que la case contient.")  # fmt: skip
    if one.rule == "equals":
        if not (one.of or one.of_question or one.of_rows):
            yield Flaw(
                path, "Cette égalité ne dit pas à quoi : écrivez of, of_rows ou of_question."
            )
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
                yield flaw(
                    (*path, field),
                    "{label} se répond par oui ou non : écrivez true ou false, sans guillemets.",
                    label=french.quoted(question.label),
                )


def _offered(path: tuple[str | int, ...], question: Choice, value: Any) -> Iterator[Flaw]:
    known = [option.key for option in question.options]
    if str(value) not in known:
        near = closest(str(value), known)
        hint = (
            say("vouliez-vous dire {near} ?", near=french.quoted(near))
            if near
            else (say("on peut répondre {known}.", known=french.listed(known, "ou")))
        )
        yield flaw(
            path,
            "{quoted} n’est pas une réponse possible à {label} : {hint}",
            quoted=french.quoted(str(value)),
            label=french.quoted(question.label),
            hint=hint,
        )


def optional(definition: Definition) -> Iterator[Flaw]:
    """Questions that must be answered, by nothing."""
    for path, one in every(definition, Asked):
        if isinstance(one, (Choice, File, Place)) and one.required and one.min == 0:
            yield flaw(
                (*path, "min"),
                "{label} est obligatoire, mais zéro suffit : écrivez required = false, ou ôtez "
                "min.",
                label=french.quoted(one.label),
            )


CHECKS = (
    Check("rule.empty", Severity.ERROR, nothing_asked),
    Check("answer.option", Severity.ERROR, options),
    Check("form.required", Severity.WARNING, optional),
)
