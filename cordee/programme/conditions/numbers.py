"""Conditions on numbers: thresholds, ratios, allowances."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.kernel.speech import noted
from cordee.kernel.typography import NBSP
from cordee.programme.conditions.facts import Facts
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who


def number(rule: who.NumberIs, facts: Facts) -> Finding:
    """Whether a number lies within its bounds."""
    value = _measured(rule, facts)
    source = french.strung(*filter(None, (rule.source or "", str(rule.year or ""))))
    label = called(rule.fact) + (f" / {called(rule.over)}" if rule.over else "")
    if value is None:
        return finding(
            missing, rule, french.say("Indiquez ce nombre : {label}.", label=label), source
        )
    beyond = _beyond(rule, value, label, source, facts)
    if beyond and rule.allowances:
        said = french.listed([str(one) for one in rule.allowances], "ou")
        sentence = french.say(
            "{told} Un aménagement est possible ({said}) : on le vérifiera.",
            told=beyond.sentence,
            said=said,
        )
        return finding(missing, rule, sentence, source)
    return beyond or finding(
        ok,
        rule,
        french.say(
            "{label} : {quantity}.",
            label=french.capitalized(label),
            quantity=_quantity(value, rule, facts),
        ),
        source,
    )


BOUNDS: tuple[tuple[str, Callable[[Decimal, Decimal], bool], str], ...] = (
    ("min", lt, noted("{label} : {said}, il faut au moins {least}.")),
    ("max", gt, noted("{label} : {said}, le maximum est {most}.")),
    ("above", le, noted("{label} : {said}, il faut plus de {more}.")),
    ("below", ge, noted("{label} : {said}, il faut moins de {less}.")),
)
"""Field of the bound, how a value stands beyond it, what is told then."""


def _beyond(
    rule: who.NumberIs, value: Decimal, label: str, source: str, facts: Facts
) -> Finding | None:
    """What a number outside its bounds is told; nothing when it is inside."""
    named = {"label": french.capitalized(label), "said": _quantity(value, rule, facts)}
    for field, beyond, sentence in BOUNDS:
        bound = getattr(rule, field)
        if bound is not None and beyond(value, bound):
            limit = _quantity(bound, rule, facts)
            told = french.say(sentence, **named, least=limit, most=limit, more=limit, less=limit)
            return finding(broken, rule, told, source)
    return None


def called(fact: str) -> str:
    """The words for a fact: « population », « part du territoire »."""
    return FACTS.get(fact) or spaced(fact)


def spaced(key: str) -> str:
    """« prix-de-l-eau » as people read it: « prix de l’eau »."""
    return ELIDED.sub(r"\1’", key.replace("_", " ").replace("-", " "))


ELIDED = re.compile(r"\b(l|d|qu) (?=[aeiouyh])")
"""A word cut short before a vowel, which a key cannot write with its apostrophe."""


def _measured(rule: who.NumberIs, facts: Facts) -> Decimal | None:
    """The number itself, or what it is once divided by another."""
    value = facts.numbers.get(rule.fact)
    if rule.over is None or value is None:
        return value
    whole = facts.numbers.get(rule.over)
    return value / whole if whole else None


FACTS: Mapping[str, str] = {
    "population": french.say("population"),
    "area": french.say("superficie"),
    "budget": french.say("budget"),
    "age": french.say("âge"),
    "years": french.say("ancienneté"),
    "share": french.say("part du territoire"),
    "members": french.say("nombre de membres"),
}
"""Words for the facts every programme may use; others are read from their key."""

_UNITS = {
    "population": french.say("hab."),
    "area": "km²",
    "age": french.say("ans"),
    "years": french.say("ans"),
}


def _quantity(value: Decimal, rule: who.NumberIs, facts: Facts) -> str:
    if rule.fact == "budget" and not (rule.unit or rule.over):
        return french.money(value, facts.currency)
    unit = rule.unit or _UNITS.get(rule.fact, "")
    return french.strung(*filter(None, (french.number(value), unit)), between=NBSP)
