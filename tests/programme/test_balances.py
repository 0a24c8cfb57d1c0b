"""Balances that hold together are told nothing; those that hold nothing as said are told."""

import pytest

from tests.programme.build import define, said
from tests.programme.parts import form

THEMES = {"key": "t", "label": "Thèmes", "kind": "choice",
          "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]}  # fmt: skip
TRACKS = [{"key": "x", "label": "X"}, {"key": "y", "label": "Y"}]
CODES = ("quota.impossible", "quota.clash", "quota.scarce", "quota.none", "quota.idle")


def quota(key="q", **parts):
    return {"key": key, "label": key.upper(), "hard": True, **parts}


def told(*quotas, places_min=0, places_max=6, **parts):
    selection = {"places_min": places_min, "places_max": places_max, "quotas": quotas}
    return [one for code in CODES for one in said(code, selection=selection, **parts)]


NORTH, SOUTH = ({"attribute": "departement", "values": [code]} for code in ("59", "62"))
TOWNS = {"attribute": "kind", "values": ["commune"]}


@pytest.mark.parametrize(("quotas", "parts"), [
    ([quota(**NORTH, counts="budget", min=200_000)], {}),
    ([quota(of_question="mw", min=100)], form({"key": "mw", "label": "MW", "kind": "number"})),
    ([quota(of_question="mw", max=0, attribute="kind")],
     form({"key": "mw", "label": "MW", "kind": "number"})),
    ([quota(attribute="answer.t", values=["a"], min=4),
      quota("r", attribute="answer.t", values=["b"], min=4)], form({**THEMES, "max": 2})),
    ([quota(**NORTH, min_share="0.6"), quota("r", **SOUTH, min_share="0.6", counts="budget")], {}),
    ([quota(**TOWNS, min=5), quota("r", **TOWNS, max=2, per="track")],
     {"tracks": [{**one, "places_max": 3} for one in TRACKS]}),
    ([quota(**TOWNS, min=5), quota("r", **TOWNS, max=2, counts="budget")], {}),
    ([quota(attribute="track", max=1, counts="budget")], {"tracks": TRACKS, "places_min": 4}),
    ([quota(attribute="answer.t", max=2)],
     {"places_min": 5, **form({**THEMES, "required": False})}),
])  # fmt: skip
def test_balances_that_count_other_things_contradict_nothing(quotas, parts):
    assert told(*quotas, **parts) == []


@pytest.mark.parametrize(("quotas", "parts", "words"), [
    ([quota(attribute="answer.t", values=["a"], min=4),
      quota("r", attribute="answer.t", values=["b"], min=4)], form({**THEMES, "max": 1}),
     "8\u00a0lauréats, pour 6\u00a0places"),
    ([quota(attribute="answer.t", max=2)], {"places_min": 5, **form({**THEMES, "max": 1})},
     "cela ne fait que 4\u00a0lauréats"),
    ([quota(**TOWNS, min=1, per="track")], {}, "ôtez per"),
    ([quota(**TOWNS, min_share="0.5", per="track")], {"tracks": TRACKS}, "écrivez son places_max"),
    ([quota(**NORTH, min_share="0.6"), quota("r", **SOUTH, min_share="0.6")], {}, "120"),
])  # fmt: skip
def test_balances_that_no_set_keeps_are_told(quotas, parts, words):
    assert any(words in one for one in told(*quotas, **parts))


NUMBER = {"key": "n", "label": "N", "kind": "number", "min": 10, "max": 100}


@pytest.mark.parametrize(("rule", "question", "words"), [
    ({"min": 5}, {}, "n’écarte personne"),
    ({"max": 200}, {}, "n’écarte personne"),
    ({"min": 5, "max": 50}, {}, ""),
    ({"min": 5}, {"required": False}, ""),
    ({"min": 10, "max": 100}, {}, ""),
    ({"min": 200}, {}, "Aucune réponse"),
])  # fmt: skip
def test_a_condition_on_a_number_is_idle_only_when_every_answer_meets_it(rule, question, words):
    found = said("answer.settled", **form({**NUMBER, **question}),
                 eligibility=[{"rule": "answer", "question": "n", **rule}])  # fmt: skip
    assert [words in one for one in found] == ([True] if words else [])


@pytest.mark.parametrize(("admitted", "silent"), [
    ({}, False), ({"derogation": True}, True), ({"strength": "conseil"}, True),
])  # fmt: skip
def test_a_balance_on_a_number_counts_nobody_only_where_the_condition_binds(admitted, silent):
    asked = {"rule": "number", "fact": "population", "min": 100_000}
    parts = {
        "eligibility": [{"rule": "number", "fact": "population", "max": 5000, **admitted}],
        "selection": {"quotas": [quota(condition=asked, min=1)]},
    }
    assert (said("counted.never", **parts) == []) is silent
    others = {**asked, "of": "any_member"}
    parts["selection"] = {"quotas": [quota(condition=others, min=1)]}
    assert said("counted.never", **parts) == []


def test_what_a_balance_counts_is_known_by_itself():
    made = define(selection={"quotas": [quota(**NORTH, min=1), quota("r", of_question="n", max=1),
                                        quota("s", **NORTH, counts="budget", max=1)]})  # fmt: skip
    assert [one.of_files for one in made.selection.quotas] == [True, False, False]


def test_a_question_says_how_to_answer_yes():
    old = {"rule": "number", "fact": "population", "max": 5000, "as_of": {"date": "2020-12-31"}}
    (asked,) = said("eligibility.facts", eligibility=[old])
    assert asked.endswith('dites-le dans [[settled]], about = "eligible".')


def test_a_person_comes_with_a_host_that_the_call_does_not_name():
    hosted = {"key": "vie", "label": "Vie", "kind": "stipend", "amount": 9, "paid_to": "host"}
    assert any("host" in one for one in said("grant.sort", grants=[hosted]))
    assert said("grant.sort", grants=[hosted], applicant={"is": ["person"]}) == []
