"""How a result is contested: what the call says, else what the law of its organiser says."""

from datetime import UTC, datetime

import pytest

from cordee.selection.rules import composed
from cordee.selection.rules.remedies import answer_due, contest_until, remedies
from tests.selection.conftest import judged

AT = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)


def call(legal="public", **timeline):
    organiser = {"key": "centre", "label": "Centre", "legal": legal}
    return judged(organisers=[organiser], timeline=timeline)


def test_a_public_organiser_says_two_months_and_the_court():
    (told,) = remedies(call())
    assert "deux mois" in told
    assert "tribunal administratif" in told


@pytest.mark.parametrize(
    ("department", "country", "more"),
    [("974", "FR", "augmenté d’un mois"), ("", "BE", "augmenté de deux mois")],
)
def test_whoever_lives_far_has_longer(department, country, more):
    told = remedies(call(), department=department, country=country)
    assert more in told[-1]


def test_a_private_organiser_is_no_administration():
    (told,) = remedies(call(legal="private"))
    assert "tribunal judiciaire" in told
    assert "administratif" not in told


def test_the_words_of_the_call_come_first():
    silence = {"after": "P2M", "remedies": "Écrivez au médiateur."}
    assert remedies(call(silence=silence)) == ["Écrivez au médiateur."]
    complaint = {"within": "P15D", "to": "le bureau", "answer_within": "P1M"}
    told = remedies(call(legal="private", complaints=[complaint]))
    assert "15\u00a0jours" in told[0]
    assert "le bureau" in told[0]
    assert "1\u00a0mois" in told[0]


def test_delays_end_with_the_last_day_on_the_clock_of_the_call():
    assert contest_until(call(), AT) == datetime(2025, 3, 1, 22, 59, 59, tzinfo=UTC)
    complaint = {"within": "P15D", "to": "le bureau", "answer_within": "P1M"}
    stated = call(complaints=[complaint])
    assert contest_until(stated, AT) == datetime(2025, 1, 16, 22, 59, 59, tzinfo=UTC)
    assert answer_due(stated, AT) == datetime(2025, 2, 1, 22, 59, 59, tzinfo=UTC)


def test_reasons_are_told_in_general_then_criterion_by_criterion():
    labels = {"fond": "Fond", "forme": "Forme"}
    reasons = {"a": "Un beau projet.", "a:forme": "À préciser.", "a:autre": "…", "b": "Rien."}
    assert (
        composed(labels, reasons, "a") == "Un beau projet.\n\nForme\N{NO-BREAK SPACE}: À préciser."
    )
    assert not composed(labels, reasons, "c")


def test_each_stage_may_have_its_own_way_to_contest():
    first = {"within": "P8D", "to": "la présidente", "stage": "jury", "answer_within": "P1M"}
    every = {"within": "P15D", "to": "le bureau"}
    made = call(legal="private", complaints=[first, every])
    assert "la présidente" in remedies(made, "jury")[0]
    assert "le bureau" in remedies(made, "autre")[0]
    assert contest_until(made, AT, "jury") < contest_until(made, AT, "autre")
    assert answer_due(made, AT, "jury") < answer_due(made, AT, "autre")
    alone = call(legal="private", complaints=[first])
    assert remedies(alone, "autre") == remedies(call(legal="private"))
