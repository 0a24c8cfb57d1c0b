"""The rules of a choice as people name them, in place of their keys."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.kernel.bodies import Kind
from cordee.kernel.french import (
    capitalized,
    listed,
    number,
    own,
    plural,
    quoted,
    say,
    strung,
    typeset,
)
from cordee.kernel.speech import Said, retold, unpacked
from cordee.kernel.typography import NBSP
from cordee.programme.amounts import sum_words
from cordee.programme.explain import words
from cordee.programme.schema.questions import Money
from cordee.selection.rules.balance import AWARDS
from cordee.selection.rules.money import WHOLE, spent
from cordee.selection.rules.pots import JOIN
from cordee.selection.solvers.select.sentences import AT_ONCE, ONLY_ONE, RULE
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.questions import AnyQuestion
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
        f"kept-{one.key}": say("retenus du volet {label}", label=quoted(said(one.label)))
        for one in definition.tracks
    }
    labels |= kept
    found = {}
    for row in instance.get("balance", ()):
        key, _colon, value = row["id"].partition(":")
        if key == "in":
            found[row["id"]] = say("{name} imposé par le jury", name=names.get(value, value))
        elif key == AWARDS:
            most = plural(row["max"], "lauréat")
            found[row["id"]] = say(
                "{name} : {most} au plus", name=_whose(instance, value), most=most
            )
        else:
            label = labels.get(key, key)
            told = _counted(definition, key, row["attr"], value)
            found[row["id"]] = _of(label, told) if value else label
    found |= _only_one(definition, instance, names) | _money(definition, instance)
    return {key: typeset(label) for key, label in found.items()}


def _of(label: str, value: str) -> str:
    return say("{label} : {value}", label=label, value=value)


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
        labels[f"{WHOLE}-{track.key}"] = say("enveloppe de {of}", of=quoted(said(track.label)))
    for name, one in (*(("window", one) for one in definition.windows),
                      *(("organiser", one) for one in definition.organisers)):  # fmt: skip
        labels[f"{WHOLE}-{name}-{one.key}"] = say("enveloppe de {of}", of=quoted(said(one.label)))
    found = {}
    for row in instance.get("budgets", ()):
        if row["id"] == WHOLE:
            label = say("enveloppe de {of}", of=sum_words(definition, Decimal(row["max"])))
        else:
            key = row["id"].removesuffix(":min").removesuffix(":max")
            label = listed(_pot(definition, labels, one) for one in key.split(JOIN))
        found[row["id"]] = label
    return found


def _pot(definition: Definition, labels: Mapping[str, str], row: str) -> str:
    """The words of an envelope, or of its part for one value."""
    key, _colon, value = row.partition(":")
    part = next((one for one in definition.selection.envelopes if one.key == key), None)
    told = _counted(definition, key, part.attribute if part else "", value)
    return _of(labels.get(key, key), told) if value else labels.get(key, key)


def _counted(definition: Definition, key: str, attribute: str, value: str) -> str:
    """What a row counts: « Nord », « Volet Eau », « Nord, Volet Eau » where it is held in each."""
    quota = next((one for one in definition.selection.quotas if one.key == key), None)
    if quota is None or quota.per == "call":
        return _valued(quota.attribute if quota else attribute, value)
    head, _at, part = value.rpartition("@")
    among = definition.tracks if quota.per == "track" else definition.windows
    place = next((said(one.label) for one in among if one.key == part), part)
    return strung(_valued(quota.attribute, head), place, between=", ") if head else place


SIDES = ("min", "max")


def _counting(definition: Definition, row: str) -> AnyQuestion | None:
    """The question whose numbers a balance adds up, when they are not money."""
    key = row.partition(":")[0]
    quota = next((one for one in definition.selection.quotas if one.key == key), None)
    question = definition.question(quota.of_question) if quota and quota.of_question else None
    return None if isinstance(question, Money) else question


def _sum(definition: Definition, row: str, amount: Decimal) -> str:
    """What an envelope counts: money, the unit of the call, or what its question counts."""
    question = _counting(definition, row)
    if question is None:
        return sum_words(definition, amount)
    unit = getattr(question, "unit", None)
    return strung(number(amount), own(unit), between=NBSP) if unit else number(amount)


def said_money(
    definition: Definition, instance: Mapping[str, Any], chosen: Sequence[str]
) -> list[str]:
    """What a set asks for out of each envelope: « enveloppe de 110 000 € : 107 500 € demandés »."""
    labels, told = _money(definition, instance), []
    for row in instance.get("budgets", ()):
        sum_ = partial(_sum, definition, row["id"])
        total = spent(row, chosen)
        low, high = (None if row[side] is None else Decimal(row[side]) for side in SIDES)
        over = high is not None and total > high
        kept = not over and (low is None or total >= low)
        if row["id"].endswith((":min", ":max")):
            said_of = say("part respectée" if kept else "part non respectée")
        else:
            asked = _counting(definition, row["id"]) is None
            said_of = say("{sum} demandés" if asked else "{sum} en tout", sum=sum_(total))
            if high is not None and row["id"] != WHOLE:
                said_of = say(
                    "{sum} demandés sur {most}" if asked else "{sum} en tout sur {most}",
                    sum=sum_(total),
                    most=sum_(high),
                )
            if not kept:
                least = say(", au lieu de {least}", least=sum_(low or Decimal(0)))
                said_of = strung(said_of, say(", c’est trop") if over else least, between="")
        told.append(_of(capitalized(typeset(labels[row["id"]])), said_of))
    return told


def _only_one(
    definition: Definition, instance: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, str]:
    once = words.ONCE
    told = {}
    for index, group in enumerate(instance.get("at_most_one", ())):
        among = listed((names.get(one, one) for one in group), "ou")
        told[f"at_most_one:{index}"] = say("un seul lauréat parmi {names}", names=among)
    kinds = [str(once[one]) for one in definition.selection.at_most_one_of]
    if len(kinds) == 1:
        only = say(" (un seul par {kind})", kind=once[definition.selection.at_most_one_of[0]])
        told = {key: strung(text, only, between="") for key, text in told.items()}
    return told


def _valued(attribute: str, value: str) -> str:
    """A value of an attribute as people say it."""
    if attribute == "departement":
        return department_name(value)
    if attribute == "kind" and value in set(Kind):
        return Kind(value).label
    return value


def named(
    sentence: str, labels: Mapping[str, str], recipes: Mapping[str, Any] | None = None
) -> str:
    """A sentence of the solver with the rules named as people do.

    `recipes` are those kept beside a stored explanation: with them, English is said too.
    """
    if recipes and sentence in recipes:
        sentence = unpacked(recipes[sentence])
    if isinstance(sentence, Said):
        told: str = retold(sentence, partial(_rule, labels))
        return told
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


def _rule(labels: Mapping[str, str], part: Said) -> str | None:
    """The part of a sentence that names a rule by its key, as people name it."""
    if part.maker != "say" or part.given[0] not in {RULE, ONLY_ONE}:
        return None
    if part.given[0] == RULE:
        key = part.named["rule"].given[0]
    else:
        key = f"at_most_one:{int(part.named['place'].rpartition(NBSP)[2]) - 1}"
    if key not in labels:
        return None
    if key == WHOLE:
        return say("l’{rule}", rule=labels[key])
    return say(RULE, rule=quoted(labels[key]))


def folded(
    told: Mapping[str, Any],
    labels: Mapping[str, str],
    recipes: Mapping[str, Any] | None = None,
) -> dict[str, list[str]]:
    """Every rule in question, every bound to move: only where a sentence leaves some out."""
    rules = [named(one, labels, recipes) for one in told.get("rules", ())]
    found = told.get("relaxation", {}).get("steps", ())
    steps = [named(one, labels, recipes) for one in found]
    return {
        "rules": rules if len(rules) > AT_ONCE else [],
        "steps": steps if len(steps) > AT_ONCE else [],
    }


def said_terms(terms: Terms, definition: Definition, instance: Mapping[str, Any]) -> list[str]:
    """What the jury added to the rules, each with its reason, in sentences."""
    labels = rule_labels(definition, instance) | {"count": say("le nombre de lauréats")}
    names = {one["id"]: one.get("name", one["id"]) for one in instance.get("candidates", ())}
    told = [
        say("{name}, lauréat d’office : {why}", name=names.get(key, key), why=typeset(why))
        for key, why in terms.must_in.items()
    ]
    told += [
        say("{name}, écarté : {why}", name=names.get(key, key), why=typeset(why))
        for key, why in terms.must_out.items()
    ]
    told += [
        say(
            "{rule}, {bounds} : {why}",
            rule=labels.get(one.rule, one.rule),
            bounds=_bounds(one.low, one.high),
            why=typeset(one.reason),
        )
        for one in terms.relaxed
    ]
    return list(map(capitalized, told))


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return say("règle levée")
    if high is None:
        return say("{low} au moins", low=low)
    if not low:
        return say("{high} au plus", high=high)
    return say("de {low} à {high}", low=low, high=high)
