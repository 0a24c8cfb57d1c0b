"""What is left unsaid: one step for all, one currency for all."""

from decimal import Decimal

import pytest

from cordee.programme.schema import Definition
from tests.programme.build import LEAST

MONEY = {"kind": "money", "key": "m", "label": "M"}
GROUP = {"kind": "group", "key": "g", "label": "G", "questions": [MONEY]}
ABROAD = {
    **LEAST,
    "currency": "CAD",
    "grants": [{"key": "a", "label": "A", "amount": 5},
               {"key": "b", "label": "B", "amount": 5, "currency": "EUR"},
               {"key": "c", "label": "C", "amount": 5, "currency": "CAD"}],
    "fees": [{"key": "f", "label": "F", "rates": [{"amount": 9}]}],
    "form": {"sections": [{"key": "s", "label": "S", "questions": [GROUP]}]},
}  # fmt: skip


def test_amounts_are_in_the_currency_of_the_call_unless_they_name_another():
    read = Definition.model_validate(ABROAD)
    assert [one.currency for one in read.grants] == ["CAD", "EUR", "CAD"]
    assert read.fees[0].currency == "CAD"
    (group,) = read.questions()
    assert group.questions[0].currency == "CAD"


def test_a_frozen_definition_keeps_each_currency():
    read = Definition.model_validate(ABROAD)
    assert Definition.model_validate(read.data()) == read
    assert Definition.model_validate(read.data()).grants[1].currency == "EUR"


@pytest.mark.parametrize("odd", ["x", [1], {"a": 1}, None])
def test_odd_data_is_left_to_the_faults(odd):
    for name in ("grants", "fees", "form", "windows"):
        with pytest.raises(ValueError, match=r"\w"):
            Definition.model_validate({**ABROAD, name: odd, "key": "É"})


def test_a_page_shown_in_one_case_lends_its_condition_to_its_questions():
    page = {"key": "s", "label": "S", "when": {"question": "oui", "equals": True}}
    own = {"question": "non", "equals": True}
    questions = [
        {"kind": "yes_no", "key": "a", "label": "A"},
        {"kind": "yes_no", "key": "b", "label": "B", "when": own},
    ]
    read = Definition.model_validate(
        {**LEAST, "form": {"sections": [{**page, "questions": questions}]}}
    )
    first, second = read.questions()
    assert [one.question for one in first.when.all_of] == ["oui"]
    assert [one.question for one in second.when.all_of] == ["oui", "non"]


def test_points_of_a_stage_are_known_when_each_criterion_says_its_own():
    criteria = [{"key": "a", "label": "A", "points": 5}, {"key": "b", "label": "B", "points": 10}]
    stages = [{"key": "s", "label": "S"}, {"key": "t", "label": "T", "criteria": ["a"]}]
    read = Definition.model_validate({**LEAST, "criteria": criteria, "stages": stages})
    assert [read.points_of(one) for one in read.stages] == [Decimal(15), Decimal(5)]
    silent = Definition.model_validate(
        {**LEAST, "criteria": [criteria[0], {"key": "b", "label": "B"}], "stages": stages}
    )
    assert silent.points_of(silent.stages[0]) == 0
