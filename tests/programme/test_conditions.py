"""Conditions of members taken together, of shares of a territory, and of strict bounds."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.kernel.findings import Verdict
from cordee.programme.conditions import Facts, judge
from cordee.programme.schema.who import (
    AnswerIs,
    Awarded,
    Declares,
    If,
    KindIs,
    ListedIn,
    NotAwarded,
    NumberIs,
    PlaceIs,
)


def people(count: int, category: str = "") -> Facts:
    return Facts(numbers={"population": Decimal(count)}, category=category, kind="commune")


@pytest.mark.parametrize(("counts", "verdict"), [
    ((30_000, 25_000), Verdict.OK), ((30_000, 20_000), Verdict.BROKEN),
])  # fmt: skip
def test_numbers_of_members_are_added_when_they_count_together(counts, verdict):
    rule = NumberIs(fact="population", of="together", above=Decimal(50_000))
    assert judge(rule, Facts(members=tuple(map(people, counts)))).verdict is verdict


def test_a_number_that_one_member_has_not_given_is_still_to_complete():
    rule = NumberIs(fact="population", of="together", min=Decimal(1))
    members = (people(30_000), Facts(kind="commune"))
    assert judge(rule, Facts(members=members)).verdict is Verdict.MISSING
    assert judge(rule, Facts()).verdict is Verdict.MISSING


@pytest.mark.parametrize(("value", "verdict"), [
    (9, Verdict.BROKEN), (10, Verdict.BROKEN), (11, Verdict.OK), (19, Verdict.OK),
    (20, Verdict.BROKEN),
])  # fmt: skip
def test_strict_bounds_are_not_reached(value, verdict):
    rule = NumberIs(fact="population", above=Decimal(10), below=Decimal(20))
    assert judge(rule, people(value)).verdict is verdict


@pytest.mark.parametrize(("share", "verdict"), [
    (None, Verdict.MISSING), ("0.49", Verdict.BROKEN), ("0.5", Verdict.OK),
])  # fmt: skip
def test_a_share_of_the_territory_is_enough_or_not(share, verdict):
    rule = PlaceIs(within=("region:32",), min_share=Decimal("0.5"), share_of="population")
    shares = {} if share is None else {"population:region:32": Decimal(share)}
    assert judge(rule, Facts(refs=frozenset({"region:32"}), shares=shares)).verdict is verdict


def test_a_condition_on_a_category_leaves_the_other_partners_alone():
    rule = KindIs(among=("commune",), of="every_member", category="ville")
    school = Facts(kind="ecole", category="science")
    assert judge(rule, Facts(members=(people(1, "ville"), school))).verdict is Verdict.OK
    assert judge(rule, Facts(members=(school,))).verdict is Verdict.OK


@pytest.mark.parametrize("answer", ["NaN", "Infinity", "beaucoup", "1e9"])
def test_an_answer_that_is_no_number_between_the_bounds_does_not_fit(answer):
    rule = AnswerIs(question="q", min=Decimal(1), max=Decimal(9))
    assert judge(rule, Facts(answers={"q": answer})).verdict is Verdict.BROKEN


@pytest.mark.parametrize(("outcome", "verdict"), [
    ("awarded", Verdict.OK), ("refused", Verdict.BROKEN), ("submitted", Verdict.BROKEN),
])  # fmt: skip
def test_a_file_refused_before_counts_only_when_the_call_says_so(outcome, verdict):
    facts = Facts(refused={"recits": date(2024, 3, 1)})
    assert judge(NotAwarded(programmes=("recits",), outcome=outcome), facts).verdict is verdict


@pytest.mark.parametrize(("kind", "years", "verdict"), [
    ("association", 3, Verdict.OK), ("association", 0, Verdict.BROKEN),
    ("association", None, Verdict.MISSING), ("commune", None, Verdict.OK),
    ("", 3, Verdict.MISSING),
])  # fmt: skip
def test_a_condition_of_some_only_leaves_the_others_alone(kind, years, verdict):
    rule = If(condition=KindIs(among=("association",)), then=NumberIs(fact="years", min=Decimal(1)))
    numbers = {} if years is None else {"years": Decimal(years)}
    found = judge(rule, Facts(kind=kind, numbers=numbers))
    assert found.verdict is verdict


@pytest.mark.parametrize(("times", "verdict"), [(1, Verdict.OK), (2, Verdict.BROKEN)])
def test_so_many_earlier_awards_are_allowed(times, verdict):
    awarded = {f"appel-{number}": date(2024, 3, number) for number in range(1, times + 1)}
    assert judge(NotAwarded(allowed=1), Facts(awarded=awarded)).verdict is verdict


@pytest.mark.parametrize(("on", "years", "verdict"), [
    (date(2026, 11, 2), "rolling", Verdict.BROKEN), (date(2026, 11, 2), "calendar", Verdict.OK),
    (date(2027, 1, 2), "calendar", Verdict.BROKEN), (date(2025, 11, 2), "rolling", Verdict.OK),
])  # fmt: skip
def test_a_year_goes_back_from_the_day_or_starts_in_january(on, years, verdict):
    rule = NotAwarded.model_validate({"within": "P1Y", "years": years})
    assert judge(rule, Facts(awarded={"a": on}, today=date(2027, 3, 1))).verdict is verdict


@pytest.mark.parametrize(("country", "place", "verdict"), [
    ("IE", "country:EU", Verdict.OK), ("NO", "country:EU", Verdict.BROKEN),
    ("NO", "country:EEA", Verdict.OK), ("FR", "country:EU", Verdict.OK),
])  # fmt: skip
def test_a_union_of_countries_stands_for_each_of_them(country, place, verdict):
    rule = PlaceIs(within=(place,))
    assert judge(rule, Facts(refs=frozenset({f"country:{country}"}))).verdict is verdict


@pytest.mark.parametrize(("debts", "funds", "verdict"), [
    (50, 100, Verdict.OK), (101, 100, Verdict.BROKEN), (50, None, Verdict.MISSING),
    (50, 0, Verdict.MISSING),
])  # fmt: skip
def test_a_number_may_be_judged_over_another(debts, funds, verdict):
    known = {"debts": debts, **({} if funds is None else {"funds": funds})}
    facts = Facts(numbers={name: Decimal(value) for name, value in known.items()})
    assert judge(NumberIs(fact="debts", over="funds", max=Decimal(1)), facts).verdict is verdict


@pytest.mark.parametrize(("day", "verdict"), [
    ("2019-12-31", Verdict.BROKEN), ("2020-01-01", Verdict.OK), ("2023-12-31", Verdict.OK),
    ("2024-01-01", Verdict.BROKEN), ("jadis", Verdict.BROKEN),
])  # fmt: skip
def test_an_answer_may_have_to_be_a_day_between_two(day, verdict):
    rule = AnswerIs(question="these", after=date(2020, 1, 1), before=date(2023, 12, 31))
    assert judge(rule, Facts(answers={"these": day})).verdict is verdict


@pytest.mark.parametrize(("rule", "verdict"), [
    (Awarded(), Verdict.OK), (Awarded(programmes=("autre",)), Verdict.BROKEN),
    (Awarded(count=2), Verdict.BROKEN), (Awarded(outcome="refused"), Verdict.BROKEN),
])  # fmt: skip
def test_a_sequel_asks_for_an_earlier_award(rule, verdict):
    assert judge(rule, Facts(awarded={"phase-1": date(2026, 3, 1)})).verdict is verdict


def test_one_aid_at_a_time_is_checked_by_people_and_refuses_nobody():
    found = judge(NotAwarded(running=True), Facts(awarded={"phase-1": date(2026, 3, 1)}))
    assert (found.verdict, found.blocks) == (Verdict.MISSING, False)
    assert judge(NotAwarded(running=True), Facts()).verdict is Verdict.OK


def test_a_budget_is_told_in_the_currency_of_the_call():
    rule = NumberIs(rule="number", fact="budget", max=Decimal(100))
    told = judge(rule, Facts(numbers={"budget": Decimal(5000)}, currency="CHF")).sentence
    assert "5\u202f000\u00a0CHF" in told


@pytest.mark.parametrize(("refs", "declared", "verdict"), [
    ((), None, Verdict.MISSING), ((), True, Verdict.OK), ((), False, Verdict.BROKEN),
    (("country:FR",), True, Verdict.OK), (("country:FR",), None, Verdict.MISSING),
    (("commune:76540", "region:28"), True, Verdict.BROKEN),
])  # fmt: skip
def test_a_body_that_no_list_knows_declares_where_its_seat_is(refs, declared, verdict):
    rule = PlaceIs(key="ici", within=("region:32",))
    facts = Facts(refs=frozenset(refs), declared={} if declared is None else {"ici": declared})
    assert judge(rule, facts).verdict is verdict


def test_a_call_that_takes_named_people_without_saying_on_which_list_looks_at_each_of_its_lists():
    nominated = ListedIn()
    assert judge(nominated, Facts(lists=frozenset({"step:nomination"}))).verdict is Verdict.OK
    assert judge(nominated, Facts()).verdict is Verdict.BROKEN
    assert judge(ListedIn(list="ordre"), Facts(lists=frozenset({"a"}))).verdict is Verdict.BROKEN


def test_every_member_of_a_category_nobody_is_of_refuses_nobody():
    plan = Declares(statement="Un plan", of="every_member", category="public")
    firm, town = Facts(category="profit"), Facts(category="public")
    assert judge(plan, Facts(members=(firm,))).verdict is Verdict.OK
    assert judge(plan, Facts(members=(firm, town))).verdict is Verdict.MISSING
    assert judge(plan, Facts()).verdict is Verdict.MISSING
