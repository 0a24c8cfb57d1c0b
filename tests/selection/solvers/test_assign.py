"""Assigning jurors: agreement with enumeration, certificates, refusals."""

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.selection.solvers import solve
from cordee.selection.solvers.assign import crossed, hoped
from cordee.selection.solvers.assign.evaluate import evaluate
from cordee.selection.solvers.assign.instance import LEVELS
from cordee.selection.solvers.assign.network import flows, network
from cordee.selection.solvers.assign.parse import parse
from cordee.selection.solvers.assign.programme import assigned
from cordee.selection.solvers.flow import Network, lexicographic, potentials
from tests.bench.bench_assign import assignment
from tests.selection.solvers.examples import examples, opened

SOME = settings(max_examples=50, deadline=None, derandomize=True)
MORE_IS_BETTER = {"maxmin", "affinity"}


@st.composite
def assignments(draw, *, levels=LEVELS):
    """At most nine pairs, so that all their subsets can be looked at."""
    files, jurors = draw(st.sampled_from([(1, 3), (2, 3), (2, 4), (3, 2), (3, 3)]))
    order = draw(st.permutations(levels))
    affinities = st.lists(
        st.sampled_from([0, 1, 5, 8, 9]), min_size=files * jurors, max_size=files * jurors
    )
    flat = draw(affinities)
    return {
        "format": "cordee-assign/1",
        "order": order[: draw(st.integers(1, len(order)))],
        "expert_threshold": 8,
        "applications": [
            {"id": f"T{i}", "demand": draw(st.integers(0, 3)), "languages": draw(LANGUAGES)}
            for i in range(files)
        ],
        "jurors": [draw(_juror(j)) for j in range(jurors)],
        "institution_cap": draw(st.sampled_from([None, 1, 2])),
        "conflicts": draw(
            st.lists(
                st.tuples(
                    st.sampled_from([f"T{i}" for i in range(files)]),
                    st.sampled_from([f"J{j}" for j in range(jurors)]),
                ),
                max_size=2,
            )
        ),
        "affinity_matrix": [flat[i * jurors : (i + 1) * jurors] for i in range(files)],
    }


LANGUAGES = st.sampled_from([[], ["fr"], ["fr", "nl"]])


@st.composite
def _juror(draw, number):
    high = draw(st.integers(0, 3))
    return {
        "id": f"J{number}",
        "min": draw(st.integers(0, high)),
        "max": high,
        "languages": draw(st.sampled_from([["fr"], ["fr", "nl"]])),
        "institution": draw(st.sampled_from([None, "État", "Région"])),
    }


def better(levels):
    """Greater is better, level by level."""
    return tuple(value if key in MORE_IS_BETTER else -value for key, value in levels.items())


def best(instance):
    """The best levels among every subset of the pairs."""
    ids = [(file.id, juror.id) for file in instance.files for juror in instance.jurors]
    found = []
    for kept in product((False, True), repeat=len(ids)):
        assignment = {file.id: [] for file in instance.files}
        for (file, juror), chosen in zip(ids, kept, strict=True):
            if chosen:
                assignment[file].append(juror)
        evaluation = evaluate(instance, assignment)
        if not evaluation.broken:
            found.append(better(evaluation.levels))
    return max(found)


def told(given):
    status, found = solve("assign", given)
    assert status == 0
    return json.loads(found)


@pytest.mark.parametrize(("path", "expected"), examples("assign"))
def test_the_verified_examples_reach_the_verified_levels(path, expected):
    assert told(path.read_bytes())["levels"] == opened(expected)["levels"]


@SOME
@given(assignments())
def test_the_levels_are_the_best_of_all_assignments(given_assignment):
    instance = parse(given_assignment)
    found = told(given_assignment)
    evaluation = evaluate(instance, found["assignment"])
    assert not evaluation.broken
    assert found["levels"] == dict(evaluation.levels)
    assert better(evaluation.levels) == best(instance)


@SOME
@given(assignments(levels=("shortfall", "below_min", "no_expert", "spread", "affinity")))
def test_flows_and_integer_programmes_agree(given_assignment):
    instance = parse(given_assignment)
    if flows(instance):
        made = network(instance)
        by_flow = made.assignment(instance, lexicographic(made.network, made.levels).flow)
        by_programme = assigned(instance)
        assert evaluate(instance, by_flow).levels == evaluate(instance, by_programme).levels


@SOME
@given(assignments(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_no_byte(given_assignment, draw):
    files = draw.sample(
        range(len(given_assignment["applications"])), k=len(given_assignment["applications"])
    )
    jurors = draw.sample(range(len(given_assignment["jurors"])), k=len(given_assignment["jurors"]))
    shuffled = {
        **given_assignment,
        "applications": [given_assignment["applications"][i] for i in files],
        "jurors": [given_assignment["jurors"][j] for j in jurors],
        "affinity_matrix": [
            [given_assignment["affinity_matrix"][i][j] for j in jurors] for i in files
        ],
    }
    assert solve("assign", shuffled) == solve("assign", given_assignment)


def small(**changes):
    """Two files, two jurors."""
    return {
        "format": "cordee-assign/1",
        "order": ["shortfall", "affinity"],
        "applications": [{"id": "A", "demand": 1}, {"id": "B", "demand": 1, "languages": ["nl"]}],
        "jurors": [{"id": "J", "max": 2, "languages": ["nl"]}, {"id": "K", "max": 1}],
        "institution_cap": None,
        "conflicts": [],
        "affinity": [["A", "J", 9], ["A", "K", 3], ["B", "J", 4]],
        **changes,
    }


def test_pairs_may_be_told_one_by_one():
    found = told(small())
    assert found["assignment"] == {"A": ["J"], "B": ["J"]}
    assert found["levels"] == {"shortfall": 0, "affinity": 13}


def test_even_loads_before_everything_mean_that_nobody_reads():
    jurors = [{"id": "J", "max": 2}]
    alone = small(order=["spread", "shortfall"], jurors=jurors, affinity=[])
    alone["applications"] = [{"id": "A", "demand": 1}]
    assert told(alone)["levels"] == {"spread": 0, "shortfall": 1}


def test_a_file_that_nobody_may_read_is_a_shortfall_not_a_failure():
    found = told(small(conflicts=[["B", "J"]]))
    assert found["levels"] == {"shortfall": 1, "affinity": 9}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("unknown_id", {"conflicts": [["Z", "J"]]}),
        ("unknown_id", {"affinity": [["A", "Z", 1]]}),
        ("bad_bounds", {"jurors": [{"id": "J", "min": 3, "max": 2}]}),
        ("negative_affinity", {"affinity": [["A", "J", -1]]}),
        ("negative_affinity", {"affinity_matrix": [[1, -2], [0, 0]]}),
        ("float_in_input", {"affinity_matrix": [[1, 2.0], [0, 0]]}),
        ("bad_format", {"affinity_matrix": [[1, True], [0, 0]]}),
        ("bad_format", {"affinity_matrix": [[1, 2]]}),
        ("duplicate_id", {"jurors": [{"id": "J", "max": 2}, {"id": "J", "max": 2}]}),
        ("unknown_level", {"order": ["charme"]}),
    ],
)
def test_each_fault_has_its_code(code, changes):
    status, found = solve("assign", small(**changes))
    assert (status, json.loads(found)) == (2, {"status": "invalid", "error": code})


def test_a_flow_that_could_be_cheaper_has_no_certificate():
    two_roads = Network(
        tail=np.array([0, 0]), head=np.array([1, 1]), low=np.zeros(2, dtype=np.int64),
        high=np.ones(2, dtype=np.int64), supply=np.array([1, -1]),
    )  # fmt: skip
    cost = np.array([5, 3])
    potentials(two_roads, cost, np.array([0, 1]))
    with pytest.raises(AssertionError, match="not optimal"):
        potentials(two_roads, cost, np.array([1, 0]))


@SOME
@given(assignments(levels=("shortfall", "below_min", "no_expert", "affinity")), st.integers(0, 511))
def test_pairs_left_out_at_first_come_back_when_they_are_worth_taking(given_assignment, chosen):
    given_assignment["order"] = ["shortfall", "below_min", "no_expert", "affinity"]
    given_assignment["institution_cap"] = None
    instance = parse(given_assignment)
    bits = [bool(chosen >> place & 1) for place in range(instance.allowed.size)]
    kept = np.array(bits).reshape(instance.allowed.shape) & instance.allowed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hoped, "promising", lambda _: kept)
        found = hoped.hoped_assignment(instance)
    if found is not None:
        assert better(evaluate(instance, found).levels) == best(instance)


def test_a_large_assignment_leaves_most_pairs_out_and_loses_nothing():
    document = assignment(120, 60, order=["shortfall", "below_min", "no_expert", "affinity"])
    instance = parse(document)
    made = network(instance)
    whole = made.assignment(instance, lexicographic(made.network, made.levels).flow)
    assert hoped.promising(instance).sum() < instance.allowed.sum() / 1.5
    assert evaluate(instance, hoped.hoped_assignment(instance)) == evaluate(instance, whole)


@SOME
@given(assignments(levels=("shortfall", "below_min", "no_expert", "affinity")), st.integers(0, 511))
def test_crossed_rules_are_settled_on_few_pairs_without_loss(given_assignment, chosen):
    given_assignment["order"] = ["shortfall", "below_min", "no_expert", "affinity"]
    given_assignment["institution_cap"] = 1
    instance = parse(given_assignment)
    bits = [bool(chosen >> place & 1) for place in range(instance.allowed.size)]
    kept = np.array(bits).reshape(instance.allowed.shape) & instance.allowed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossed, "promising", lambda _: kept)
        found = crossed.crossed_assignment(instance)
    if found is not None:
        evaluation = evaluate(instance, found)
        assert not evaluation.broken
        assert better(evaluation.levels) == best(instance)


def test_a_large_crossed_assignment_agrees_with_the_whole_programme():
    order = ["shortfall", "below_min", "no_expert", "affinity"]
    instance = parse(assignment(90, 60, order=order, cap=1))
    assert hoped.promising(instance).sum() < instance.allowed.sum()
    assert evaluate(instance, crossed.crossed_assignment(instance)) == evaluate(
        instance, assigned(instance)
    )
