"""Severity is shown beside raw marks, never instead; refused when it would mean nothing."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from cordee.selection import actions, queries
from cordee.selection.rules.analysis import analysis, ranks
from cordee.selection.solvers.select import calibration, lifting
from tests.selection.conftest import CLOSED

NAMES = {"a": "Denise", "b": "Étienne", "c": "Farida"}


def reviews(**files):
    return {
        key: tuple((juror, Fraction(mark)) for juror, mark in marks.items())
        for key, marks in files.items()
    }


def test_a_severe_juror_is_measured_on_shared_files_and_raw_means_stay():
    told = analysis(reviews(x={"a": 10, "b": 14}, y={"a": 8, "b": 12}, z={"a": 9, "b": 13}), NAMES)
    assert told.severity == {"a": Fraction(-2), "b": Fraction(2)}
    assert told.raw["x"] == told.calibrated["x"] == 12
    assert not told.findings


def test_whom_only_a_severe_juror_read_rises():
    marks = reviews(
        x={"a": 10, "b": 14},
        y={"a": 8, "b": 12},
        only={"a": 10},
        other={"b": 12},
        t={"a": 9, "b": 13},
    )  # fmt: skip
    told = analysis(marks, NAMES)
    assert told.raw["only"] < told.raw["other"]
    assert told.calibrated["only"] > told.calibrated["other"]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (reviews(x={"a": 10}), "Moins de deux"),
        (reviews(x={"a": 10, "b": 9}, y={"c": 4}), "aucun dossier en commun"),
        (reviews(x={"a": 10, "b": 9}, y={"a": 4}), "lus en commun"),
        (reviews(x={"a": 1, "b": 2}, y={"a": 3, "b": 4}, z={"c": 1, "a": 2}), "Farida"),
    ],
)
def test_too_thin_or_not_connected_is_refused_in_words(marks, said):
    told = analysis(marks, NAMES)
    assert not told.severity
    assert said in told.findings[0].sentence


def test_a_large_jury_is_measured_as_exactly_as_a_small_one(monkeypatch):
    draw = random.Random(3)
    jurors = [f"J{number:02}" for number in range(calibration.MANY + 5)]
    marks = {
        f"F{number:03}": tuple(
            (juror, Fraction(draw.randrange(60), draw.choice([3, 4, 7])))
            for juror in sorted(draw.sample(jurors, draw.choice([2, 3, 4])))
        )
        for number in range(150)
    }
    lifted = calibration.severities(marks)
    monkeypatch.setattr(calibration, "MANY", len(jurors) + 1)
    assert calibration.severities(marks) == lifted
    assert sum(lifted.values()) == 0


def test_numbers_too_large_for_short_steps_are_left_to_elimination():
    assert lifting.lifted([[1 << 40, 1, 1], [1, 2, 3]]) is None
    assert lifting.lifted([[lifting.PRIME, 0, 1], [0, 1, 3]]) is None
    assert lifting.lifted([[3, 1, 1], [1, 2, 3]]) == [Fraction(-1, 5), Fraction(8, 5)]


def test_equals_share_their_rank():
    assert ranks({"x": Fraction(2), "y": Fraction(2), "z": Fraction(1)}) == {"x": 1, "y": 1, "z": 3}


@pytest.fixture
def marked(panel, juror, other):
    for seat, less in ((juror, 0), (other, 4)):
        for rank, deposit in enumerate(queries.files(panel)):
            by = seat.person.user
            value = Decimal(18 - 3 * rank - less)
            actions.mark(seat, deposit, "pertinence", value, by=by, at=CLOSED)
            actions.mark(seat, deposit, "equipe", Decimal(20 - less * 5 // 2), by=by, at=CLOSED)
    return panel


def page(panel):
    return reverse("selection:analysis", args=[panel.public_id])


def test_the_team_reads_severity_disputes_and_the_common_file(team, marked, lens, amina):
    text = team.get(page(marked)).text
    assert "Étienne" in text
    assert "généreuse" in text or "sévère" in text
    actions.calibrate_on(marked, lens.application, by=amina, at=CLOSED)
    assert "Sur le dossier d’étalonnage" in team.get(page(marked)).text


def test_nothing_marked_is_told_not_guessed(team, panel, juror):
    text = team.get(page(panel)).text
    assert "Moins de deux personnes" in text.replace("\u00a0", " ")


def test_how_solid_the_choice_is_is_read_from_the_last_proposal(team, marked, amina):
    actions.explain(actions.propose(marked, seed="granit", by=amina, at=CLOSED))
    assert "Sans une personne du jury" in team.get(page(marked)).text


def test_the_page_costs_the_same_at_one_and_three_files(team, panel, juror, hand_in, cost):
    before = cost(team, page(panel))
    for place in ("Douai", "Calais"):
        hand_in(place)
    assert cost(team, page(panel)) == before
