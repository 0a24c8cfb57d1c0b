"""Contours from TopoJSON files, laid on our drawing."""

import json

import pytest

from cordee.territories import actions, contours, maps, queries
from cordee.territories.gazetteer import Unreadable
from cordee.territories.models import Outline
from tests.territories.reading import map_of

SQUARE = [[2.0, 50.0], [2.1, 50.0], [2.1, 50.1], [2.0, 50.1], [2.0, 50.0]]
FAR = [[55.0, -21.0], [55.1, -21.0], [55.1, -21.1], [55.0, -21.0]]


@pytest.fixture
def file(tmp_path):
    def write(geometries, arcs, name="epci.topojson", **more):
        path = tmp_path / name
        layer = {"type": "GeometryCollection", "geometries": geometries}
        topology = {"type": "Topology", "arcs": arcs, "objects": {"layer": layer}, **more}
        path.write_text(json.dumps(topology))
        return path

    return write


def shape(code, arcs, kind="Polygon"):
    return {"type": kind, "properties": {"code": code}, "arcs": arcs}


def test_a_shape_is_laid_where_its_degrees_say(file):
    reading = contours.read(file([shape("200000001", [[0]])], [SQUARE]))
    (contour,) = reading.contours
    assert (contour.scheme, contour.code) == ("siren", "200000001")
    (outline,) = maps.points(contour.path)
    fine = {maps.project(latitude, longitude, contours.FINE) for longitude, latitude in SQUARE}
    assert set(outline) == fine


def test_quantised_steps_and_arcs_walked_backwards_make_the_same_shape(file):
    transform = {"scale": [0.1, 0.1], "translate": [2.0, 50.0]}
    there, back = [[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]
    both = contours.read(file([shape("62001", [[0, -2]])], [there, back], transform=transform))
    plain = contours.read(file([shape("62001", [[0]])], [SQUARE]))
    one, other = (maps.points(reading.contours[0].path)[0] for reading in (both, plain))
    assert set(one) == set(other)


@pytest.mark.parametrize(
    ("code", "name", "scheme"),
    [
        ("59350", "x.topojson", "insee"),
        ("32", "france-reg.topojson", "region"),
        ("62", "france-dep.topojson", "departement"),
    ],
)
def test_a_code_reads_by_its_length_and_its_file(file, code, name, scheme):
    assert contours.read(file([shape(code, [[0]])], [SQUARE], name)).contours[0].scheme == scheme


def test_overseas_lies_off_the_drawing_and_an_empty_shape_has_none(file):
    shapes = [shape("97411", [[1]]), {"type": None, "properties": {"code": "62001"}}]
    shapes.append(shape("62002", [[[0]], [[1]]], "MultiPolygon"))
    reading = contours.read(file(shapes, [SQUARE, FAR]))
    assert [contour.code for contour in reading.contours] == ["62002"]
    assert reading.off == 2


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"arcs": [], "objects": {"a": {"geometries": [{}]}}}', "\0", "null",
     '{"arcs": [], "objects": {"a": {"geometries": [{"properties": {"code": "1"}}]}}, "x": 0',
     '{"arcs": [], "objects": {"a": {"geometries": [{"properties": {}}]}}}'],
)  # fmt: skip
def test_another_file_is_refused_in_french(tmp_path, text):
    path = tmp_path / "x.topojson"
    path.write_text(text)
    with pytest.raises(Unreadable, match="n’est pas un TopoJSON"):
        contours.read(path)


def test_the_last_file_wins_and_strangers_are_left(nowhere, territory, file, at):
    ours = territory("CC", "cc", siren="200000001")
    first = contours.read(file([shape("200000001", [[0]])], [SQUARE])).contours
    moved = [[x + 1, y] for x, y in SQUARE]
    shapes = [shape("200000001", [[0]]), shape("200000002", [[0]])]
    second = contours.read(file(shapes, [moved])).contours
    assert actions.import_contours(first, by=None, at=at) == 1
    assert actions.import_contours(second, by=None, at=at) == 1
    assert Outline.objects.get().path == second[0].path
    assert [patch.label for patch in queries.patches([ours])] == ["CC"]


def test_a_map_shows_contours_and_says_whose_they_are(nowhere, territory, file, at):
    ours = territory("CC <b>", "cc", siren="200000001", latitude=50.05, longitude=2.05)
    read = contours.read(file([shape("200000001", [[0]])], [SQUARE])).contours
    actions.import_contours(read, by=None, at=at)
    html = map_of(
        {"62": 1}, title="Lauréats", region="32",
        spots=queries.spots([ours]), patches=queries.patches([ours]),
    )  # fmt: skip
    assert "<title>CC &lt;b&gt;</title>" in html
    assert "IGN Admin Express" in html
    assert html.count("<circle") == 1
