"""Put the question to the solver: once, or once for each number of winners where shares matter."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, Refused, broken
from cordee.selection.rules.balance import at_count, counts_to_try
from cordee.selection.solvers import ANSWERED, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

Document = dict[str, Any]


def answered(document: Document) -> tuple[Document, Document]:
    """The question as it was settled, and its answer; raises `Refused` when it has none.

    Shares of the winners depend on how many they are: each number is tried, the best kept. A
    number at which one firm rule contradicts itself is left out; when all are, nothing is chosen.
    """
    counts = counts_to_try(document)
    if not counts:
        result = solved(document)
        wider = _with_equals(document, result)
        return (document, result) if wider is None else (wider, solved(wider))
    tries = [found for count in counts if (found := at_count(document, count)) is not None]
    if not tries:
        raise Refused(broken("choice.shares", "choice", french.typeset(NO_COUNT)))
    results = [(one, solved(one)) for one in tries]
    possible = [pair for pair in results if pair[1]["status"] == "optimal"]
    if possible:
        return max(possible, key=lambda pair: _worth(pair[1], document["order"]))
    return results[0]


def _with_equals(document: Document, result: Document) -> Document | None:
    """The same question with a place for each file equal to the last one chosen, if asked."""
    chosen = set(result.get("selected", ()))
    if not document.get("ties_above_cut") or len(chosen) < document["k_max"] or not chosen:
        return None
    merit = {key: Fraction(value) for key, value in result.get("merit", {}).items()}
    last = min(merit[key] for key in chosen)
    equals = [key for key in result.get("waiting_list", ()) if merit.get(key) == last]
    return {**document, "k_max": document["k_max"] + len(equals)} if equals else None


def solved(document: Mapping[str, Any]) -> Document:
    """The answer of the solver; raises `Refused` with what to do when it gives none."""
    status, answer = solve("select", document)
    result: Document = json.loads(answer)
    if status == ANSWERED:
        return result
    code = str(result.get("error", result.get("status", "")))
    sentence = french.say(
        "Le calcul du choix n’a pas abouti : {why}. Vérifiez les notes et les "
        "règles de l’appel, puis relancez.",
        why=REFUSALS.get(code, code),
    )
    raise Refused(broken("choice.invalid", "choice", french.typeset(sentence)))


NO_COUNT = french.say(
    "Aucun nombre de lauréats ne convient : quel qu’il soit, une règle demande plus au minimum "
    "qu’au maximum. Assouplissez une part, avec sa raison, puis relancez."
)
REFUSALS = {
    "bad_quota": french.say("une règle demande plus au minimum qu’au maximum"),
    "bad_k": french.say("le nombre de places se contredit"),
    "calibration_disconnected": french.say(
        "les jurés n’ont pas assez de dossiers en commun pour corriger leur sévérité"
    ),
    "score_out_of_scale": french.say("une note est hors du barème"),
    "time_limit": french.say("le temps prévu est dépassé"),
}


def _worth(result: Mapping[str, Any], order: list[str]) -> tuple[Any, ...]:
    """The levels as one tuple: greater is better, level by level."""
    found: list[Any] = []
    for level in order:
        value = result["levels"].get(level)
        if isinstance(value, list):
            found.extend(-Fraction(each) for each in value)
        elif level != "lottery":
            found.append((value is not None, Fraction(value or 0)))
    return tuple(found)


def set_faults(
    document: Mapping[str, Any], selected: Collection[str], named: Callable[[str], str]
) -> list[Finding]:
    """Hard rules and exclusions that a set breaks: none may, unless the jury relaxed it first."""
    from cordee.selection.solvers.select.evaluate import evaluate  # noqa: PLC0415 - as needed
    from cordee.selection.solvers.select.parse import parse  # noqa: PLC0415 - as needed

    instance = parse(document)
    known = [one for one in selected if one in instance.by_id]
    broken_rules = [one for one in evaluate(instance, known).broken if one != "count"]
    return [
        broken("ruling.rule", "ruling", french.typeset(_why(one, instance.by_id, named)))
        for one in broken_rules
    ]


def _why(code: str, files: Mapping[str, Any], named: Callable[[str], str]) -> str:
    kind, _colon, rest = code.partition(":")
    if kind == "excluded":
        return french.say(
            "{name} ne peut pas être lauréat : le dossier est écarté par les règles de "
            "l’appel (éligibilité, lectures ou seuil).",
            name=files[rest].name,
        )
    return french.say(
        "Le choix enfreint une règle ferme : {named}. Revenez au choix, ou adoptez "
        "d’abord un assouplissement motivé.",
        named=named(code),
    )
