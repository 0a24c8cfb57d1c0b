"""Choosing laureates: the answers, the refusals, and what must never change them."""

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
from cordee.selection.solvers.select import enumeration
from cordee.selection.solvers.select.answer import (
    answer,
    choose,
    choose_by_prices,
    forced,
    prepared,
)
from cordee.selection.solvers.select.core import possible
from cordee.selection.solvers.select.evaluate import comparable, evaluate
from cordee.selection.solvers.select.parse import parse
from tests.selection.solvers.brute import best, calls
from tests.selection.solvers.examples import examples, opened

CAREFUL = settings(max_examples=60, deadline=None, derandomize=True)
FEWER = settings(max_examples=25, deadline=None, derandomize=True)


def candidate(key, merit, *, priority=False, eligible=True, **attrs):
    return {
        "id": key, "name": key, "attrs": attrs, "merit": merit,
        "priority": priority, "eligible": eligible,
    }  # fmt: skip


def rule(key, attr, value, low, high, *, hard=True, level=1, weight=1):
    return {
        "id": key, "attr": attr, "values": [value], "min": low, "max": high,
        "hard": hard, "level": level, "weight": weight,
    }  # fmt: skip


def document(**changes):
    """Three départements, six files: the two best share a département that may win once."""
    return {
        "format": "cordee-select/1",
        "seed": "graine",
        "k_min": 2,
        "k_max": 3,
        "criteria": [{"id": "pertinence", "weight": "2"}, {"id": "équipe", "weight": "1"}],
        "scale": {"min": "0", "max": "20"},
        "min_reviews": 1,
        "min_merit": None,
        "calibration": "none",
        "priority_bonus": "0",
        "order": ["violation", "count", "merit", "lottery"],
        "candidates": [
            candidate("A", "16", dept="59"),
            candidate("B", "15", dept="59"),
            candidate("C", "12", dept="62"),
            candidate("D", "11", dept="62"),
            candidate("E", "10", dept="02", priority=True),
            candidate("F", "19", dept="02", eligible=False),
        ],
        "conflicts": [],
        "scores": [],
        "balance": [rule("dept:59", "dept", "59", None, 1)],
        "at_most_one": [],
        **changes,
    }


def told(given):
    status, found = solve("select", given)
    assert status == 0
    return json.loads(found)


def marked(*marks):
    """Scores of files without a given merit: (juror, candidate, pertinence, équipe)."""
    return [
        [juror, key, criterion, value]
        for juror, key, *values in marks
        for criterion, value in zip(("pertinence", "équipe"), values, strict=True)
    ]


def bare(*keys):
    return [candidate(key, None) for key in keys]


@pytest.mark.parametrize(("path", "expected"), examples("select"))
def test_the_verified_examples_are_answered_as_verified(path, expected):
    _, found = solve("select", path.read_bytes())
    found, wanted = json.loads(found), opened(expected)
    core = wanted.pop("core", None)
    assert {key: found[key] for key in wanted if not key.startswith("_")} == {
        key: value for key, value in wanted.items() if not key.startswith("_")
    }
    if core is not None:
        instance = parse(opened(path))
        assert not possible(instance, found["core"])
        assert len(found["core"]) <= len(core)


def test_a_quota_costs_what_the_answer_says():
    found = told(document())
    assert found["selected"] == ["A", "C", "D"]
    assert found["levels"] == {"violation": [], "count": 3, "merit": "39"}
    assert found["waiting_list"] == ["B", "E"]
    assert found["excluded"] == {"F": "ineligible"}
    assert found["replacements"] == {"A": "B", "C": "E", "D": "E"}
    assert found["counterfactual"]["B"] == {
        "feasible": True,
        "levels": {"violation": [], "count": 3, "merit": "38"},
    }


def test_equals_are_drawn_by_the_public_lottery_and_it_is_said():
    tied = [candidate(f"T{number}", "12") for number in range(6)]
    found = told(document(candidates=tied, k_max=2, balance=[], seed="s"))
    instance = parse(document(candidates=tied, seed="s"))
    assert found["selected"] == sorted(sorted((e["id"] for e in tied), key=instance.rank)[:2])
    assert found["unique"] is False


def test_an_advisory_rule_gives_way_and_its_breach_is_counted():
    soft = rule("dept:62", "dept", "62", 3, None, hard=False, weight="0.5", level=2)
    found = told(document(balance=[soft]))
    assert found["levels"]["violation"] == ["1/2"]
    assert {"C", "D"} < set(found["selected"])


def test_an_advisory_rule_that_weighs_nothing_costs_nothing():
    idle = rule("dept:02", "dept", "02", 1, None, hard=False, weight="0")
    found = told(document(k_min=2, k_max=2, balance=[idle]))
    assert found["selected"] == ["A", "B"]
    assert found["levels"]["violation"] == [0]


def test_bounds_too_wide_for_64_bits_are_only_bounds(monkeypatch):
    monkeypatch.setattr(enumeration, "MOST_FILES", 0)  # the integer programme answers
    rules = [rule("dept:59", "dept", "59", 10**29, None, hard=False), rule("x", "x", "y", 0, 9**29)]
    found = told(document(k_min=0, k_max=10**29, balance=rules))
    assert found["selected"] == ["A", "B", "C", "D", "E"]
    assert found["levels"]["violation"] == [10**29 - 2]


def test_an_impossible_call_names_a_smallest_bundle():
    rules = [rule("many", "dept", "59", 2, None), rule("few", "dept", "59", None, 1)]
    found = told(document(balance=[*rules, rule("other", "dept", "62", 1, None)]))
    assert found["status"] == "infeasible"
    assert found["core"] == ["few", "many"]


def test_a_set_of_which_one_at_most_may_win_is_named_by_its_place():
    found = told(document(at_most_one=[["E"], ["A", "B", "C", "D", "E"]], balance=[]))
    assert found["core"] == ["at_most_one:1", "count"]


def test_nobody_may_be_chosen_when_the_rules_allow_it():
    found = told(
        document(k_min=0, k_max=2, min_merit="20", order=["merit", "worst", "lottery"], balance=[])
    )
    assert found["selected"] == []
    assert found["levels"] == {"merit": "0", "worst": None}


def test_the_bonus_counts_after_the_threshold():
    found = told(document(min_merit="11", priority_bonus="5", balance=[]))
    assert found["excluded"] == {"E": "below_min_merit", "F": "ineligible"}
    assert found["merit"]["E"] == "15"


def test_marks_are_weighted_exactly_and_partial_evaluations_do_not_count():
    scores = marked(("J1", "A", "12", "13"), ("J2", "A", "13", None), ("J1", "B", "1", "1"))
    found = told(document(candidates=bare("A", "B"), k_min=1, scores=scores, balance=[]))
    assert found["merit"] == {"A": "37/3", "B": "1"}


def test_an_evaluation_in_conflict_of_interest_does_not_count():
    scores = marked(("J1", "A", "12", "12"), ("J2", "A", "20", "20"), ("J2", "B", "9", "9"))
    found = told(
        document(
            candidates=bare("A", "B"),
            k_min=1,
            scores=scores,
            balance=[],
            conflicts=[["J2", "A"], ["J2", "B"]],
        )
    )
    assert found["merit"] == {"A": "12"}
    assert found["excluded"] == {"B": "not_enough_reviews"}


def test_calibration_undoes_a_severe_juror_exactly():
    scores = marked(
        ("mild", "A", "14", "14"), ("harsh", "A", "10", "10"),
        ("mild", "B", "15", "15"), ("harsh", "C", "12", "12"),
    )  # fmt: skip
    given = document(
        candidates=bare("A", "B", "C"), k_min=1, scores=scores, balance=[], calibration="additive"
    )
    assert told(given)["merit"] == {"A": "12", "B": "13", "C": "14"}


def test_calibration_rounds_half_to_even_at_the_sixth_decimal():
    scores = marked(("J1", "A", "10", "10"), ("J1", "B", "0.000001", "0"), ("J2", "A", "10", "10"))
    given = document(
        candidates=bare("A", "B"), k_min=1, scores=scores, balance=[], calibration="additive"
    )
    assert told(given)["merit"]["B"] == "1/1000000"


INVALID = {
    "duplicate_id": {"candidates": [candidate("é", "1"), candidate("e\u0301", "2")]},
    "empty_id": {"candidates": [candidate("", "1")]},
    "bad_k": {"k_min": 4},
    "bad_weight": {"criteria": [{"id": "pertinence", "weight": "-1"}]},
    "bad_quota": {"balance": [rule("q", "dept", "59", 3, 1)]},
    "unknown_candidate": {"conflicts": [["J", "Z"]]},
    "unknown_criterion": {"scores": [["J", "A", "charme", "3"]]},
    "duplicate_score": {"scores": [["J", "A", "équipe", "3"], ["J", "A", "équipe", None]]},
    "score_out_of_scale": {"scores": [["J", "A", "équipe", "20.5"]]},
    "float_in_input": {"criteria": [{"id": "pertinence", "weight": 0.5}]},
    "lottery_must_be_last": {"order": ["lottery", "merit"]},
    "calibration_disconnected": {
        "calibration": "additive",
        "scores": marked(("J1", "A", "1", "1"), ("J2", "B", "1", "1")),
    },
    "unknown_level": {"order": ["charme", "lottery"]},
    "bad_number": {"scores": [["J", "A", "équipe", "douze"]]},
    "bad_format": {"candidates": "tous"},
}


@pytest.mark.parametrize(("code", "changes"), INVALID.items(), ids=INVALID)
def test_each_fault_has_its_code(code, changes):
    status, found = solve("select", document(**changes))
    assert (status, json.loads(found)) == (2, {"status": "invalid", "error": code})


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": [["J", "A", "équipe", 12.5]]},
        {"scale": {"min": 0.0, "max": "20"}},
        {"min_merit": float("nan")},
        {"candidates": [candidate("A", 12.0)]},
        {"balance": [rule("q", "dept", "59", 1, 2, weight=0.5)]},
    ],
)
def test_no_float_touches_a_decision(changes):
    status, found = solve("select", json.dumps(document(**changes)).encode())
    assert (status, json.loads(found)["error"]) == (2, "float_in_input")


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\x00", b"[" * 5000, b"null"])
def test_a_document_that_is_no_object_is_refused_in_peace(text):
    status, found = solve("select", text)
    assert (status, json.loads(found)["error"]) == (2, "bad_json")


@CAREFUL
@given(st.recursive(st.none() | st.booleans() | st.text(), st.lists, max_leaves=4))
def test_any_value_in_any_place_is_answered_or_refused_with_a_code(value):
    for key in document():
        status, found = solve("select", document(**{key: value}))
        assert status in {0, 2}
        assert json.loads(found)["status"] in {"optimal", "infeasible", "invalid"}


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
