"""Commitments beside results, units planned beside units held: no database."""

from cordee.journeys.rules.crossing import Side, Units, crossed, units


def test_each_commitment_parts_the_territories_and_the_widest_gap_comes_first():
    results = {1: (3, 4), 2: (1, 1), 3: (0, 4), 4: (1, 4), 5: (0, 0)}
    first = ("La présidente vient", {1: True, 2: True, 3: False, 4: False, 5: True})
    other = ("La charte est signée", {1: True, 2: False, 3: True, 4: False, 5: True})
    found = crossed([other, first], results)
    assert [one.label for one in found] == ["La présidente vient", "La charte est signée"]
    assert (found[0].kept, found[0].left) == (Side(2, 4, 5), Side(2, 1, 8))
    assert round(found[0].gap, 3) == 0.675


def test_a_side_of_one_territory_tells_nothing_and_is_not_shown():
    results = {1: (1, 1), 2: (1, 1), 3: (0, 1)}
    assert crossed([("x", {1: True, 2: True, 3: False})], results) == []
    assert crossed([("x", {1: True, 2: True, 3: True})], results) == []
    assert Side(0, 0, 0).share == 0


def test_units_are_counted_as_planned_held_cancelled_and_to_come():
    given = [("Séance", "held"), ("Journée", "held"), ("Séance", "vague"), ("Séance", "cancelled")]
    assert units(given) == [Units("Séance", 3, 1, 1), Units("Journée", 1, 1, 0)]
    assert units(given)[0].ahead == 1
