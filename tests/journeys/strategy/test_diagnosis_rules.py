"""One state a territory, a pair that is a pair, a drawing that says what the table says."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.journeys.strategy.rules.diagnoses import cell, fate, radar, stage

TODAY, DAY = date(2025, 3, 10), date(2025, 3, 5)


@pytest.mark.parametrize(
    ("day", "told", "known", "key"),
    [
        (None, [], (False, False, False), "none"),
        (None, [], (True, False, False), "undated"),
        (date(2025, 4, 1), [], (True, False, False), "planned"),
        (DAY, [], (True, False, False), "visited"),
        (DAY, [], (True, True, False), "closed"),
        (DAY, ["aux élu·es"], (True, True, False), "few"),
        (DAY, ["aux élu·es", "à tous"], (True, True, True), "all"),
    ],
)
def test_a_territory_is_in_one_state(day, told, known, key):
    planned, closed, whole = known
    found = stage(day, TODAY, told, planned=planned, closed=closed, whole=whole)
    assert found.key == key


def test_the_drawing_goes_from_the_middle_to_the_edge_with_the_level():
    tops = [Decimal(3)] * 4
    drawn = radar(tops, [[Decimal(3), Decimal(0), None, Decimal("1.5")]])
    assert drawn is not None
    assert drawn.shapes == ["100.0,20.0 100.0,100.0 100.0,100.0 60.0,100.0"]
    assert [rank for _x, _y, rank in drawn.marks] == [1, 2, 3, 4]


def test_two_capacities_make_no_drawing():
    assert radar([Decimal(3)] * 2, []) is None


@pytest.mark.parametrize(
    ("mine", "was", "stands", "what"),
    [
        ("b", None, "a", "write"),  # the page does not say what it showed
        ("b", "a", "a", "write"),
        ("b", "a", "b", "write"),  # both wrote the same
        ("a", "a", "b", "keep"),  # untouched here, written there
        ("c", "a", "b", "clash"),
    ],
)
def test_a_box_that_two_fill_keeps_what_either_wrote(mine, was, stands, what):
    assert fate(mine, was, stands) == what


def test_a_cell_bears_the_same_mark_whatever_its_spaces_and_zeros():
    assert cell(Decimal("2.00"), " Vu ") == cell(Decimal(2), "Vu")
    assert cell(None, "") != cell(Decimal(0), "")
