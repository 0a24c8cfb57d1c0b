"""Conditions on what the form was answered."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.programme.conditions.facts import Facts
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who


def answer(rule: who.AnswerIs, facts: Facts) -> Finding:
    """Whether an answer of the form fits."""
    value = facts.answers.get(rule.question)
    empty = value in (None, "", [], {})
    if rule.answered is False or (rule.answered and empty):
        return _given(rule, given=not empty)
    if empty:
        return finding(
            missing,
            rule,
            french.say(
                "Répondez d’abord à la question {question}.", question=french.quoted(rule.question)
            ),
        )
    if not _fits(value, rule):
        return finding(
            broken,
            rule,
            french.say(
                "Votre réponse à {question} exclut le dossier.",
                question=french.quoted(rule.question),
            ),
        )
    return finding(
        ok,
        rule,
        french.say("Votre réponse à {question} convient.", question=french.quoted(rule.question)),
    )


def _given(rule: who.AnswerIs, *, given: bool) -> Finding:
    """Whether something was answered or attached, when that alone is asked."""
    asked = french.quoted(rule.question)
    if given == rule.answered:
        return finding(ok, rule, french.say("Votre réponse à {question} convient.", question=asked))
    if rule.answered:
        said = french.say("Répondez à {question}, ou joignez la pièce demandée.", question=asked)
        return finding(missing, rule, said)
    said = french.say("Ôtez votre réponse à {question}, ou la pièce jointe : ce dossier n’en "
                      "porte pas.", question=asked)  # fmt: skip
    return finding(broken, rule, said)


def _fits(value: Any, rule: who.AnswerIs) -> bool:
    values = value if isinstance(value, list) else [value]
    if rule.equals is not None and rule.equals not in values:
        return False
    if rule.among and not set(map(str, values)) & set(rule.among):
        return False
    if (rule.after or rule.before) and not _dated(str(value), rule):
        return False
    return (rule.min is None and rule.max is None) or _counted(value, rule)


def _counted(value: Any, rule: who.AnswerIs) -> bool:
    """Whether a number answered lies between the bounds."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    if not number.is_finite():
        return False
    return (rule.min is None or number >= rule.min) and (rule.max is None or number <= rule.max)


def _dated(value: str, rule: who.AnswerIs) -> bool:
    """Whether a day answered is one of those admitted."""
    try:
        on = date.fromisoformat(value[:10])
    except ValueError:
        return False
    return (not rule.after or on >= rule.after) and (not rule.before or on <= rule.before)
