"""What the shipped vintage says, and the file that says it."""

from collections import Counter
from datetime import date

import pytest

from cordee.kernel.bodies import GROUPS, Kind
from cordee.territories import positions
from cordee.territories.gazetteer import Fact, Gazetteer, Unreadable, shipped


@pytest.fixture(scope="module")
def made():
    return Gazetteer.load(shipped())


def of(made, *kinds):
    return [fact for fact in made.facts if fact.kind in kinds]


def test_the_shipped_vintage_holds_the_whole_of_france(made):
    assert (made.slug, made.starts, made.population_year) == ("cog-2026", date(2026, 1, 1), 2023)
    counts = Counter(fact.kind for fact in made.facts)
    assert counts[Kind.COMMUNE] == 34_969
    assert sum(counts[kind] for kind in GROUPS["epci"]) == 1_255
    assert (counts[Kind.CC], counts[Kind.CA]) == (989, 230)
    assert (counts[Kind.CU], counts[Kind.METROPOLE]) == (14, 22)
    assert (counts[Kind.EPT], counts[Kind.DEPARTEMENT], counts[Kind.REGION]) == (11, 109, 26)
    assert counts[Kind.DISTRICT] == 45
    assert counts[Kind.ASSOCIATED] + counts[Kind.DELEGATED] == 2_576


def test_it_is_attributed_to_its_sources(made):
    assert all(word in made.source for word in ("INSEE", "DGCL", "La Poste", "Licence Ouverte"))


def test_every_commune_has_a_department_and_a_region(made):
    assert all(fact.department and fact.region for fact in of(made, Kind.COMMUNE))


def test_no_reference_is_given_twice(made):
    assert len({fact.ref for fact in made.facts}) == len(made.facts)


def test_every_parent_is_a_body_of_the_vintage(made):
    refs = {fact.ref for fact in made.facts}
    assert {fact.parent for fact in made.facts if fact.parent} <= refs


def test_the_people_of_an_epci_a_department_and_a_region_are_those_of_their_communes(made):
    people = Counter()
    for fact in of(made, Kind.COMMUNE):
        people[fact.parent] += fact.population or 0
        people[f"departement:{fact.department}"] += fact.population or 0
        people[f"region:{fact.region}"] += fact.population or 0
    whole = of(made, *GROUPS["epci"], Kind.DEPARTEMENT, Kind.REGION)
    assert [fact.ref for fact in whole if (fact.population or 0) != people[fact.ref]] == []


def test_only_islands_and_overseas_collectivities_are_outside_an_epci(made):
    alone = [fact for fact in of(made, Kind.COMMUNE) if not fact.parent]
    assert len(alone) == 98
    metropolitan = {fact.name for fact in alone if len(fact.department) == 2}
    assert metropolitan == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L’Île-d’Yeu"}


def test_lomme_is_a_part_of_lille(made):
    assert [fact.parent for fact in made.facts if fact.name == "Lomme"] == ["commune:59350"]


def test_what_is_written_is_read_back_the_same_twice_with_the_same_bytes(tmp_path):
    facts = (
        Fact("epci:200000000", "cc", "CC d’Y", siren="200000000", population=0),
        Fact("commune:80829", "commune", "Y", "80829", "218008290", "80", "32",
             "epci:200000000", ("80190", "80191"), None, ("80001",), "siren:1"),
    )  # fmt: skip
    made = Gazetteer("cog-2030", date(2030, 1, 1), 2027, "Sources", facts)
    path = tmp_path / "cog-2030.tsv.xz"
    path.write_bytes(made.dump())
    assert Gazetteer.load(path).facts == facts
    assert made.dump() == path.read_bytes()


@pytest.mark.parametrize("raw", [b"", b"\xfd7zXZ", b"nothing", b"\0" * 100])
def test_a_file_that_is_no_vintage_is_refused_in_french(tmp_path, raw):
    path = tmp_path / "cog.tsv.xz"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match="n’est pas un millésime"):
        Gazetteer.load(path)


def test_nearly_every_body_stands_somewhere(made):
    places = positions.located(made.facts, positions.shipped())
    lost = [fact for fact in of(made, Kind.COMMUNE) if fact.ref not in places]
    assert {fact.department for fact in lost} == {"977", "978", "984", "987", "989"}
    exact = sum(place.exact for place in places.values())
    assert exact > 14_000
    lille, mel = places["commune:59350"], places["epci:200093201"]
    assert (round(lille.latitude, 1), round(lille.longitude, 1)) == (50.6, 3.1)
    assert not mel.exact
    assert abs(mel.latitude - lille.latitude) < 0.1
    assert places["partie:59355"][:2] == lille[:2]
