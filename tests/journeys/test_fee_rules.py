"""What a fee is: of its tracks, at the rate of the day, by inhabitant up to its ceiling."""

from decimal import Decimal

import pytest

from cordee.journeys.rules.fees import due
from cordee.programme.conditions import Facts
from cordee.programme.schema.money import Fee

SOON = {"amount": 25, "until": {"date": "2027-01-01"}}


def fee(**more):
    return Fee.model_validate({"key": "f", "label": "F", "rates": [{"amount": 40}], **more})


@pytest.mark.parametrize(("track", "amount"), [("a", 40), ("b", None), ("", 40)])
def test_a_fee_of_some_tracks_is_due_by_them_alone(track, amount):
    found = due(fee(tracks=["a"]), Facts(), track=track)
    assert (found.amount if found else None) == amount


def test_a_commission_has_no_amount_of_its_own():
    """A share of the award: people count it."""
    assert due(fee(share_of="grant", rates=[{"amount": 0.015}]), Facts()) is None


def test_a_rate_asked_until_a_day_gives_way_to_the_next():
    asked = fee(rates=[SOON, {"amount": 40}])
    assert due(asked, Facts()).amount == 25
    assert due(asked, Facts(), past=frozenset({0})).amount == 40


@pytest.mark.parametrize(("people", "amount"), [(100, 200), (90_000, 10_000)])
def test_a_fee_by_inhabitant_stops_at_its_ceiling(people, amount):
    facts = Facts(numbers={"population": Decimal(people)})
    assert due(fee(per="inhabitant", max=10_000, rates=[{"amount": 2}]), facts).amount == amount
