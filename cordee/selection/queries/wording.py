"""The rules of a choice as people name them, in place of their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.kernel.bodies import Kind
from cordee.kernel.french import quoted, typeset
from cordee.programme.explain import words
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.programme.schema import Definition
    from cordee.selection.rules import Terms


def rule_labels(definition: Definition, instance: Mapping[str, Any]) -> dict[str, str]:
    """Key → words: « Équilibre territorial : Pas-de-Calais », « Lens imposé par le jury »."""
    rules = definition.selection
    labels = {one.key: said(one.label) for one in (*rules.quotas, *rules.priorities)}
    labels |= {f"track-{one.key}": said(one.label) for one in definition.tracks}
    names = {one["id"]: one.get("name", one["id"]) for one in instance.get("candidates", ())}
    found = {}
    for row in instance.get("balance", ()):
        key, _colon, value = row["id"].partition(":")
        if key == "in":
            found[row["id"]] = f"{names.get(value, value)} imposé par le jury"
        else:
            label = labels.get(key, key)
            found[row["id"]] = f"{label} : {_valued(row['attr'], value)}" if value else label
    found |= _only_one(definition, instance, names)
    return {key: typeset(label) for key, label in found.items()}


def _only_one(
    definition: Definition, instance: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, str]:
    once = words.ONCE
    told = {}
    for index, group in enumerate(instance.get("at_most_one", ())):
        said_of = " ou ".join(names.get(one, one) for one in group)
        told[f"at_most_one:{index}"] = f"un seul lauréat parmi {said_of}"
    kinds = [str(once[one]) for one in definition.selection.at_most_one_of]
    if len(kinds) == 1:
        told = {key: f"{text} (un seul par {kinds[0]})" for key, text in told.items()}
    return told


def _valued(attribute: str, value: str) -> str:
    """A value of an attribute as people say it."""
    if attribute == "departement":
        return department_name(value)
    if attribute == "kind" and value in set(Kind):
        return Kind(value).label
    return value


def named(sentence: str, labels: Mapping[str, str]) -> str:
    """A sentence of the solver with the rules named as people do."""
    for key in sorted(labels, key=len, reverse=True):
        told = labels[key]
        if key.startswith("at_most_one:"):
            place = f"l’exclusivité n°\u00a0{int(key.partition(':')[2]) + 1}"
            sentence = sentence.replace(place, f"la règle {quoted(told)}")
        else:
            sentence = sentence.replace(key, told)
    return sentence


def said_terms(terms: Terms, definition: Definition, instance: Mapping[str, Any]) -> list[str]:
    """What the jury added to the rules, each with its reason, in sentences."""
    labels = rule_labels(definition, instance) | {"count": "le nombre de lauréats"}
    names = {one["id"]: one.get("name", one["id"]) for one in instance.get("candidates", ())}
    told = [f"{names.get(k, k)}, lauréat d’office : {why}" for k, why in terms.must_in.items()]
    told += [f"{names.get(k, k)}, écarté : {why}" for k, why in terms.must_out.items()]
    told += [
        f"{labels.get(one.rule, one.rule)}, {_bounds(one.low, one.high)} : {one.reason}"
        for one in terms.relaxed
    ]
    return [typeset(one[:1].upper() + one[1:]) for one in told]


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "règle levée"
    if high is None:
        return f"{low} au moins"
    return f"{high} au plus" if not low else f"de {low} à {high}"
