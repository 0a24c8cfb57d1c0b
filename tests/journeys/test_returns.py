"""What an award carries with it: repayments, shares taken, what is taken off, to whom it goes."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.journeys.rules.awards import (
    Winner,
    award_faults,
    body_faults,
    concerns,
)
from cordee.journeys.rules.returns import Sharer, loan, reduced, split, terms
from cordee.programme.conditions import Facts
from cordee.programme.schema.money import Grant
from cordee.programme.schema.sharing import Reduction

START = date(2027, 1, 31)


def grant(**more):
    return Grant.model_validate({"key": "g", "label": "G", **more})


def told(amount=12_000, partners=(), **more):
    found = terms(grant(**more), Decimal(amount), START, partners)
    return " | ".join(found).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_loan_without_interest_is_paid_back_in_equal_parts_after_its_wait():
    found = loan(grant(kind="loan", repaid_over="P2Y", repaid_from="P1Y", repaid_every="P3M"),
                 Decimal(10_000), START, Decimal(0))  # fmt: skip
    assert (found.count, found.each) == (5, Decimal(2000))
    assert (found.first, found.last) == (date(2028, 1, 31), date(2029, 1, 31))


def test_a_loan_at_interest_pays_its_annuity():
    """12 000 over a year at 12 %: 1 066,19 a month, as every table of annuities says."""
    found = loan(grant(kind="loan", repaid_over="P1Y"), Decimal(12_000), START, Decimal("0.12"))
    assert (found.count, found.each, found.last) == (12, Decimal("1066.19"), date(2028, 1, 31))
    assert found.total == Decimal("12794.28")


def test_a_loan_that_does_not_say_how_long_it_runs_has_no_repayment():
    assert loan(grant(kind="loan"), Decimal(1), START, Decimal(0)) is None


@pytest.mark.parametrize(("more", "said"), [
    ({"kind": "loan", "repaid_over": "P1Y", "interest": 0, "interest_max": "0.12"},
     "12 échéances de 1 000 € à 1 066,19 €"),
    ({"kind": "loan", "repaid_times": "1.5"}, "pas plus de 18 000 €"),
    ({"kind": "refund", "income_share": "0.05"}, "5 % des recettes"),
    ({"kind": "equity", "stake": "0.06"}, "6 % du capital, ce qui estime l’ensemble à 200 000 €"),
    ({"kind": "equity", "stake": "0.06", "stake_max": "0.12"}, "100 000 € à 200 000 €"),
    ({"kind": "convertible", "valuation_cap": 600_000}, "2 % du capital au moins"),
    ({"kind": "convertible", "discount": "0.2"}, "12 000 € donnent 15 000 €"),
    ({"kind": "voucher", "valid": "P6M"}, "avant le 31 juillet 2027"),
    ({"spent_share": "1.5", "spent_within": ["region:32"]},
     "Hauts-de-France, pour 18 000 € au moins"),
    ({"third_party_max": 60_000}, "plus de 12 000 € à chaque tiers"),
    ({"paid_to": "lead"}, "chef de file"),
    ({"recovered_over": "P4Y"}, "31 janvier 2031 : 12 000 € la première année, puis 3 000 €"),
    ({"reductions": [{"label": "Retard", "rate": "0.01", "per": "day", "max_rate": "0.1"}]},
     "Retard : 120 € de moins par jour, 1 200 € au plus"),
    ({"reductions": [{"label": "Sans logo", "amount": 500}]}, "Sans logo : 500 € de moins."),
])  # fmt: skip
def test_an_award_tells_in_figures_what_it_carries(more, said):
    assert said in told(**more)


def test_an_award_that_carries_nothing_tells_nothing():
    assert not told()


@pytest.mark.parametrize(("rule", "times", "off"), [
    ({"rate": "0.01", "per": "day", "max_rate": "0.1"}, 3, 30),
    ({"rate": "0.01", "per": "day", "max_rate": "0.1"}, 40, 100),
    ({"amount": 50, "per": "once"}, 9, 50), ({"amount": 5_000, "per": "time"}, 1, 1000),
])  # fmt: skip
def test_what_is_taken_off_stays_within_its_ceiling_and_the_award(rule, times, off):
    found = Reduction.model_validate({"label": "R", **rule})
    assert reduced(found, Decimal(1000), times) == off


def test_partners_share_an_award_by_their_budgets_to_the_cent():
    three = [Sharer(name, Decimal(1)) for name in "ABC"]
    found = split(Decimal(100), three)
    assert (sum(found.values()), found["A"], found["B"]) == (100, Decimal("33.34"),
                                                             Decimal("33.33"))  # fmt: skip
    assert split(Decimal(100), [*three, Sharer("D")]) == {}
    assert "A, 6 000 € et B, 6 000 €" in told(
        paid_to="each_partner", partners=[Sharer("A", Decimal(5)), Sharer("B", Decimal(5))]
    )


@pytest.mark.parametrize(("more", "mine"), [
    ({"to": "reserve"}, False), ({"to": "candidates", "awarded_at": "public"}, True),
    ({"awarded_at": "jury"}, True), ({"awarded_at": "public"}, False),
    ({"mention": "coup"}, True), ({"mention": "autre"}, False),
])  # fmt: skip
def test_an_aid_goes_to_those_it_is_meant_for(more, mine):
    who = Winner(Facts(), stage="jury", mentions=frozenset({"coup"}))
    assert concerns(grant(**more), who) is mine


def codes(found):
    return [one.code for one in found]


def test_a_prize_is_divided_among_so_many_and_never_beyond_itself():
    prize = grant(kind="prize", amount=300, count=1, split_max=2)
    assert codes(award_faults(prize, Decimal(100), [Decimal(200)])) == []
    assert codes(award_faults(prize, Decimal(150), [Decimal(200)])) == ["award.budget"]
    assert codes(award_faults(prize, Decimal(1), [Decimal(1)] * 2)) == ["award.count"]


@pytest.mark.parametrize(("amount", "found"), [(2_999, ["award.year"]), (3_000, [])])
def test_an_aid_comes_to_its_least_over_its_years(amount, found):
    aid = grant(year_min=2000, lasts="P18M")
    assert codes(award_faults(aid, Decimal(amount), [])) == found


@pytest.mark.parametrize(("years", "day", "refused"), [
    ("rolling", date(2025, 6, 1), True), ("rolling", date(2024, 6, 1), False),
    ("calendar", date(2025, 1, 1), True), ("calendar", date(2024, 12, 31), False),
    ("financial", date(2025, 4, 1), True), ("financial", date(2025, 3, 31), False),
])  # fmt: skip
def test_what_a_body_had_counts_for_so_long(years, day, refused):
    """Three years back from 31 May 2027; financial years begin on 1 April."""
    aid = grant(body_max=1000, body_within="P3Y" if years != "rolling" else "P24M", years=years)
    found = body_faults(aid, Decimal(300), [(day, Decimal(800))], date(2027, 5, 31), "04-01")
    assert bool(found) is refused
    assert not body_faults(grant(), Decimal(10**9), [(day, Decimal(1))], day)
