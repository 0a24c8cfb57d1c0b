"""Everything a jury needs beside the answer: why this set, why not X, at what price, how solid."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cordee.selection.solvers.select import sentences
from cordee.selection.solvers.select.answer import Choice, answer, choose, waiting_list
from cordee.selection.solvers.select.core import core
from cordee.selection.solvers.select.enumeration import MOST_FILES
from cordee.selection.solvers.select.evaluate import shown
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.marks import evaluations, means
from cordee.selection.solvers.select.neighbours import NEAREST, Neighbour, neighbours
from cordee.selection.solvers.select.parse import Whole, parse_all
from cordee.selection.solvers.select.prices import RulePrices, rule_prices
from cordee.selection.solvers.select.reasons import (
    Blockers,
    RulePrice,
    WhyNot,
    blockers,
    every_why_not,
    gains,
    why_not,
)
from cordee.selection.solvers.select.relaxation import Relaxation, relaxation
from cordee.selection.solvers.select.robustness import REPLICATES, Solidity, solidity

FORMAT = "cordee-select-explanation/1"
WHOLE_UP_TO = MOST_FILES
FIRST_ASKED = 20
FEW_REPLICATES = 40
FEW_NEAREST = 3


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The explanation as the terminal asks for it."""
    return explained(document)


def explained(
    document: Mapping[str, Any], *, replicates: int = REPLICATES, nearest: int = NEAREST
) -> dict[str, Any]:
    """The answer to a `cordee-select/1` document with its whole explanation, ready for JSON.

    Beyond `WHOLE_UP_TO` files, minutes would become hours: only the first of the waiting list are
    answered, the rules whose price is not nil are dropped in turn, fewer replicates are made (with
    money too), and `partial` says so. `why_not_one` answers any other candidate when asked.
    """
    whole = parse_all(document)
    instance = whole.instance
    told: dict[str, Any] = {"format": FORMAT, "answer": answer(instance)}
    choice = choose(instance)
    if choice is None:
        return {**told, "impossible": impossible(instance)}
    told["partial"] = partial = len(instance.pool) > WHOLE_UP_TO
    prices = rule_prices(instance, choice)
    asked = rules = None
    if partial:
        asked = waiting_list(instance, choice.selected)[:FIRST_ASKED]
        rules = sorted(prices.prices) if prices else [each.id for each in instance.budgets]
    if partial or instance.budgets:  # no short search knows money
        replicates, nearest = min(replicates, FEW_REPLICATES), min(nearest, FEW_NEAREST)
    told["sentence"] = sentences.said_choice(instance, choice)
    told["why_not"] = [_why_not(instance, e) for e in every_why_not(instance, choice, asked)]
    told["gains"] = [_gain(instance, each) for each in gains(instance, choice, rules)]
    told["nearest"] = [_nearest(instance, e) for e in neighbours(instance, choice, most=nearest)]
    told["solidity"] = _solidity(solidity(whole, replicates=replicates))
    told["merits"] = _merits(whole)
    if prices:
        told["proof"] = _proof(prices)
    return told


def why_not_one(instance: Instance, choice: Choice, candidate: str) -> dict[str, Any]:
    """The full answer to one candidate, with the rules that keep it out (slower)."""
    found = why_not(instance, choice, candidate)
    told = _why_not(instance, found)
    if found.excluded or (found.selected and not found.losses):  # no rule would change that
        return told
    return {**told, "blockers": _blockers(instance, blockers(instance, candidate))}


def impossible(instance: Instance) -> dict[str, Any]:
    """Why no set obeys the rules, and the smallest change that makes the call possible."""
    bundle = core(instance)
    told: dict[str, Any] = {
        "core": list(bundle),
        "rules": list(map(sentences.rule_name, bundle)),
        "sentence": sentences.said_core(bundle),
    }
    found: Relaxation | None = relaxation(instance)
    if found:
        told["relaxation"] = {
            "changes": [
                {"rule": e.rule, "side": e.side, "was": e.was, "needed": e.needed}
                for e in found.changes
            ],
            "selected": list(found.selected),
            "sentence": sentences.said_relaxation(found.changes),
            "steps": sentences.said_changes(found.changes),
        }
    return told


def _why_not(instance: Instance, found: WhyNot) -> dict[str, Any]:
    return {
        "candidate": found.candidate,
        "excluded": found.excluded,
        "feasible": found.selected is not None,
        "losses": _texts(found.losses),
        "joins": list(found.joins),
        "leaves": list(found.leaves),
        "core": list(found.core),
        "sentence": sentences.said_why_not(instance, found),
    }


def _blockers(instance: Instance, found: Blockers) -> dict[str, Any]:
    return {
        "alone": list(found.alone),
        "together": list(found.together),
        "sentence": sentences.said_blockers(instance, found),
    }


def _gain(instance: Instance, found: RulePrice) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "gains": _texts(found.gains),
        "joins": list(found.joins),
        "leaves": list(found.leaves),
        "sentence": sentences.said_price(instance, found),
    }


def _nearest(instance: Instance, found: Neighbour) -> dict[str, Any]:
    return {
        "selected": list(found.selected),
        "levels": shown(found.evaluation.levels),
        "loss": str(found.loss),
        "joins": list(found.joins),
        "leaves": list(found.leaves),
        "sentence": sentences.said_neighbour(instance, found),
    }


def _proof(found: RulePrices) -> dict[str, Any]:
    return {
        "prices": _texts(found.prices),
        "adjusted": _texts(found.adjusted),
        "constant": str(found.constant),
        "seats": found.seats,
        "bound": str(found.bound),
        "gap": str(found.gap),
        "in_play": list(found.in_play),
        "sentence": sentences.said_proof(found),
    }


def _solidity(found: Solidity) -> dict[str, Any]:
    return {
        kind: {
            "replicates": size,
            "impossible": found.impossible[kind],
            "chosen": dict(found.chosen[kind]),
        }
        for kind, size in found.replicates.items()
    }


def _merits(whole: Whole) -> dict[str, dict[str, str]]:
    """Raw means and merits kept (calibrated, if the call says so), side by side, before bonus."""
    raw = means(evaluations(whole.sheet))
    return {
        each.id: {"raw": str(raw.get(each.id, each.merit)), "kept": str(each.merit)}
        for each in whole.instance.candidates
        if each.merit is not None
    }


def _texts(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}
