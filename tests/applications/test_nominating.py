"""Who names candidates, what tracks a body may not join together, which partners are waited for."""

import pytest

from cordee.applications.rules.consortium import beside_findings
from cordee.applications.rules.known import apart_findings
from cordee.applications.rules.nominating import Naming, naming_findings, sorts
from cordee.programme.conditions import Facts, judge
from cordee.programme.schema.who import ListedIn
from tests.programme.build import define, said

LISTED = ListedIn.model_validate({
    "list": "l", "oneself": False, "nominators": [
        {"key": "univ", "label": "Universités", "count": 2, "max": 1},
        {"key": "alumni", "label": "Anciennes lauréates"},
    ]})  # fmt: skip
STANDING = [Naming("Lille", "univ", "Ada"), Naming("Rennes", "univ", "Bea")]


def codes(naming, named=STANDING, rule=LISTED):
    return [one.code for one in naming_findings([rule], naming, named)]


@pytest.mark.parametrize(("naming", "expected"), [
    (Naming("Brest", "univ", "Cleo"), ["guest.nominators"]),
    (Naming("lille", "univ", "Cleo"), ["guest.too_many"]),
    (Naming("Brest", "alumni", "Cleo"), []),
    (Naming("Cleo", "alumni", "cleo"), ["guest.oneself"]),
    (Naming("Brest", "", "Cleo"), ["guest.sort"]),
    (Naming("", "univ", "Cleo"), ["guest.nominator"]),
])  # fmt: skip
def test_each_sort_of_nominators_has_its_own_numbers(naming, expected):
    assert codes(naming) == expected


def test_a_number_for_each_nominator_holds_whatever_their_sort():
    plain = ListedIn(list="l", max_per_nominator=1)
    assert codes(Naming("Lille"), rule=plain) == ["guest.too_many"]
    assert codes(Naming("", name="Ada"), rule=plain) == ["guest.nominator"]
    assert sorts([LISTED, plain]) == {"univ": "Universités", "alumni": "Anciennes lauréates"}


def test_one_may_put_oneself_forward_only_where_the_call_says_so():
    assert judge(ListedIn(list="l", oneself=True), Facts()).verdict.name == "OK"
    assert judge(ListedIn(list="l", oneself=False), Facts()).blocks


TRACKS = [{"key": "a", "label": "A", "not_with": ["b"]}, {"key": "b", "label": "B"},
          {"key": "b1", "label": "B1", "within": "b"}, {"key": "c", "label": "C"}]  # fmt: skip


@pytest.mark.parametrize(("track", "handed", "refused"), [
    ("a", {"b1": 1}, True), ("b1", {"a": 1}, True), ("a", {"c": 1}, False), ("a", {"b": 0}, False),
    ("a", {"a": 1}, False), ("", {"a": 1}, False),
])  # fmt: skip
def test_tracks_kept_apart_are_not_joined_together_whichever_says_it(track, handed, refused):
    found = apart_findings(define(tracks=TRACKS), handed, track)
    assert any(one.blocks for one in found) is refused


def test_partners_who_have_not_handed_in_are_told_and_refuse_nothing():
    (found,) = beside_findings(["Labo Nord"])
    assert (found.blocks, "Labo Nord" in found.sentence) == (False, True)


def test_nominators_who_name_fewer_than_there_are_places_are_told():
    listed = {"rule": "listed", "list": "l", "nominators": [
        {"key": "u", "label": "Universités", "count": 2, "max": 3}]}  # fmt: skip
    named = {"eligibility": [listed], "circles": [{"key": "l", "label": "Liste"}]}
    assert said("places.named", **named, selection={"places_max": 7})
    assert not said("places.named", **named, selection={"places_max": 6})
    assert not said("places.named", eligibility=[{**listed, "oneself": True}],
                    circles=named["circles"], selection={"places_max": 7})  # fmt: skip
