"""What a ballot says: an order without holes, a mention for each file, for or against."""

from fractions import Fraction

import pytest

from cordee.programme.schema.choosing import Stage
from cordee.selection.rules.ballots import faults, kind_of, merit, options, points_of, told
from cordee.selection.rules.votes import Limits, slip_faults
from tests.programme.build import said


def stage(**more):
    return Stage.model_validate({"key": "v", "label": "V", "kind": "public_vote", **more})


def codes(kind, given, most=None):
    return [one.code for one in slip_faults(Limits(1, most, ballot=kind), given, {})]


@pytest.mark.parametrize(("kind", "given", "most", "expected"), [
    ("ranked", {"a": 1, "b": 2}, None, []), ("ranked", {"a": 1, "b": 1}, None, ["vote.order"]),
    ("ranked", {"a": 1, "b": 3}, None, ["vote.order"]), ("ranked", {}, None, ["vote.none"]),
    ("ranked", {"a": 1, "b": 2, "c": 3}, 2, ["vote.many"]),
    ("judgement", {"a": 6, "b": 1}, None, []), ("judgement", {"a": 7}, None, ["vote.value"]),
    ("for_against", {"a": 2, "b": 1}, None, []), ("for_against", {"a": 3}, None, ["vote.value"]),
    ("choices", {"a": 1, "b": 1, "c": 1}, 2, ["vote.many"]),
])  # fmt: skip
def test_a_ballot_that_is_not_right_is_told_why(kind, given, most, expected):
    assert codes(kind, given, most) == expected


def test_a_rank_gives_one_point_less_than_the_one_before():
    assert [points_of(rank, 3) for rank in (1, 2, 3, 4)] == [3, 2, 1, 0]


@pytest.mark.parametrize(("marks", "ballots", "expected"), [
    ({2: 5, 1: 2}, 7, Fraction(3)), ({1: 4}, 9, Fraction(0)), ({2: 1}, 9, Fraction(1)),
])  # fmt: skip
def test_who_is_against_weighs_as_much_as_who_is_for(marks, ballots, expected):
    assert merit("for_against", marks, ballots) == expected


@pytest.mark.parametrize(("marks", "ballots", "expected"), [
    ({6: 10}, 10, Fraction(5)), ({}, 10, Fraction(0)), ({}, 0, Fraction(0)),
    ({6: 4, 1: 6}, 10, Fraction(1, 3)),  # « to reject » for most, though four love it
    ({5: 3, 4: 4, 3: 3}, 10, Fraction(3)),  # as many above as below
    ({5: 4, 4: 4, 3: 2}, 10, Fraction(3) + Fraction(1, 4)),
    ({6: 5, 1: 5}, 10, Fraction(1, 2)),  # shared in two: the lower half decides
])  # fmt: skip
def test_a_majority_mention_is_the_one_that_most_voters_reach(marks, ballots, expected):
    assert merit("judgement", marks, ballots) == expected


@pytest.mark.parametrize(("more", "kind"), [
    ({}, "choices"), ({"votes_points": 5}, "points"), ({"ballot": "ranked"}, "ranked"),
])  # fmt: skip
def test_a_ballot_is_what_its_stage_says(more, kind):
    assert kind_of(stage(**more)) == kind
    assert bool(told(kind, 3)) is (kind == "ranked")
    assert not options(kind)
    assert len(options("judgement")) == 6


@pytest.mark.parametrize(("more", "speaks"), [
    ({"ballot": "points"}, True), ({"ballot": "points", "votes_points": 5}, False),
    ({"ballot": "ranked", "votes_points": 5}, True), ({"ballot": "judgement"}, False),
    ({"ballot": "judgement", "choices_max": 2}, True),
    ({"ballot": "ranked", "choices_max": 2}, False),
    ({"ballot": "for_against", "voting_ways": ["online", "post"]}, True),
])  # fmt: skip
def test_a_ballot_that_contradicts_its_stage_is_told(more, speaks):
    found = said("ballot.idle", stages=[{"key": "v", "label": "V", "kind": "public_vote", **more}])
    assert bool(found) is speaks
    assert faults("ranked", {"a": 1}, None) == []
