"""The amount asked for against the aid: ceilings, rates, bonuses, brackets; the pieces."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.applications.rules.answers import answer_faults
from cordee.applications.rules.deposit import Draft, answers_findings
from cordee.applications.rules.grants import grant_findings
from cordee.applications.rules.pieces import following, weight_findings
from cordee.applications.rules.team import Teammate, team_findings
from cordee.programme.amounts import asked_question
from cordee.programme.conditions import Facts
from cordee.programme.schema import questions as q
from cordee.programme.schema.team import Team
from tests.programme.build import define

QUESTIONS = [{"kind": "money", "key": "cout", "label": "Coût"},
             {"kind": "money", "key": "aide", "label": "Aide demandée"}]  # fmt: skip
RURAL = {"rule": "number", "fact": "population", "below": 1000}


def call(*grants, **more):
    return define(
        form={"sections": [{"key": "s", "label": "S", "questions": QUESTIONS}]},
        project={"cost_question": "cout"},
        grants=[{"key": f"g{rank}", "label": "Aide", **one} for rank, one in enumerate(grants)],
        **more,
    )


def told(definition, amount, cost=100_000, population=None, track=""):
    facts = Facts(numbers={} if population is None else {"population": Decimal(population)})
    answers = {"aide": str(amount), "cout": str(cost)}
    found = grant_findings(definition, track, answers, facts)
    return [one.sentence.replace("\xa0", " ").replace("\u202f", " ") for one in found]


@pytest.mark.parametrize(("grant", "amount", "words"), [
    ({"rate_max": 0.5}, 50_000, None),
    ({"rate_max": 0.5}, 50_001, "50 % de 100 000 €"),
    ({"rate_max": 0.5, "costs_max": 60_000}, 30_001, "50 % de 60 000 €"),
    ({"max": 20_000}, 20_001, "ne dépasse pas 20 000 €"),
    ({"min": 5_000}, 4_000, "au moins 5 000 €"),
    ({"rate_min": 0.4, "rate_max": 0.6}, 30_000, "au moins 40 000 €"),
    ({"costs_min": 200_000, "rate_max": 0.5}, 1, "en demande au moins 200 000 €"),
    ({"co_financing_min": 0.3}, 70_000, None),
    ({"co_financing_min": 0.3}, 71_000, "au moins 30 % d’autres financements"),
    ({"brackets": [{"up_to": 50_000, "rate": 0.4}, {"rate": 0.2}]}, 30_000, None),
    ({"brackets": [{"up_to": 50_000, "rate": 0.4}, {"rate": 0.2}]}, 30_100, "30 000 €"),
    ({"kind": "prize", "amount": 100}, 5_000, None),
    ({"amount": 10_000}, 12_000, "ne dépasse pas 10 000 €"),
    ({"own_min": 30_000}, 70_000, None),
    ({"own_min": 30_000}, 80_000, "votre apport est d’au moins 30 000 €"),
    ({"co_financing_max": 0}, 100_000, None),
    ({"co_financing_max": 0}, 90_000, "il en reste 10 000 €"),
    ({"matches": 4}, 80_000, None),
    ({"matches": 4}, 90_000, "ne dépasse pas 40 000 €"),
    ({"yearly_rates": [0.8, 0.6]}, 90_000, "80 % de 100 000 €"),
])  # fmt: skip
def test_what_is_asked_for_is_held_to_what_the_aid_gives(grant, amount, words):
    found = told(call(grant), amount)
    assert (words is None) == (found == [])
    assert words is None or words in found[0]


def test_a_bonus_and_a_tier_raise_the_rate_of_those_they_concern():
    bonus = {"rate_max": 0.3, "bonuses": [{"label": "Rural", "rate": 0.1, "when": RURAL}]}
    assert told(call(bonus), 40_000, population=500) == []
    assert told(call(bonus), 40_000, population=5_000)
    tiers = {"tiers": [{"rate": 0.8, "when": RURAL}, {"rate": 0.5}]}
    assert told(call(tiers), 80_000, population=500) == []
    assert told(call(tiers), 80_000, population=5_000)


def test_an_aid_by_unit_stops_at_the_units_that_the_form_counts():
    definition = call({"per": "unit", "unit": "place", "amount": 7400, "unit_question": "places"})
    facts = Facts(answers={"places": "10"})
    over, within = ({"aide": amount} for amount in ("75000", "74000"))
    assert "74 000" in grant_findings(definition, "", over, facts)[0].sentence.replace(
        "\u202f", " "
    )
    assert not grant_findings(definition, "", within, facts)
    assert not grant_findings(definition, "", over, Facts())


def test_an_aid_by_inhabitant_stops_at_its_inhabitants():
    aid = {"per": "inhabitant", "amount": 2, "max": 10_000}
    assert told(call(aid), 2_000, population=1_000) == []
    assert told(call(aid), 2_001, population=1_000)
    assert told(call(aid), 10_001, population=90_000)


def test_of_several_aids_only_the_one_that_applies_speaks():
    scale = ({"rate_max": 0.8, "when": RURAL},
             {"rate_max": 0.4, "when": {"rule": "none_of", "conditions": [RURAL]}})  # fmt: skip
    assert told(call(*scale), 60_000, population=500) == []
    assert told(call(*scale), 60_000, population=5_000)
    assert told(call(*scale), 60_000) == []  # who asks is not known yet


def test_a_call_that_may_give_less_only_warns():
    definition = call({"max": 100}, selection={"adjusts": True})
    (found,) = grant_findings(definition, "", {"aide": "200"}, Facts())
    assert not found.blocks
    assert "pourra être réduite" in found.sentence


def test_a_grant_names_the_question_that_asks_for_it():
    assert asked_question(call({"max": 1})) == "aide"
    assert asked_question(call({"max": 1, "asked_question": "cout"})) == "cout"


DUE = {"kind": "file", "key": "deliberation", "label": "Délibération",
       "due": {"anchor": "deposit", "offset": "P2M"}}  # fmt: skip


@pytest.mark.parametrize(("due", "blocks"), [(DUE, False), ({**DUE, "due": None}, True)])
def test_a_piece_that_may_follow_does_not_refuse_the_deposit(due, blocks):
    definition = define(form={"sections": [{"key": "s", "label": "S", "questions": [due]}]})
    (found,) = answers_findings(definition, Draft(Facts()), date(2027, 3, 1))
    assert found.blocks is blocks
    assert blocks or "1er mai 2027" in found.sentence.replace("\xa0", " ")
    asked = list(definition.questions())
    assert [one.until for one in following(definition, asked, {}, date(2027, 3, 1))] == (
        [] if blocks else [date(2027, 5, 1)]
    )


@pytest.mark.parametrize(("size", "count"), [(2, 0), (3, 1)])
def test_the_pieces_together_weigh_no_more_than_the_form_takes(size, count):
    definition = define(form={"max_mb": 5})
    piece = {"name": "a.pdf", "size": size * 1024 * 1024}
    assert len(list(weight_findings(definition, {"a": [piece], "b": [piece]}))) == count


OUTSIDE = Team.model_validate({"asks_service": True, "roles": [
    {"key": "allie", "label": "Allié·e", "external": True}]})  # fmt: skip


@pytest.mark.parametrize(("structure", "blocks"), [
    ("Association des voisins", False), ("ville de  lens", True), ("", True),
])  # fmt: skip
def test_whoever_comes_from_outside_is_of_another_structure(structure, blocks):
    mate = Teammate("Ada", "allie", organisation=structure, service="Culture")
    found = [one for one in team_findings(OUTSIDE, [mate], "Ville de Lens") if one.blocks]
    assert [one.code for one in found] == (["team.external"] if blocks else [])


def test_a_service_that_is_asked_for_and_not_said_is_told():
    mate = Teammate("Ada", "allie", organisation="Voisins")
    assert "team.service" in {one.code for one in team_findings(OUTSIDE, [mate], "Lens")}


def test_an_optional_piece_that_may_follow_says_nothing():
    assert answer_faults(q.File(key="f", label="F", required=False, min=0), []) == []


def test_a_contribution_by_inhabitant_is_counted_on_the_population():
    grant = {"own_min": 28, "own_per": "inhabitant"}
    assert told(call(grant), 90_000, population=300) == []
    assert "28 000 €" in told(call(grant), 90_000, population=1_000)[0]


def test_two_aids_that_are_not_given_together_are_not_asked_together():
    both = call({"asked_question": "aide"}, {"asked_question": "cout", "not_with": ["g0"]})
    found = grant_findings(both, "", {"aide": "10", "cout": "20"}, Facts())
    assert [one.code for one in found] == ["grant.together"]
    assert grant_findings(both, "", {"aide": "10"}, Facts()) == []


@pytest.mark.parametrize(("study", "works", "words"), [
    (10_000, 90_000, None),
    (30_000, 70_000, "prend 30 % du budget, et 20 % au plus"),
    (1_000, 99_000, "il faut 5 % au moins"),
])  # fmt: skip
def test_a_sort_of_costs_is_held_to_its_limit_in_the_budget(study, works, words):
    table = {"kind": "table", "key": "cout", "label": "Budget",
             "columns": [{"key": "m", "label": "Montant", "kind": "money", "total": True}],
             "rows": [{"key": "e", "label": "Études"},
                      {"key": "t", "label": "Travaux"}]}  # fmt: skip
    limits = [{"label": "Études", "max_share": 0.2}, {"label": "études", "min_share": 0.05}]
    made = define(
        form={"sections": [{"key": "s", "label": "S", "questions": [table, QUESTIONS[1]]}]},
        project={"cost_question": "cout"},
        grants=[{"key": "g", "label": "Aide", "cost_limits": limits}],
    )
    rows = [{"key": "e", "m": str(study)}, {"key": "t", "m": str(works)}]
    found = grant_findings(made, "", {"aide": "1000", "cout": rows}, Facts())
    said = " ".join(one.sentence.replace("\xa0", " ").replace("\u202f", " ") for one in found)
    assert (words is None) == (said == "")
    assert words is None or words in said


def test_an_aid_given_only_beside_another_is_not_asked_for_alone():
    """A grant beside a loan."""
    loan = {"kind": "loan", "max": 50_000, "asked_question": "cout"}
    beside = {"max": 10_000, "asked_question": "aide", "with": ["g0"]}
    definition = call(loan, beside)
    alone, both = {"aide": "5000"}, {"aide": "5000", "cout": "40000"}
    found = [grant_findings(definition, "", one, Facts()) for one in (alone, both)]
    assert [[one.code for one in some] for some in found] == [["grant.together"], []]


LINES = [("salaires", "Salaires", 60), ("etudes", "Études", 20), ("generaux", "Frais généraux", 20),
         ("nature", "Apports en nature", 0)]  # fmt: skip


@pytest.mark.parametrize(("grant", "amount", "values", "words"), [
    ({"overheads_max": 0.25}, 10, {}, None),
    ({"overheads_max": 0.2}, 10, {}, "soit 16 €"),
    ({"overheads_flat": 0.1}, 10, {}, "10 % au plus des dépenses directes"),
    ({"flat_costs": [{"label": "Études", "rate": 0.4, "of": "staff"}]}, 10, {}, None),
    ({"flat_costs": [{"label": "Études", "rate": 0.3, "of": "staff"}]}, 10, {}, "30 % font 18 €"),
    ({"flat_costs": [{"label": "Études", "rate": 0.1, "of": "total"}]}, 10, {}, "font 10 €"),
    ({"rate_max": 0.5, "cost_limits": [{"label": "Études", "rate_max": 0.3}]}, 46, {}, None),
    ({"rate_max": 0.5, "cost_limits": [{"label": "Études", "rate_max": 0.3}]}, 47, {},
     "ne dépasse pas 46 €"),
    ({"in_kind_max": 0.5}, 80, {"generaux": 10, "nature": 10}, None),
    ({"in_kind_max": 0.4}, 80, {"generaux": 10, "nature": 10}, "soit 8 €"),
    ({"cash_min": 0.1}, 85, {"generaux": 10, "nature": 10}, "en argent (10 % du coût)"),
    ({"cash_min": 0.2}, 85, {}, "il en reste 15 €"),
    ({"public_aid_max": 0.8}, 81, {}, "on ne dépasse pas 80 % du coût"),
    ({"body_max": 50}, 51, {}, "pas plus de 50 €"),
])  # fmt: skip
def test_a_budget_keeps_to_the_terms_of_the_aid(grant, amount, values, words):
    table = {"kind": "table", "key": "cout", "label": "Budget",
             "columns": [{"key": "total", "label": "Total", "kind": "money", "total": True}],
             "rows": [{"key": key, "label": label} for key, label, _ in LINES]}  # fmt: skip
    definition = define(
        form={"sections": [{"key": "s", "label": "S", "questions": [table, QUESTIONS[1]]}]},
        project={"cost_question": "cout"},
        grants=[{"key": "g", "label": "Aide", "asked_question": "aide", **grant}],
    )
    rows = [{"key": key, "total": str(values.get(key, value))} for key, _, value in LINES]
    found = told_of(definition, {"aide": str(amount), "cout": rows})
    assert any(words in one for one in found) if words else found == []


def told_of(definition, answers):
    found = grant_findings(definition, "", answers, Facts())
    return [one.sentence.replace("\xa0", " ").replace("\u202f", " ") for one in found]
