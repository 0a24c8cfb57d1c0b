"""Maps by department: nothing lost, nothing only in colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.kernel.places import DEPARTMENTS, REGION_OF, REGIONS
from cordee.territories import maps
from tests.harness import markup_faults
from tests.territories.reading import map_of

METROPOLE = sorted(code for code in DEPARTMENTS if len(code) == 2)


def test_the_shipped_shapes_are_the_96_departments_of_the_mainland():
    assert sorted(maps.background().departments) == METROPOLE
    assert "CC BY 4.0" in maps.background().credit


@pytest.mark.parametrize(
    ("values", "bounds"),
    [([], ()), ([0, 0], ()), ([1], (1,)), ([0, 1, 2], (1, 2)), ([3, 40], (10, 20, 30, 40))],
)
def test_classes_are_whole_numbers_up_to_the_greatest(values, bounds):
    assert maps.classes(values) == bounds


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_every_number_falls_in_one_class_and_none_is_the_only_zero(values):
    bounds = maps.classes(values)
    levels = [maps.level(value, bounds) for value in values]
    assert all(0 <= level < len(maps.SHADES) for level in levels)
    assert [level == 0 for level in levels] == [value == 0 for value in values]


@given(st.dictionaries(st.sampled_from(sorted(DEPARTMENTS)), st.integers(0, 500)))
def test_the_table_holds_every_number_of_the_map(counts):
    drawn = maps.draw(counts, title="Dossiers")
    assert drawn.total == sum(counts.values())
    assert sum(row.count for row in drawn.rows) + drawn.elsewhere == drawn.total
    shown = {shape.code for shape in (*drawn.shapes, *drawn.tiles)}
    assert {code for code, count in counts.items() if count} <= shown


def test_a_region_shows_its_departments_even_empty_and_counts_the_rest_apart():
    drawn = maps.draw({"59": 3, "75": 2, "": 1}, title="Dossiers", region="32")
    assert [row.code for row in drawn.rows] == ["02", "59", "60", "62", "80"]
    assert (drawn.total, drawn.elsewhere, drawn.tiles) == (6, 3, ())


def test_the_frame_of_a_region_holds_its_departments_and_little_else():
    drawn = maps.draw({}, title="Dossiers", region="32")
    left, top, width, height = map(int, drawn.view_box.split())
    walked = [at for shape in drawn.shapes for line in maps.points(shape.path) for at in line]
    assert all(left < x < left + width and top < y < top + height for x, y in walked)
    whole = maps.background()
    assert width * height < whole.width * whole.height / 10


@pytest.mark.parametrize("code", METROPOLE)
def test_the_words_of_a_department_stand_on_it(code):
    outlines = maps.points(maps.background().departments[code])
    assert any(maps.inside(maps.middle(code), outline) for outline in outlines)


@pytest.mark.parametrize(
    ("latitude", "longitude", "department"),
    [
        (50.633, 3.059, "59"),
        (50.29, 2.78, "62"),
        (48.86, 2.35, "75"),
        (43.3, 5.4, "13"),
        (48.11, -1.68, "35"),
        (42.3, 9.15, "2B"),
    ],
)
def test_a_city_is_drawn_in_its_department(latitude, longitude, department):
    spot = maps.project(latitude, longitude)
    outlines = maps.points(maps.background().departments[department])
    assert any(maps.inside(spot, outline) for outline in outlines)


def test_a_spot_out_of_the_frame_is_not_drawn():
    lille, nice = maps.Spot(50.633, 3.059, "Lille"), maps.Spot(43.7, 7.26, "Nice")
    drawn = maps.draw({}, title="Dossiers", region="32", spots=[lille, nice])
    assert [dot.label for dot in drawn.dots] == ["Lille"]


@pytest.mark.parametrize("region", ["", *sorted(REGIONS)])
def test_every_region_renders_with_a_name_a_description_and_a_table(region):
    counts = {code: 1 for code in DEPARTMENTS if REGION_OF[code] == region} or {"59": 2}
    html = map_of(counts, title="Lauréats <2024>", unit="lauréats", region=region, name="m")
    assert markup_faults(html) == []
    assert "<caption>Lauréats &lt;2024&gt;</caption>" in html
    if "<svg viewBox=" in html.split("<figcaption")[0]:
        assert 'role="img" aria-labelledby="m-title m-desc"' in html
        assert '<title id="m-title">' in html


def test_numbers_in_shapes_are_not_cut_by_the_language(settings):
    html = map_of({"59": 1234}, title="Dossiers", region="32")
    assert "1\u202f234" in html
    assert re.search(r'<path d="[-M0-9lz, ]+"', html)


def test_an_unknown_region_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        maps.draw({}, title="Dossiers", region="99")
