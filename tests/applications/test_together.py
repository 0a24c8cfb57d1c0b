"""Answers are judged together too: shares, totals that agree, lengths of whole pages."""

from datetime import UTC, datetime

import pytest

from cordee.applications.rules.deposit import Draft, deposit_findings, eligibility_findings
from cordee.applications.rules.together import together_findings
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition

QUESTIONS = [
    {"kind": "money", "key": "budget", "label": "Budget"},
    {"kind": "money", "key": "aide", "label": "Aide", "share_of": "budget", "max_share": 0.3,
     "min_share": 0.1},
    {"kind": "table", "key": "depenses", "label": "Dépenses",
     "columns": [{"key": "cout", "label": "Coût", "kind": "money", "total": True}],
     "checks": [{"rule": "equals", "column": "cout", "of_question": "budget"}]},
    {"kind": "long_text", "key": "un", "label": "Un"},
    {"kind": "long_text", "key": "deux", "label": "Deux"},
]  # fmt: skip


def definition(**more):
    section = {"key": "page", "label": "Page", "questions": QUESTIONS,
               "limit": {"unit": "words", "max": 5}}  # fmt: skip
    return Definition.model_validate(
        {
            "key": "essai",
            "title": "Essai",
            "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "closes": "2027-01-31T12:00:00"}],
            "form": {"sections": [section]},
            **more,
        }
    )


def said(answers, **more):
    made = definition(**more)
    return {
        one.code: one.sentence for one in together_findings(made, list(made.questions()), answers)
    }


def test_an_amount_may_only_be_a_share_of_another():
    assert said({"budget": "1000", "aide": "300"}) == {}
    assert (
        "au plus 30\xa0% de «\xa0Budget\xa0»"
        in said({"budget": "1000", "aide": "300,01"})["answer.share"]
    )
    assert "au moins 10\xa0%" in said({"budget": "1000", "aide": "99"})["answer.share"]


@pytest.mark.parametrize(
    "answers", [{}, {"aide": "9"}, {"budget": "0", "aide": "9"}, {"budget": "x"}]
)
def test_a_missing_or_wrong_answer_is_told_elsewhere(answers):
    assert said(answers) == {}


def test_a_total_must_equal_the_answer_it_repeats():
    rows = [{"cout": "400"}, {"cout": "600"}]
    assert said({"budget": "1000", "depenses": rows}) == {}
    assert "doit égaler" in said({"budget": "1001", "depenses": rows})["answer.total"]


def test_the_texts_of_a_page_are_measured_together():
    assert said({"un": "un deux trois", "deux": "quatre cinq"}) == {}
    assert "Page" in said({"un": "un deux trois", "deux": "quatre cinq six"})["answer.too_long"]


def test_the_texts_of_the_whole_form_are_measured_together():
    form = {"limit": {"unit": "characters", "max": 3},
            "sections": [{"key": "p", "label": "P", "questions": QUESTIONS[3:]}]}  # fmt: skip
    assert said({"un": "a", "deux": "b"}, form=form) == {}
    assert "Dossier" in said({"un": "ab", "deux": "cd"}, form=form)["answer.too_long"]


def test_a_track_has_its_own_conditions_and_team():
    made = definition(
        tracks=[
            {"key": "a", "label": "A", "team": {"min": 2, "roles": [{"key": "elu", "label": "Élu·e",
                                                                    "min": 1}]}},
            {"key": "b", "label": "B"},
        ],
        eligibility=[{"rule": "kind", "among": ["commune"], "tracks": ["a"]}],
    )  # fmt: skip
    facts = Facts(kind="association")
    assert len(eligibility_findings(made, facts, "a")) == 1
    assert eligibility_findings(made, facts, "b") == []
    at = datetime(2027, 1, 4, tzinfo=UTC)
    places = [one.where for one in deposit_findings(made, Draft(facts, track="a"), at)]
    assert any(where.startswith("team") for where in places)
    places = [one.where for one in deposit_findings(made, Draft(facts, track="b"), at)]
    assert not any(where.startswith("team") for where in places)


@pytest.mark.parametrize(("step", "codes"), [("note", ["form.pages"]), ("dossier", [])])
def test_each_step_has_its_own_length(step, codes):
    questions = [{"kind": "long_text", "key": "t", "label": "T", "required": False}]
    made = definition(
        windows=[{"key": "w", "closes": "2027-01-31T12:00:00"}],
        steps=[{"key": "note", "window": "w", "max_pages": 1}, {"key": "dossier", "window": "w"}],
        form={"max_pages": 40, "sections": [{"key": "p", "label": "P", "questions": questions}]},
    )
    draft = Draft(Facts(), answers={"t": "Une phrase.\n" * 80}, step=step)
    found = deposit_findings(made, draft, datetime(2027, 1, 1, tzinfo=UTC))
    assert [one.code for one in found if one.code == "form.pages"] == codes
