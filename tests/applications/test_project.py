"""A project is held to its dates, its length and its cost, by the questions that say them."""

from datetime import date

import pytest

from cordee.applications.rules.project import project_findings
from tests.programme.build import define
from tests.programme.parts import form

TODAY = date(2027, 2, 1)
ASKED = form(
    {"kind": "date", "key": "debut"},
    {"kind": "date", "key": "fin"},
    {"kind": "number", "key": "mois"},
    {"kind": "money", "key": "cout"},
    {"kind": "table", "key": "budget", "columns": [
        {"key": "m", "label": "M", "kind": "money"}, {"key": "n", "label": "N", "kind": "money"}]},
)  # fmt: skip


def refused(answers, **parts):
    told = {"start_question": "debut", "end_question": "fin", "months_question": "mois",
            "cost_question": "cout", **parts}  # fmt: skip
    definition = define(**ASKED, project=told)
    found = project_findings(definition, "", answers, TODAY)
    return " ".join(one.sentence for one in found if one.blocks).replace("\u00a0", " ")


@pytest.mark.parametrize(("end", "said"), [
    ("2027-12-31", ""), ("2027-08-31", "il dure au moins 6 mois"), ("2027-10-31", ""),
    ("2028-10-31", ""), ("2028-11-02", "il dure au plus 18 mois"),
])  # fmt: skip
def test_two_dates_say_how_long_a_project_lasts(end, said):
    bounds = {"lasts_min": "P6M", "lasts_max": "P18M"}
    assert said in refused({"debut": "2027-05-01", "fin": end}, **bounds)
    assert bool(said) == bool(refused({"debut": "2027-05-01", "fin": end}, **bounds))


@pytest.mark.parametrize(("months", "said"), [("6", ""), ("5", "au moins"), ("19", "au plus")])
def test_a_number_of_months_says_it_too(months, said):
    told = refused({"mois": months}, lasts_min="P6M", lasts_max="P18M")
    assert said in told
    assert bool(told) == bool(said)


@pytest.mark.parametrize(("bound", "start", "said"), [
    ({"starts_after": {"anchor": "deposit"}}, "2027-01-31", "ne commence pas avant le lundi 1er"),
    ({"starts_after": {"anchor": "deposit"}}, "2027-02-01", ""),
    ({"starts_before": {"date": "2027-06-30"}}, "2027-07-01", "commence au plus tard"),
    ({"starts_before": {"anchor": "notification"}}, "2040-07-01", ""),
])  # fmt: skip
def test_a_project_starts_between_its_days_as_far_as_they_are_known(bound, start, said):
    told = refused({"debut": start}, **bound)
    assert said in told
    assert bool(told) == bool(said)


def test_a_project_ends_so_long_after_its_own_start():
    bound = {"ends_before": {"anchor": "project_start", "offset": "P1Y"}}
    assert "au plus tard le vendredi 5 mai 2028" in refused(
        {"debut": "2027-05-05", "fin": "2028-05-06"}, **bound
    )


@pytest.mark.parametrize(("answers", "parts", "said"), [
    ({"cout": "9000"}, {}, "au moins 10 000 €"), ({"cout": "10000"}, {}, ""),
    ({"cout": "60000"}, {}, "au plus 50 000 €"),
    ({"budget": [{"m": "30000", "n": "100"}, {"m": "30000"}]}, {"cost_question": "budget"},
     "au plus 50 000 €"),
])  # fmt: skip
def test_a_project_costs_what_the_call_allows(answers, parts, said):
    told = refused(answers, cost_min=10000, cost_max=50000, **parts).replace("\u202f", " ")
    assert said in told
    assert bool(told) == bool(said)


def test_what_is_not_answered_or_not_asked_waits():
    assert refused({}, lasts_min="P6M", cost_min=1, starts_after={"date": "2027-01-01"}) == ""
    assert project_findings(define(), "", {"debut": "2027-01-01"}, TODAY) == []


@pytest.mark.parametrize(("terms", "said"), [
    ({"costs_from": {"anchor": "deposit"}}, "à partir du lundi 1er février 2027"),
    ({"costs_until": {"anchor": "project_start", "offset": "P1Y"}}, "que jusqu’au"), ({}, ""),
])  # fmt: skip
def test_costs_before_or_after_those_that_count_are_told_not_refused(terms, said):
    project = {"start_question": "debut", "end_question": "fin"}
    grants = [{"key": "g", "label": "Aide", **terms}]
    definition = define(**ASKED, project=project, grants=grants)
    answers = {"debut": "2027-01-15", "fin": "2028-12-31"}
    found = project_findings(definition, "", answers, TODAY)
    told = " ".join(one.sentence for one in found).replace("\u00a0", " ")
    assert said in told
    assert (bool(found), any(one.blocks for one in found)) == (bool(said), False)
