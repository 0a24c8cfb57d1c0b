"""Choosing laureates: the answers and the refusals, case by case."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.selection.solvers import solve
from cordee.selection.solvers.select import enumeration
from cordee.selection.solvers.select.core import possible
from cordee.selection.solvers.select.parse import parse
from tests.selection.solvers.calls import bare, candidate, document, marked, rule, told
from tests.selection.solvers.examples import examples, opened

CAREFUL = settings(max_examples=60, deadline=None, derandomize=True)


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
