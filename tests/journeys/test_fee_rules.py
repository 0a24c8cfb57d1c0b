"""What a fee is: of its tracks, at the rate of the day, by inhabitant up to its ceiling."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.journeys.rules.corrections import Written, changes
from cordee.journeys.rules.fees import Counted, Due, Part, back_said, due, given_back, parts
from cordee.programme.conditions import Facts
from cordee.programme.schema.money import Fee

SOON = {"amount": 25, "until": {"date": "2027-01-01"}}


def fee(**more):
    return Fee.model_validate({"key": "f", "label": "F", "rates": [{"amount": 40}], **more})


@pytest.mark.parametrize(("track", "amount"), [("a", 40), ("b", None), ("", 40)])
def test_a_fee_of_some_tracks_is_due_by_them_alone(track, amount):
    found = due(fee(tracks=["a"]), Facts(), track=track)
    assert (found.amount if found else None) == amount


def test_a_commission_is_a_share_of_a_sum_once_that_sum_is_known():
    asked = fee(share_of="grant", max=500, rates=[{"amount": 0.015}])
    assert due(asked, Facts()) is None
    assert due(asked, Facts(), counted=Counted(bases={"grant": Decimal(20_000)})).amount == 300
    assert due(asked, Facts(), counted=Counted(bases={"grant": Decimal(90_000)})).amount == 500


def test_a_fee_by_unit_follows_the_number_answered():
    asked = fee(per="unit", unit_question="power")
    assert due(asked, Facts(answers={"power": "12.5"})).amount == 500
    assert due(asked, Facts(answers={"power": "much"})) is None
    assert due(asked, Facts()) is None


@pytest.mark.parametrize(("per", "counted", "amount"), [
    ("person", {"people": 1}, 40), ("person", {"people": 3}, 40 + 25 + 25),
    ("file", {"file": 1}, 40), ("file", {"file": 2}, 25), ("team", {"people": 3}, 40),
])  # fmt: skip
def test_the_second_person_or_file_has_its_own_rate(per, counted, amount):
    rates = [{"amount": 40}, {"amount": 25, "from_number": 2}]
    assert due(fee(per=per, rates=rates), Facts(), counted=Counted(**counted)).amount == amount


def test_a_contribution_is_asked_in_its_parts_to_the_cent():
    asked = fee(instalments=[{"label": "À l’inscription", "share": 0.3}, {"share": 0.7}])
    found = parts(asked, Due("f", Decimal("100.01"), "EUR", "F"), Facts())
    assert [(one.rank, one.amount) for one in found] == [(1, Decimal("30.00")),
                                                         (2, Decimal("70.01"))]  # fmt: skip
    assert found[0].label == "F – À l’inscription"
    (whole,) = parts(fee(), Due("f", Decimal(40), "EUR", "F : 40 €"), Facts())
    assert (whole.rank, whole.label) == (0, "F : 40 €")


@pytest.mark.parametrize(("left", "share"), [
    (date(2027, 1, 31), "1"), (date(2027, 2, 1), "0.5"), (date(2027, 3, 1), None),
])  # fmt: skip
def test_what_is_given_back_follows_the_day_one_leaves(left, share):
    asked = fee(refunds=[{"share": 1, "until": {"date": "2027-01-31"}},
                         {"share": 0.5, "until": {"date": "2027-02-28"}}])  # fmt: skip
    found = given_back(asked, left, [date(2027, 1, 31), date(2027, 2, 28)])
    assert (found and found.share) == (share and Decimal(share))


def test_after_the_last_case_what_is_given_back_is_for_everybody_else():
    asked = fee(refunds=[{"share": 1, "until": {"date": "2027-01-31"}}, {"share": 0.1}])
    back = given_back(asked, date(2030, 1, 1), [date(2027, 1, 31), None])
    assert "10\u00a0%" in back_said(back, Decimal(40), "EUR", paid=True)
    assert "36\u00a0€" in back_said(back, Decimal(40), "EUR", paid=False)


def test_a_rate_asked_until_a_day_gives_way_to_the_next():
    asked = fee(rates=[SOON, {"amount": 40}])
    assert due(asked, Facts()).amount == 25
    assert due(asked, Facts(), past=frozenset({0})).amount == 40


@pytest.mark.parametrize(("people", "amount"), [(100, 200), (90_000, 10_000)])
def test_a_fee_by_inhabitant_stops_at_its_ceiling(people, amount):
    facts = Facts(numbers={"population": Decimal(people)})
    assert due(fee(per="inhabitant", max=10_000, rates=[{"amount": 2}]), facts).amount == amount


WHOLE = [Part(0, "Contribution : 15 €", Decimal(15))]


@pytest.mark.parametrize(
    ("written", "owed", "found"),
    [
        ([], WHOLE, [(0, 15)]),
        ([Written(0, Decimal(15))], WHOLE, []),
        ([Written(0, Decimal(9))], WHOLE, [(0, 15)]),
        ([Written(0, Decimal(9))], [], [(0, 0)]),
        ([Written(0, Decimal(9), settled=True)], WHOLE, [(1000, 6)]),
        ([Written(0, Decimal(20), settled=True)], WHOLE, [(1000, -5)]),
        ([Written(0, Decimal(9), settled=True), Written(1000, Decimal(2))], WHOLE, [(1000, 6)]),
        ([Written(0, Decimal(15), settled=True), Written(1000, Decimal(2))], WHOLE, [(1000, 0)]),
        ([Written(0, Decimal(9), settled=True), Written(1000, Decimal(6), settled=True)], [],
         [(1001, -15)]),
        ([Written(1, Decimal(5), settled=True), Written(2, Decimal(5))],
         [Part(1, "a", Decimal(8)), Part(2, "b", Decimal(8))], [(2, 8), (1000, 3)]),
    ],
)  # fmt: skip
def test_a_contribution_follows_its_aid_and_what_is_settled_is_corrected_beside_it(
    written, owed, found
):
    changed = list(changes("Contribution", written, owed))
    assert [(one.part, one.amount) for one in changed] == found
    stood = {one.part: one.amount for one in written} | {x.part: x.amount for x in changed}
    assert sum(stood.values()) == sum(one.amount for one in owed)
