"""Places kept beyond merit, waves, money carried over, passed on, shared out; where it stops."""

from decimal import Decimal

import pytest

from cordee.kernel.findings import Refused
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.selection.queries.wording import rule_labels
from cordee.selection.rules import answered, problem
from cordee.selection.rules.instance import Candidate, Sheet
from cordee.selection.rules.stopping import AFTER, TAKEN, stopped

FILES = (  # id, mark, asked, wave, département, inhabitants, small
    ("a", 18, "60", "w1", "59", 300, "yes"),
    ("b", 16, "50", "w1", "59", 300, ""),
    ("c", 12, "30", "w2", "62", 200, ""),
    ("d", 11, "20", "w2", "62", 200, "yes"),
    ("e", 10, "10", "w2", "62", 200, "yes"),
)
MONEY = {"key": "aide", "label": "Aide demandée", "kind": "money"}
WAVES = [{"key": "w1", "label": "Un", "closes": "2027-01-31T12:00:00"},
         {"key": "w2", "label": "Deux", "closes": "2028-01-31T12:00:00"}]  # fmt: skip
LATER = [f"2027-02-0{day}T12:00:00+00:00" for day in (9, 8, 7, 6, 5)]
SMALL = {"rule": "declares", "key": "petite", "statement": "Petite commune"}


def asked(waves=WAVES, seed="graine", ats=(), **selection):
    made = Definition.model_validate({
        "key": "essai", "title": "Essai", "organisers": [{"key": "o", "label": "O"}],
        "windows": waves, "criteria": [{"key": "c", "label": "C"}],
        "form": {"sections": [{"key": "s", "label": "S", "questions": [MONEY]}]},
        "stages": [{"key": "jury", "label": "Jury"}],
        "selection": {"places_min": 0, **selection},
    })  # fmt: skip
    candidates = [
        Candidate(key, key.upper(), Facts(numbers={"population": Decimal(people)},
                                          declared={"petite": bool(small)},
                                          answers={"aide": amount}),
                  {"departement": place, "window": wave},
                  at=[*ats, *LATER[len(ats):]][rank])
        for rank, (key, _mark, amount, wave, place, people, small) in enumerate(FILES)
    ]  # fmt: skip
    marks = [("j", key, "c", Decimal(mark)) for key, mark, *_ in FILES]
    return made, problem(made, made.stages[0], candidates, Sheet(marks), seed)


def chosen(**given):
    return answered(asked(**given)[1])[1]["selected"]


def kept(**more):
    return {"key": "petites", "label": "Petites", "condition": SMALL, "hard": True, **more}


@pytest.mark.parametrize(("quota", "places", "expected"), [
    (kept(min=1), 3, ["a", "b", "c"]),  # « a » is one of them already
    (kept(min=1, beyond=True), 3, ["a", "b", "d"]),  # the place is kept beside hers
    (kept(min_share="0.4", beyond=True), 3, ["a", "d", "e"]),
    (kept(min=3, beyond=True, transferable=True), 4, ["a", "b", "d", "e"]),
    (kept(min=1, per="window"), 2, ["a", "d"]),  # one in each wave
])  # fmt: skip
def test_places_kept_for_some_are_beside_those_they_win_by_themselves(quota, places, expected):
    assert chosen(quotas=[quota], places_max=places) == expected


NORTH = {"attribute": "departement", "values": ["59"]}


@pytest.mark.parametrize(("quota", "places", "expected"), [
    (kept(**NORTH, min=1, beyond=True, transferable=True), 2, ["a", "b"]),  # « a » alone is both
    (kept(attribute="departement", values=["62"], min=1, beyond=True), 2, ["a", "d"]),
    (kept(min=4, transferable=True), 4, ["a", "b", "d", "e"]),  # three may take them
    (kept(**NORTH, min=3, transferable=True), 3, ["a", "b", "c"]),
    (kept(**NORTH, min_share="0.9", transferable=True), 3, ["a", "b", "c"]),
    (kept(min=2, per="window", transferable=True), 3, ["a", "d", "e"]),
])  # fmt: skip
def test_places_that_may_go_to_others_ask_for_no_more_than_may_take_them(quota, places, expected):
    assert chosen(quotas=[quota], places_max=places) == expected


def test_a_file_that_may_not_be_chosen_holds_no_place_that_others_may_take():
    choice = {"quotas": [kept(min=3, transferable=True)], "places_max": 4, "min_merit": 11}
    assert chosen(**choice) == ["a", "b", "c", "d"]  # « e » is under the least merit


@pytest.mark.parametrize(("per", "expected"), [
    ("window", ["a", "b", "c", "d", "e"]),  # 60 in the first wave, 30 in the second
    ("call", ["b", "c", "d", "e"]),
])  # fmt: skip
def test_a_balance_on_money_holds_in_each_wave_where_it_says_so(per, expected):
    assert chosen(quotas=[kept(counts="budget", per=per, max=60)]) == expected


def test_a_share_of_the_money_of_each_wave_is_a_share_of_that_wave():
    quota = kept(counts="budget", per="window", min_share="0.6")
    _, document = asked(quotas=[quota])
    assert [row["id"] for row in document["budgets"]] == ["petites:@w1:min", "petites:@w2:min"]
    assert chosen(quotas=[quota]) == ["a", "d", "e"]


def test_what_is_held_in_each_wave_is_named_by_its_place_and_its_value():
    each = {"attribute": "departement", "max": 2, "hard": True, "label": "Équilibre"}
    quotas = [{"key": "q", **each, "per": "window"}, {"key": "r", **each, "counts": "budget"},
              {"key": "s", **each, "per": "window", "counts": "budget"},
              kept(min=1, per="window")]  # fmt: skip
    labels = rule_labels(*asked(quotas=quotas))
    assert labels["q:59@w1"] == "Équilibre\u00a0: Nord, Un"
    assert labels["r:62"] == "Équilibre\u00a0: Pas-de-Calais"
    assert labels["s:62@w2"] == "Équilibre\u00a0: Pas-de-Calais, Deux"
    assert labels["petites:w2"] == "Petites\u00a0: Deux"


HALF = kept(min_share="0.5", max_share="0.5")


def test_shares_that_no_number_of_winners_keeps_choose_nobody():
    with pytest.raises(Refused, match="Aucun nombre de lauréats"):
        chosen(quotas=[HALF], places_min=3, places_max=3)
    assert len(chosen(quotas=[HALF], places_min=3, places_max=4)) == 4
    assert len(chosen(quotas=[{**HALF, "hard": False}], places_min=3, places_max=3)) == 3


PARTS = [{"key": "un", "label": "2027", "amount": 100, "windows": ["w1"]},
         {"key": "deux", "label": "2028", "amount": 20, "windows": ["w2"]}]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), [
    ({}, {}, ["a", "d"]),  # each wave keeps to its own money
    ({"carried_over": True}, {}, ["a", "c", "d", "e"]),  # what 2027 leaves goes to 2028
    ({}, {"carried_over": True}, ["a", "d"]),
    ({"transferable": True}, {}, ["a", "c", "d", "e"]),
    ({"transferable": True}, {"transferable": True}, ["a", "c", "d", "e"]),
    ({"windows": [], "year": 2027}, {"windows": [], "year": 2028}, ["a", "d"]),
])  # fmt: skip
def test_what_an_envelope_leaves_goes_where_the_call_says(first, second, expected):
    envelopes = [{**PARTS[0], **first}, {**PARTS[1], **second}]
    assert chosen(envelopes=envelopes) == expected


@pytest.mark.parametrize(("by", "tops"), [
    ("files", ["40", "60"]), ("population", ["50", "50"]), ("request", ["64.70588", "35.29411"]),
])  # fmt: skip
def test_an_envelope_is_shared_in_proportion(by, tops):
    part = {"key": "p", "label": "P", "amount": 100, "attribute": "departement",
            "proportional_to": by}  # fmt: skip
    rows = {row["id"]: row["max"] for row in asked(envelopes=[part])[1]["budgets"]}
    assert [rows["p:59"][:8], rows["p:62"][:8]] == tops


def test_pots_looked_at_together_are_named_together():
    made, question = asked(envelopes=[{**PARTS[0], "transferable": True}, PARTS[1]])
    assert rule_labels(made, question)["un+deux"] == "2027 et 2028"


@pytest.mark.parametrize(("mode", "expected"), [
    ("skipped", ["a", "c", "e"]), ("stops", ["a"]), ("reduced", ["a", "b"]),
])  # fmt: skip
def test_the_first_file_too_dear_is_passed_stops_the_choice_or_gets_what_is_left(mode, expected):
    assert chosen(budget=105, too_dear=mode) == expected


def test_a_file_too_dear_is_told_why_and_one_given_less_how_much():
    amounts = {key: Decimal(amount) for key, _, amount, *_ in FILES}
    found = stopped("stops", "abc", amounts, Decimal(100), 9)
    assert found.aside == {"b": TAKEN, "c": AFTER}
    assert stopped("reduced", "abc", amounts, Decimal(100), 9).reduced == {"b": Decimal(40)}
    assert stopped("stops", "abc", amounts, Decimal(100), 1).aside == {}


def test_a_body_carries_no_more_projects_than_it_may():
    made = Definition.model_validate({**asked()[0].data(), "project": {"per_body": 1}})
    two = [Candidate(key, key, Facts(), {"organisation": "ville"}) for key in "ab"]
    marks = [("j", "a", "c", Decimal(10)), ("j", "b", "c", Decimal(12))]
    question = problem(made, made.stages[0], two, Sheet(marks), "graine")
    assert answered(question)[1]["selected"] == ["b"]


def test_files_of_one_day_are_drawn_by_lot_on_the_clock_of_the_call():
    """23.30 in London is the next day in Paris: « a » and « b » come on the same one."""
    ats = ["2027-01-09T10:00:00+00:00", "2027-01-08T23:30:00+00:00", "2027-01-08T10:00:00+00:00"]
    assert asked(ats=ats, method="arrival")[1]["lot"][:3] == ["c", "b", "a"]
    drawn = [asked(ats=ats, method="arrival", arrival="day", seed=one)[1]["lot"][:3]
             for one in ("graine", "autre", "encore", "neuf")]  # fmt: skip
    assert {tuple(one) for one in drawn} == {("c", "a", "b"), ("c", "b", "a")}
