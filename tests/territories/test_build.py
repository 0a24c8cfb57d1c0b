"""Building the compact files from published packages."""

import json

import pytest

from cordee.kernel.bodies import Kind
from cordee.territories import build, outlines
from cordee.territories.gazetteer import Unreadable


@pytest.fixture
def package(tmp_path):
    """A country of three communes."""
    data = tmp_path / "data"
    data.mkdir()

    def write(name, rows):
        (data / f"{name}.json").write_text(json.dumps(rows))

    (tmp_path / "package.json").write_text(json.dumps({"version": "7.0.1"}))
    common = {"departement": "62", "region": "32"}
    write("communes", [
        {"code": "62001", "nom": "L'Alpha", "type": "commune-actuelle", "siren": "216200014",
         "codesPostaux": ["62000"], "population": 900, "anciensCodes": ["62009"], **common},
        {"code": "80001", "nom": "Bêta", "type": "commune-actuelle", "population": 100,
         "departement": "80", "region": "32"},
        {"code": "62003", "nom": "Gamma", "type": "commune-associee", "chefLieu": "62001",
         **common},
    ])  # fmt: skip
    members = [{"code": "62001"}, {"code": "80001"}]
    write("epci", [{"code": "200000001", "nom": "CC des Dunes", "type": "CC", "membres": members}])
    write("departements", [{"code": code, "nom": code, "region": "32"} for code in ("62", "80")])
    write("regions", [{"code": "32", "nom": "Hauts-de-France"}])
    return tmp_path


def test_a_package_becomes_a_vintage_of_its_year(package):
    made = build.build(package)
    assert (made.slug, made.population_year) == ("cog-2027", 2024)
    facts = {fact.ref: fact for fact in made.facts}
    assert len(facts) == 7
    assert facts["commune:62001"].name == "L’Alpha"
    assert facts["commune:62001"].parent == "epci:200000001"
    assert facts["commune:62001"].former == ("62009",)
    assert facts["partie:62003"].parent == "commune:62001"


def test_a_grouping_lies_where_most_of_its_people_live(package):
    epci = {fact.ref: fact for fact in build.build(package).facts}["epci:200000001"]
    assert (epci.kind, epci.department, epci.region, epci.population) == (Kind.CC, "62", "32", 1000)


@pytest.mark.parametrize("break_it", ["missing", "not json", "wrong rows"])
def test_a_broken_package_is_refused_in_french(package, break_it):
    path = package / "data" / "epci.json"
    match break_it:
        case "missing":
            path.unlink()
        case "not json":
            path.write_text("{")
        case _:
            path.write_text('[{"nom": "?"}]')
    with pytest.raises(Unreadable, match="ne contient pas le paquet attendu"):
        build.build(package)


def test_positions_keep_the_greatest_place_of_each_commune(tmp_path):
    def line(name, country, codes, people, at):
        cells = ["1", name, name, "", *at, "P", "PPL", country, "", *codes, str(people), "", "", ""]
        return "\t".join(cells)

    path = tmp_path / "cities500.txt"
    path.write_text("\n".join([
        line("Hameau", "FR", ["32", "62", "627", "62041"], 600, ("50.1", "2.1")),
        line("Arras", "FR", ["32", "62", "627", "62041"], 41000, ("50.29301", "2.78186")),
        line("Mamoudzou", "YT", ["97611", "", "", ""], 54831, ("-12.78", "45.22")),
        line("Tournai", "BE", ["WAL", "WHT", "57", "57081"], 69000, ("50.6", "3.38")),
    ]))  # fmt: skip
    told = build.lzma.decompress(build.positions(path)).decode().splitlines()
    assert told[0] == build.GEONAMES
    assert told[1:] == ["62041\t50.293\t2.782", "97611\t-12.780\t45.220"]


def test_a_file_that_is_no_list_of_places_is_refused(tmp_path):
    path = tmp_path / "cities500.txt"
    path.write_text("nothing\tof\tthe\tsort\n")
    with pytest.raises(Unreadable, match="GeoNames"):
        build.positions(path)


def test_neighbours_keep_the_same_simplified_border():
    line = ((0, 0), (10, 1), (20, -1), (30, 40), (40, 0), (50, 0))
    there = outlines.simplified(line)
    assert outlines.simplified(line[::-1]) == there[::-1]
    assert set(there) < set(line)
    assert (there[0], there[-1]) == (line[0], line[-1])
    assert (30, 40) in there


def test_two_departments_become_two_shapes_and_the_border_of_their_regions(tmp_path):
    path = tmp_path / "map.svg"
    path.write_text(
        '<svg viewBox="0 0 40 20">'
        '<path id="62" aria-label="A" d="m 0,0 20,0 0,0 0,20 0,0 -20,0 z"/>'
        '<path id="76" aria-label="B" d="m 20,0 20,0 0,20 -20,0 0,0 z"/></svg>'
    )
    made = json.loads(outlines.shapes(path))
    assert (made["width"], made["height"]) == (40 * outlines.SCALE, 20 * outlines.SCALE)
    assert set(made["departments"]) == {"62", "76"}
    assert made["departments"]["62"].startswith("M0,0l")
    assert made["borders"] == "M80,80l0-80"


@pytest.mark.parametrize("text", ["", "<svg/>", '<svg viewBox="0 0 10 10"></svg>', "\0"])
def test_another_drawing_is_refused(tmp_path, text):
    path = tmp_path / "map.svg"
    path.write_text(text)
    with pytest.raises(Unreadable, match="carte des départements"):
        outlines.shapes(path)
