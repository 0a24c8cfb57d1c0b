"""The rules of a choice as people name them, in place of their keys."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.kernel.bodies import Kind
from cordee.kernel.french import money, quoted, typeset
from cordee.programme.explain import words
from cordee.selection.rules.balance import AWARDS
from cordee.selection.rules.money import WHOLE, spent
from cordee.selection.solvers.select.sentences import AT_ONCE
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.selection.rules import Terms


def rule_labels(definition: Definition, instance: Mapping[str, Any]) -> dict[str, str]:
    """Key → words: « Équilibre territorial : Pas-de-Calais », « Lens imposé par le jury »."""
    rules = definition.selection
    labels = {one.key: said(one.label) for one in (*rules.quotas, *rules.priorities)}
    labels |= {f"track-{one.key}": said(one.label) for one in definition.tracks}
    labels |= {f"window-{one.key}": said(one.label) for one in definition.windows}
    labels |= {f"organiser-{one.key}": said(one.label) for one in definition.organisers}
    names = {one["id"]: one.get("name", one["id"]) for one in instance.get("candidates", ())}
    kept = {
        f"kept-{one.key}": f"retenus du volet {quoted(said(one.label))}"
        for one in definition.tracks
    }
    labels |= kept
    found = {}
    for row in instance.get("balance", ()):
        key, _colon, value = row["id"].partition(":")
        if key == "in":
            found[row["id"]] = f"{names.get(value, value)} imposé par le jury"
        elif key == AWARDS:
            found[row["id"]] = f"{_whose(instance, value)} : {row['max']} lauréat(s) au plus"
        else:
            label = labels.get(key, key)
            found[row["id"]] = f"{label} : {_valued(row['attr'], value)}" if value else label
    found |= _only_one(definition, instance, names) | _money(definition, instance)
    return {key: typeset(label) for key, label in found.items()}


def _whose(instance: Mapping[str, Any], value: str) -> str:
    """The name of the candidate whose files these are."""
    theirs = (one for one in instance.get("candidates", ())
              if one.get("attrs", {}).get("organisation") in (value, [value]))  # fmt: skip
    return next((str(one.get("name", value)) for one in theirs), value)


def _money(definition: Definition, instance: Mapping[str, Any]) -> dict[str, str]:
    """The envelopes: « l’enveloppe de 200 000 € », « Enveloppe des quartiers : Moulins »."""
    rules = definition.selection
    labels = {one.key: said(one.label) for one in (*rules.envelopes, *rules.quotas)}
    for track in definition.tracks:
        labels[f"{WHOLE}-{track.key}"] = f"enveloppe de {quoted(said(track.label))}"
    for name, one in (*(("window", one) for one in definition.windows),
                      *(("organiser", one) for one in definition.organisers)):  # fmt: skip
        labels[f"{WHOLE}-{name}-{one.key}"] = f"enveloppe de {quoted(said(one.label))}"
    found = {}
    for row in instance.get("budgets", ()):
        key, _colon, value = row["id"].partition(":")
        label = labels.get(key, key)
        if row["id"] == WHOLE:
            label = f"enveloppe de {money(Decimal(row['max']), definition.currency)}"
        elif value and value not in SIDES:
            label = f"{label} : {value}"
        found[row["id"]] = label
    return found


SIDES = ("min", "max")


def said_money(
    definition: Definition, instance: Mapping[str, Any], chosen: Sequence[str]
) -> list[str]:
    """What a set asks for out of each envelope: « enveloppe de 110 000 € : 107 500 € demandés »."""
    labels, sum_ = _money(definition, instance), partial(money, currency=definition.currency)
    told = []
    for row in instance.get("budgets", ()):
        total = spent(row, chosen)
        low, high = (None if row[side] is None else Decimal(row[side]) for side in SIDES)
        over = high is not None and total > high
        kept = not over and (low is None or total >= low)
        if row["id"].endswith((":min", ":max")):
            said_of = "part respectée" if kept else "part non respectée"
        else:
            said_of = f"{sum_(total)} demandés"
            said_of += f" sur {sum_(high)}" if high is not None and row["id"] != WHOLE else ""
            said_of += "" if kept else ", c’est trop" if over else f", au lieu de {sum_(low or 0)}"
        label = labels[row["id"]]
        told.append(typeset(f"{label[:1].upper()}{label[1:]} : {said_of}"))
    return told


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
        if key == WHOLE:  # a common word: only where the solver quotes it
            sentence = sentence.replace(f"la règle {quoted(key)}", f"l’{told}")
            continue
        if key.startswith("at_most_one:"):
            place = f"l’exclusivité n°\u00a0{int(key.partition(':')[2]) + 1}"
            sentence = sentence.replace(place, f"la règle {quoted(told)}")
        else:
            sentence = sentence.replace(key, told)
    return sentence


def folded(told: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Every rule in question, every bound to move: only where a sentence leaves some out."""
    rules = [named(one, labels) for one in told.get("rules", ())]
    steps = [named(one, labels) for one in told.get("relaxation", {}).get("steps", ())]
    return {
        "rules": rules if len(rules) > AT_ONCE else [],
        "steps": steps if len(steps) > AT_ONCE else [],
    }


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
