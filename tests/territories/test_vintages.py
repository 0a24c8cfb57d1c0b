"""Importing vintages: what they write, what the next one changes."""

from datetime import UTC, date, datetime

import pytest

from cordee.kernel.findings import Refused
from cordee.territories import actions, positions, queries
from cordee.territories.gazetteer import Fact, Gazetteer, shipped
from cordee.territories.models import Membership, Territory, Vintage
from tests.territories.reading import members_at

AT = datetime(2027, 2, 1, 9, tzinfo=UTC)


def commune(code, name, parent="", **more):
    department = more.pop("department", "62")
    return Fact(
        f"commune:{code}", "commune", name, code, department=department, region="32",
        parent=parent, **more,
    )  # fmt: skip


def epci(siren, name, kind="cc"):
    return Fact(f"epci:{siren}", kind, name, siren=siren, department="62", region="32")


def vintage(year, *facts):
    return Gazetteer(f"cog-{year}", date(year, 1, 1), year - 3, "Sources", facts, f"digest {year}")


@pytest.fixture
def first(nowhere):
    made = vintage(
        2026,
        epci("200000001", "CC des Dunes"),
        epci("200000002", "CC du Marais"),
        commune("62001", "Alpha", "epci:200000001", population=900),
        commune("62002", "Bêta", "epci:200000002", population=500),
        commune("62003", "Gamma", "epci:200000002", population=100),
        Fact("partie:62004", "commune_deleguee", "Delta", "62004", department="62", region="32",
             parent="commune:62003"),
    )  # fmt: skip
    return actions.import_vintage(made, {}, by=None, at=AT)


@pytest.fixture
def second(first):
    """The Marais joins the Dunes, which grow into a CA; Bêta merges into « Alpha-sur-Mer »."""
    made = vintage(
        2027,
        epci("200000001", "CA des Dunes", "ca"),
        commune("62001", "Alpha-sur-Mer", "epci:200000001", population=1400, former=("62002",)),
        commune("62003", "Gamma", "epci:200000001", population=100),
    )
    return actions.import_vintage(made, {}, by=None, at=AT)


def test_the_first_vintage_opens_memberships_without_a_known_start(first, today):
    assert first[1].first
    assert not first[1]
    gamma = Territory.objects.get(insee="62003")
    assert queries.epci_at(gamma, date(2024, 12, 19)).name == "CC du Marais"
    assert set(Membership.objects.order_by().values_list("starts", flat=True)) == {None}


def test_the_same_vintage_again_writes_nothing(first, entries, django_assert_num_queries):
    known = list(Territory.objects.order_by("pk").values_list("pk", "made_at"))
    told = entries()
    made = Gazetteer.load(shipped())
    gazetteer = vintage(2026, *made.facts[:0])
    with django_assert_num_queries(3):  # a savepoint, its release, the latest vintage
        again, changes = actions.import_vintage(gazetteer, {}, by=None, at=AT)
    assert (again, bool(changes)) == (first[0], False)
    assert list(Territory.objects.order_by("pk").values_list("pk", "made_at")) == known
    assert entries() == told
    assert told[-1] == "territories.vintage_imported"


def test_what_changed_is_told(second):
    changes = second[1]
    assert changes.renamed == {
        "epci:200000001": ("CC des Dunes", "CA des Dunes"),
        "commune:62001": ("Alpha", "Alpha-sur-Mer"),
    }
    assert changes.became == {"epci:200000001": ("cc", "ca")}
    assert changes.moved == {"commune:62003": ("epci:200000002", "epci:200000001")}
    assert changes.ended == {
        "epci:200000002": "epci:200000001",
        "commune:62002": "commune:62001",
        "partie:62004": "commune:62003",
    }
    assert changes.appeared == []
    assert Vintage.objects.latest("starts").changes["moved"]


def test_what_left_ends_on_the_first_day_with_its_successor(second):
    gone = Territory.objects.get(ref="commune:62002")
    assert gone.ends == date(2027, 1, 1)
    assert gone.current().name == "Alpha-sur-Mer"
    assert Territory.objects.get(ref="epci:200000002").current().name == "CA des Dunes"


def test_memberships_close_and_open_on_the_first_day(second):
    gamma = Territory.objects.get(insee="62003")
    assert queries.epci_at(gamma, date(2026, 12, 31)).name == "CC du Marais"
    assert queries.epci_at(gamma, date(2027, 1, 1)).name == "CA des Dunes"
    merged = Territory.objects.get(ref="epci:200000002")
    assert members_at(merged, date(2026, 6, 1)).count() == 2
    assert members_at(merged, date(2027, 6, 1)).count() == 0


def test_a_renamed_commune_is_found_by_its_former_name_and_a_merged_one_by_its_former_code(second):
    assert [row.ref for row in queries.found("62002")] == ["commune:62001"]
    dunes = Territory.objects.get(ref="epci:200000001")
    assert dunes.aliases == ["CC des Dunes"]
    assert [row.ref for row in queries.found("cc des dunes")] == ["epci:200000001"]


def test_an_older_vintage_is_refused_and_nothing_changes(second):
    with pytest.raises(Refused, match="antérieur à cog-2027"):
        actions.import_vintage(vintage(2025, commune("62001", "Alpha")), {}, by=None, at=AT)
    assert Vintage.objects.count() == 2
    assert Territory.objects.get(ref="commune:62001").name == "Alpha-sur-Mer"


def test_a_vintage_corrected_the_same_year_forgets_what_never_was(second):
    corrected = vintage(
        2027,
        epci("200000001", "CA des Dunes", "ca"),
        epci("200000002", "CC du Marais"),
        commune("62001", "Alpha-sur-Mer", "epci:200000001", population=1400, former=("62002",)),
        commune("62003", "Gamma", "epci:200000002", population=100),
    )
    object.__setattr__(corrected, "digest", "corrected")
    actions.import_vintage(corrected, {}, by=None, at=AT)
    gamma = Territory.objects.get(insee="62003")
    assert queries.epci_at(gamma, date(2027, 1, 1)).name == "CC du Marais"
    assert not gamma.memberships.filter(parent__ref="epci:200000001").exists()
    assert Territory.objects.get(ref="epci:200000002").ends is None


def test_a_body_written_by_hand_gives_way_to_the_official_one(nowhere, territory):
    ours = territory("CC des Dunes", "cc", ref="main:1", siren="200000001", origin="main")
    actions.import_vintage(vintage(2026, epci("200000001", "CC des Dunes")), {}, by=None, at=AT)
    ours.refresh_from_db()
    assert ours.ends == date(2026, 1, 1)
    assert Territory.objects.get(siren="200000001", ends=None).ref == "epci:200000001"


def test_better_positions_win_and_stay(first):
    written = actions.import_positions({"62001": (50.5, 2.5), "99999": (0, 0)}, by=None, at=AT)
    assert written == 1
    again = vintage(2027, commune("62001", "Alpha", "epci:200000001"), epci("200000001", "CC"))
    actions.import_vintage(again, {"62001": (1.0, 1.0)}, by=None, at=AT)
    alpha = Territory.objects.get(insee="62001")
    assert (alpha.latitude, alpha.longitude, alpha.position) == (50.5, 2.5, "importee")


def test_the_whole_of_france_is_written_as_it_is_said(france):
    said = Gazetteer.load(shipped()).facts
    assert france.slug == "cog-2026"
    assert Territory.objects.count() == len(said)
    parents = sum(bool(fact.parent) + bool(fact.ept) for fact in said)
    assert Membership.objects.count() == parents
    assert Territory.objects.filter(vintage=france, ends=None).count() == len(said)


def test_the_members_of_every_epci_make_its_population(france, today):
    mel = Territory.objects.get(siren="200093201")
    members = [row.child for row in members_at(mel, today)]
    assert len(members) == 95
    assert sum(member.population for member in members) == mel.population


def test_the_positions_file_of_someone_else_is_read_or_refused(tmp_path):
    path = tmp_path / "positions.csv"
    path.write_text("code_insee,lat,lon\n62001,50.5,2.5\n62002,,\n")
    assert positions.read(path) == {"62001": (50.5, 2.5)}
    path.write_text("code_insee,lat,lon\n62001,nord,2.5\n")
    with pytest.raises(ValueError, match="il faut les colonnes"):
        positions.read(path)
