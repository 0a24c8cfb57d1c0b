"""A survey tells nothing of anyone: too few, or told by subtraction, and nothing is said."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.journeys.learning.forms.surveys import SurveyForm
from cordee.journeys.learning.rules.codes import SIGNS, new_code, read_code
from cordee.journeys.learning.rules.expecting import closes, expected, spoken
from cordee.journeys.learning.rules.surveys import Asked, paired, pulse_of, results
from cordee.kernel.speech import into
from cordee.programme import load

SCALE = Asked("q", "Utile", "scale")
WORDS = Asked("w", "Pourquoi", "text")


def code(seed: int = 1) -> str:
    return new_code(random.Random(seed).choice)


def test_a_code_is_read_whatever_its_case_and_dashes_and_lookalikes():
    one = code()
    assert read_code(one.lower().replace("-", " ")) == one.replace("-", "")
    assert read_code("") is None
    assert read_code("ABC") is None


@given(st.integers(0, 5000), st.integers(0, 9), st.sampled_from(SIGNS))
def test_a_wrong_sign_is_told(seed, place, sign):
    right = code(seed).replace("-", "")
    wrong = right[:place] + sign + right[place + 1 :]
    if wrong != right and {right[place], sign} != {"0", "Z"}:
        assert read_code(wrong) is None


@given(st.integers(0, 5000), st.integers(0, 7))
def test_two_signs_swapped_are_told(seed, place):
    right = code(seed).replace("-", "")
    one, other = right[place], right[place + 1]
    if one != other and {one, other} != {"0", "Z"}:
        wrong = right[:place] + other + one + right[place + 2 :]
        assert read_code(wrong) is None


@pytest.mark.parametrize("count", range(5))
def test_below_five_answers_nothing_is_told(count):
    told = results([SCALE, WORDS], [{"q": 3, "w": "x"}] * count, 5)
    assert all(one.hidden and not one.counts and not one.texts for one in told)


def test_from_five_the_counts_and_the_words_are_told_in_no_order_of_arrival():
    rows = [{"q": 5, "w": "zèbre"}, *[{"q": 2, "w": f"mot {n}"} for n in range(4)]]
    scale, words = results([SCALE, WORDS], rows, 5)
    assert scale.counts == {1: 0, 2: 4, 3: 0, 4: 0, 5: 1}
    assert scale.mean == pytest.approx(2.6)
    assert words.texts == ["mot 0", "mot 1", "mot 2", "mot 3", "zèbre"]


def test_a_question_few_answered_is_hidden_though_the_survey_is_told():
    rows = [{"q": 3}] * 8 + [{"q": 3, "w": "moi seule"}]
    scale, words = results([SCALE, WORDS], rows, 5)
    assert not scale.hidden
    assert words.hidden
    assert words.texts == []


def test_a_signed_survey_is_told_from_the_first_answer():
    scale, words = results([SCALE, WORDS], [{"q": 4}], 1)
    assert scale.mean == 4
    assert not words.hidden


def side(marks, value):
    return [(mark, {"q": value}) for mark in marks]


def test_the_pairs_tell_who_went_up_stayed_or_went_down():
    marks = [f"m{n}" for n in range(6)]
    before = [(mark, {"q": 3}) for mark in marks]
    after = [(mark, {"q": 2 + rank % 3}) for rank, mark in enumerate(marks)]
    found = paired([SCALE, WORDS], before, after, 5)
    (change,) = found.changes
    assert (found.pairs, change.up, change.same, change.down) == (6, 2, 2, 2)
    assert (change.before, change.after) == (3, 3)


@pytest.mark.parametrize(("alone", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_few_without_a_code_are_never_deduced_by_subtraction(alone, told):
    marks = [f"m{n}" for n in range(6)]
    before = side(marks, 3) + side([""] * alone, 1)
    found = paired([SCALE], before, side(marks, 4), 5)
    assert bool(found.changes) is told
    assert told or "soustraction" in found.why


def test_those_who_skip_a_question_are_not_deduced_either():
    marks = [f"m{n}" for n in range(7)]
    before = side(marks, 3)
    after = [*side(marks[:6], 4), (marks[6], {"q": None})]
    assert paired([SCALE], before, after, 5).changes == []


def test_a_code_used_twice_pairs_with_nothing():
    marks = ["m0"] * 5 + [f"m{n}" for n in range(5)]
    assert paired([SCALE], side(marks, 3), side(marks, 3), 5).pairs == 0


@given(st.lists(st.sampled_from("abcdefghijkl"), unique=True),
       st.lists(st.sampled_from("abcdefghijkl"), unique=True), st.integers(0, 7), st.integers(0, 7),
       )  # fmt: skip
def test_whatever_is_told_the_others_are_nobody_or_five_at_least(first, second, left, right):
    before = side(first, 2) + side([""] * left, 5)
    after = side(second, 4) + side([""] * right, 1)
    found = paired([SCALE], before, after, 5)
    for change in found.changes:
        pairs = change.up + change.same + change.down
        assert pairs >= 5
        for whole in (before, after):
            assert len(whole) == pairs or len(whole) - pairs >= 5


def test_the_closing_survey_asks_for_what_people_came_to_find():
    loaded = load(Path(__file__).parents[3] / "programmes" / "mise-en-recits-2024").definition
    assert loaded is not None
    asked = expected(loaded)
    assert [one.kind for one in asked] == ["scale"] * 10  # eight promises, two results by survey
    assert "Vous veniez trouver" in asked[0].label
    assert "Résultat attendu" in asked[-1].label
    kept = [replace(one, label=str(one.label)) for one in asked]  # as a survey keeps them
    heard = [into(one.label, "en") for one in spoken(kept, loaded)]
    assert heard[0].startswith("You came to find:")
    assert heard[-1].endswith("Has it been reached?")
    assert into(spoken([Asked("q", "Ma question")], loaded)[0].label, "en") == "Ma question"
    assert into(pulse_of("J1"), "en") == "The pulse: J1"
    form = SurveyForm([], ready=asked)
    assert form.initial == {}
    assert sum(name.endswith("_kind") for name in form.fields) == 12  # and two left to write
    ends = [one.key for one in loaded.year.surveys if closes(loaded, one)]
    assert ends == ["bilan"]
