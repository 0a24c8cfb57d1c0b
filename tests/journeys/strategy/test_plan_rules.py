"""What a plan of action may hold, without any database."""

from datetime import date

import pytest

from cordee.journeys.strategy.rules.plans import (
    Doing,
    action_faults,
    finish_faults,
    held_back,
    length_faults,
    span,
    text_faults,
)
from cordee.kernel.findings import Strength

TODAY = date(2025, 3, 10)


def test_an_action_is_held_back_by_another_until_that_one_is_over():
    first = Doing(1, "Réunir les élu·es", "doing")
    second = Doing(2, "Voter", "todo", after=1, because="pas de salle")
    assert (
        held_back(second, {1: first, 2: second}) == "«\u00a0Réunir les élu·es\u00a0» ; pas de salle"
    )
    over = Doing(1, "Réunir les élu·es", "done")
    assert held_back(second, {1: over, 2: second}) == "pas de salle"
    assert held_back(Doing(2, "Voter", "done", after=1), {1: first}) == ""


@pytest.mark.parametrize(
    ("action", "proof", "codes"),
    [
        (Doing(1, "A", "todo", date(2025, 5, 1), date(2025, 4, 1)), "", ["action.dates"]),
        (Doing(1, "A", "todo", after=2), "", ["action.circle"]),
        (Doing(1, "A", "todo", after=1), "", ["action.circle"]),
        (Doing(1, "A", "done"), " ", ["action.proof"]),
        (Doing(1, "A", "done", date(2026, 1, 1)), "vu", ["action.future"]),
        (Doing(1, "A", "doing", date(2025, 3, 1), date(2025, 4, 1)), "", []),
    ],
)
def test_what_makes_no_sense_in_an_action_is_said(action: Doing, proof: str, codes: list[str]):
    others = {2: Doing(2, "B", "todo", after=1)}
    assert [one.code for one in action_faults(action, others, proof, TODAY)] == codes


def test_a_circle_of_three_is_told_whole():
    others = {2: Doing(2, "B", "todo", after=3), 3: Doing(3, "C", "todo", after=1)}
    (found,) = action_faults(Doing(1, "A", "todo", after=2), others, "", TODAY)
    assert all(name in found.sentence for name in ("A", "B", "C"))


def test_a_strategy_is_finished_when_nothing_asked_is_empty():
    chapters = [("cap", "Le cap", True), ("allies", "Les alliés", False)]
    assert finish_faults(chapters, {"cap": "Oui"}) == []
    assert [one.code for one in finish_faults(chapters, {"cap": " "})] == ["strategy.cap"]


def test_pages_beyond_the_limit_refuse_as_strongly_as_the_programme_says():
    assert length_faults(8, 8, Strength.OBLIGATION) == []
    assert length_faults(9, None, Strength.OBLIGATION) == []
    assert length_faults(9, 8, Strength.OBLIGATION)[0].blocks
    assert not length_faults(9, 8, Strength.ADVICE)[0].blocks


def test_a_text_too_long_is_refused_with_its_length():
    assert text_faults("a" * 20_000) == []
    assert "20\u202f001" in text_faults("a" * 20_001)[0].sentence


def test_an_action_falls_where_its_dates_say():
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    found = span(Doing(1, "A", "todo", date(2025, 7, 2), date(2025, 12, 31)), first, last)
    assert found is not None
    assert (found.left, found.width) == (50, 50)
    assert span(Doing(1, "A", "todo"), first, last) is None
    point = span(Doing(1, "A", "todo", due=date(2025, 12, 31)), first, last)
    assert point is not None
    assert point.left + point.width <= 100
