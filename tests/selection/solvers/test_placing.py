"""Placing by wishes: as good as trying everything; stable when both sides rank."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.selection.solvers import INVALID, solve
from cordee.selection.solvers.placing import LEVELS, Asking, Host, Wishes, read, solved, worth

HOSTS = ("a", "b", "c")


def document(wishes, places, *, mutual=False, ranks=None, merits=None):
    return {
        "format": "cordee-place/1",
        "seed": "granit",
        "mutual": mutual,
        "files": [
            {"id": f"f{n}", "wishes": list(one), "merit": str((merits or {}).get(n, 0))}
            for n, one in enumerate(wishes)
        ],
        "hosts": [
            {"id": host, "max": places[host], "ranks": (ranks or {}).get(host, [])}
            for host in sorted(places)
        ],
    }


some_wishes = st.lists(
    st.permutations(HOSTS).flatmap(lambda p: st.integers(0, 3).map(lambda n: p[:n])),
    min_size=1,
    max_size=5,
)
some_places = st.fixed_dictionaries({host: st.integers(0, 2) for host in HOSTS})


@settings(max_examples=60, deadline=None)
@given(some_wishes, some_places)
def test_nothing_is_better_than_what_is_found(wishes, places):
    asked = document(wishes, places, merits=dict(enumerate(range(len(wishes)))))
    question, found = read(asked), solved(asked)
    mine = worth(question, found["placement"])
    for choice in product(*([None, *one.wishes] for one in question.files)):
        other = {f.id: h for f, h in zip(question.files, choice, strict=True) if h}
        if all(list(other.values()).count(host) <= places[host] for host in places):
            theirs = worth(question, other)
            assert [mine[one] for one in LEVELS[:-1]] <= [theirs[one] for one in LEVELS[:-1]]
    assert solved(asked) == found


@settings(max_examples=80, deadline=None)
@given(some_wishes, some_places, st.data())
def test_nobody_and_a_host_prefer_each_other_to_what_they_have(wishes, places, data):
    names = [f"f{n}" for n in range(len(wishes))]
    ranks = {
        host: data.draw(st.permutations(names).map(lambda one: one[: len(one) - 1 or 1]))
        for host in HOSTS
    }
    found = solved(document(wishes, places, mutual=True, ranks=ranks))["placement"]
    for name, mine in zip(names, wishes, strict=True):
        better = mine[: list(mine).index(found[name])] if name in found else mine
        for host in better:
            there = [ranks[host].index(one) for one, at in found.items() if at == host]
            assert name not in ranks[host] or (
                len(there) == places[host] and all(one < ranks[host].index(name) for one in there)
            )


def test_each_wish_not_granted_says_what_it_would_cost():
    found = solved(document([("a", "b"), ("a",)], {"a": 1, "b": 1, "c": 0}))
    assert found["placement"] == {"f0": "b", "f1": "a"}
    assert found["why"]["f0"] == [{"wish": "a", "others": ["f1"], "kind": "cost", "unplaced": 1}]


def test_the_better_merit_has_the_better_rank_then_the_lot_is_the_same_for_all():
    wishes = [("a", "b"), ("a", "b")]
    places = {"a": 1, "b": 1, "c": 0}
    assert solved(document(wishes, places, merits={1: 9}))["placement"] == {"f0": "b", "f1": "a"}
    assert solved(document(wishes, places, merits={0: 9}))["placement"] == {"f0": "a", "f1": "b"}


def test_a_host_under_its_minimum_is_filled_before_ranks_are_counted_and_told_otherwise():
    files = (Asking("x", ("a", "b")), Asking("y", ("a", "b")))
    question = Wishes(files, (Host("a", 0, 2), Host("b", 1, 2)))
    made = {
        "files": [{"id": one.id, "wishes": list(one.wishes)} for one in question.files],
        "hosts": [{"id": one.id, "min": one.min, "max": one.max} for one in question.hosts],
    }
    assert sorted(solved(made)["placement"].values()) == ["a", "b"]
    made["hosts"][1]["min"] = 3
    assert solved(made)["short"] == ["b"]


@pytest.mark.parametrize(
    "document",
    [{}, {"files": [], "hosts": [{"id": "a", "max": -1}]}, {"files": 3, "hosts": []},
     {"files": [], "hosts": [{"id": "a", "min": "2"}]},
     {"files": [{"id": "x", "wishes": [], "merit": "1/0"}], "hosts": []}],
)  # fmt: skip
def test_a_document_that_means_nothing_is_refused_with_a_code(document):
    status, answer = solve("place", document)
    assert status == INVALID
    assert b"bad_" in answer
