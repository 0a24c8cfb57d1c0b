"""Choosing laureates: what holds whatever the call, and what must never change the answer."""

import json
import os
import subprocess
import sys
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.selection.solvers import program, solve
from cordee.selection.solvers.select.answer import (
    answer,
    choose,
    choose_by_prices,
    forced,
    prepared,
)
from cordee.selection.solvers.select.evaluate import comparable, evaluate
from cordee.selection.solvers.select.parse import parse
from tests.selection.solvers.brute import best, calls
from tests.selection.solvers.calls import bare, candidate, document, marked, rule, told

CAREFUL = settings(max_examples=60, deadline=None, derandomize=True)
FEWER = settings(max_examples=25, deadline=None, derandomize=True)


@CAREFUL
@given(calls())
def test_the_answer_is_the_best_of_all_sets(given_call):
    instance = parse(given_call)
    wanted, found = best(instance), choose(instance)
    assert (wanted is None) == (found is None)
    if wanted and found:
        levels = comparable(found.evaluation.levels, instance.order)
        assert (levels, found.selected, found.unique) == wanted


@FEWER
@given(calls())
def test_both_engines_give_the_same_answer(given_call):
    instance = parse(given_call)
    assert choose(instance) == choose_by_prices(instance)


@FEWER
@given(calls(most=12))
def test_prices_and_small_cores_prove_the_same_answer(given_call):
    instance = parse(given_call)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "SMALL", 0)
        patch.setattr(program, "FIRST_CORE", 2)
        assert choose(instance) == choose_by_prices(instance)


@FEWER
@given(calls(most=14, levels=("violation", "count", "priority", "merit")))
def test_larger_calls_agree_with_enumeration(given_call):
    instance = parse(given_call)
    wanted, found = best(instance), choose(instance)
    assert (found.selected if found else None) == (wanted[1] if wanted else None)


@CAREFUL
@given(calls())
def test_forcing_a_loser_in_gives_the_best_set_that_holds_it_and_never_a_better_one(given_call):
    instance = parse(given_call)
    found = choose(instance)
    if found is None:
        return
    top = comparable(found.evaluation.levels, instance.order)
    for each in instance.pool:
        wanted = best(instance, holding=each.id)
        for small in (None, prepared(instance)):
            chosen = forced(instance, each.id, found, small)
            assert (chosen is None) == (wanted is None)
            if chosen is not None and wanted is not None:
                levels = comparable(evaluate(instance, chosen).levels, instance.order)
                assert each.id in chosen
                assert levels == wanted[0] <= top


@CAREFUL
@given(calls())
def test_a_substitute_is_the_best_of_all_exchanges(given_call):
    instance = parse(given_call)
    found = answer(instance)
    for laureate, substitute in found.get("replacements", {}).items():
        others = [each for each in found["selected"] if each != laureate]
        values = {
            each.id: evaluate(instance, [*others, each.id])
            for each in instance.pool
            if each.id not in found["selected"]
        }
        allowed = {
            key: comparable(value.levels, instance.order)
            for key, value in values.items()
            if not value.broken
        }
        top = max(allowed.values(), default=None)
        assert substitute == next((key for key, value in allowed.items() if value == top), None)


@CAREFUL
@given(calls())
def test_a_core_is_impossible_and_each_of_its_parts_is_needed(given_call):
    instance = parse(given_call)
    found = answer(instance)
    if found["status"] == "infeasible":
        core = frozenset(found["core"])
        assert best(instance.keeping(core)) is None
        assert all(best(instance.keeping(core - {each})) is not None for each in core)


@FEWER
@given(calls(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_no_byte(given_call, draw):
    shuffled = {**given_call}
    for key in ("candidates", "balance", "criteria"):
        shuffled[key] = draw.sample(given_call[key], len(given_call[key]))
    assert solve("select", shuffled) == solve("select", given_call)


@FEWER
@given(calls())
def test_a_loser_that_leaves_changes_no_winner(given_call):
    found = told(given_call)
    for loser in found.get("waiting_list", ()):
        kept = [each for each in given_call["candidates"] if each["id"] != loser]
        sets = [[e for e in each if e != loser] for each in given_call["at_most_one"]]
        money = [
            {**each, "amounts": {k: v for k, v in each["amounts"].items() if k != loser}}
            for each in given_call.get("budgets", ())
        ]
        changes = {"candidates": kept, "at_most_one": sets, "budgets": money}
        without = told({**given_call, **changes})
        assert without["selected"] == found["selected"]
        assert without["levels"] == found["levels"]


@FEWER
@given(calls(levels=("violation", "count", "merit")))
def test_better_marks_keep_the_seat(given_call):
    found = told(given_call)
    for winner in found.get("selected", ()):
        raised = [
            {**each, "merit": str(Fraction(each["merit"]) + 1)} if each["id"] == winner else each
            for each in given_call["candidates"]
        ]
        if "merit" in given_call["order"]:
            assert winner in told({**given_call, "candidates": raised})["selected"]


@FEWER
@given(calls())
def test_relaxing_a_rule_never_hurts(given_call):
    instance = parse(given_call)
    found = choose(instance)
    for dropped in range(len(given_call["balance"])) if found else ():
        rules = [each for place, each in enumerate(given_call["balance"]) if place != dropped]
        if not given_call["balance"][dropped]["hard"]:
            continue
        wider = choose(parse({**given_call, "balance": rules}))
        assert wider is not None
        assert comparable(wider.evaluation.levels, instance.order) >= comparable(
            found.evaluation.levels, instance.order
        )


def test_scaling_weights_and_renaming_jurors_changes_no_winner():
    scores = marked(
        ("J1", "A", "12", "13.5"), ("J2", "A", "13", "11"), ("J1", "B", "14", "9"),
        ("J2", "B", "11", "16.5"), ("J1", "C", "12.5", "12"),
    )  # fmt: skip
    given = document(candidates=bare("A", "B", "C"), k_max=2, scores=scores, balance=[])
    scaled = [{**each, "weight": str(7 * int(each["weight"]))} for each in given["criteria"]]
    renamed = [[f"{row[0]}-bis", *row[1:]] for row in scores]
    assert solve("select", {**given, "criteria": scaled, "scores": renamed}) == solve(
        "select", given
    )


def test_ids_are_compared_after_composition():
    given = document(candidates=[candidate("Béthune", "12"), candidate("Lens", "11")], k_max=2)
    apart = json.loads(unicodedata.normalize("NFD", json.dumps(given, ensure_ascii=False)))
    assert solve("select", apart) == solve("select", given)


ELSEWHERE = """
import sys
from cordee.selection.solvers import solve
sys.stdout.buffer.write(solve("select", sys.stdin.buffer.read())[1])
"""


def test_the_same_bytes_come_out_under_another_hash_seed_locale_and_time_zone():
    given = document(
        candidates=[candidate(f"Té{number}", "12", dept=str(number % 3)) for number in range(9)],
        balance=[rule("zéro", "dept", "0", 2, 2, hard=False), rule("un", "dept", "1", None, 1)],
        order=["violation", "count", "merit", "worst", "lottery"],
    )
    found = set()
    for hashing, locale, zone in (("0", "C", "UTC"), ("4242", "fr_FR.UTF-8", "Asia/Tokyo")):
        surroundings = {**os.environ, "PYTHONHASHSEED": hashing, "LC_ALL": locale, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            input=json.dumps(given).encode(), env=surroundings, capture_output=True, check=True,
        )  # fmt: skip
        found.add(run.stdout)
    assert found == {solve("select", given)[1]}


@FEWER
@given(calls(), st.sampled_from(["0.0000000000000000000000001", "0.00000000000000000007"]))
def test_marks_too_fine_for_64_bits_are_still_told_apart(given_call, crumb):
    finer = [
        {**each, "merit": str(Decimal(each["merit"]) + place * Decimal(crumb))}
        for place, each in enumerate(given_call["candidates"])
    ]
    instance = parse({**given_call, "candidates": finer})
    assert choose_by_prices(instance) == choose(instance)
