"""Writing by hand what no register knows."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cordee.kernel.bodies import Kind
from cordee.kernel.findings import Refused
from cordee.territories import actions, queries
from cordee.territories.actions import Body
from cordee.territories.models import Membership, Territory
from tests.territories.reading import members_at

PARK = Body("PNR des Deux Caps", Kind.PNR, siren="256203845")


@pytest.fixture
def park(nowhere, at):
    return actions.make(PARK, by=None, at=at)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return [finding.code for finding in refusal.value.findings]


def test_a_body_made_by_hand_is_found_and_leaves_a_trace(park, entries):
    assert park.ref.startswith("main:")
    assert (park.department, park.region) == ("62", "32"), "told by its SIREN"
    assert [row.ref for row in queries.found("deux caps")] == [park.ref]
    assert entries()[-1] == "territories.territory_made"


def test_every_reason_to_refuse_is_told_at_once(nowhere, at):
    wrong = Body("—", Kind.COMMUNE, siren="123456789", department="99", region="99")
    codes = refused(actions.make, wrong, by=None, at=at)
    assert codes == ["name", "kind", "siren", "department", "region"]
    assert not Territory.objects.exists()


def test_a_siren_already_there_leads_to_its_bearer(park, at):
    double = Body("Autre nom", Kind.SYNDICATE, siren=PARK.siren)
    with pytest.raises(Refused, match="PNR des Deux Caps"):
        actions.make(double, by=None, at=at)


def test_a_body_of_another_country_has_its_own_code_once(nowhere, at):
    tournai = Body("Tournai", Kind.FOREIGN, country="BE", local_scheme="INS", local_code="57081")
    made = actions.make(tournai, by=None, at=at)
    assert "Tournai (BE) — collectivité d’un autre pays" in made.label
    assert [row.ref for row in queries.found("57081")] == [made.ref]
    assert refused(actions.make, tournai, by=None, at=at) == ["code.taken"]
    at_home = Body("Tournai", Kind.FOREIGN)
    assert refused(actions.make, at_home, by=None, at=at) == ["country"]


def test_a_corrected_body_keeps_its_reference_and_its_former_name(park, at, entries):
    better = Body("PNR des Caps et Marais", Kind.PNR, siren=PARK.siren)
    row = actions.correct(park, better, by=None, at=at)
    assert (row.ref, row.name, row.aliases) == (park.ref, better.name, [PARK.name])
    assert [found.ref for found in queries.found("deux caps")] == [park.ref]
    assert entries()[-1] == "territories.territory_corrected"


def test_correcting_nothing_writes_nothing(park, at, entries):
    before = entries()
    actions.correct(park, PARK, by=None, at=at)
    assert entries() == before


def test_an_official_body_is_not_corrected_by_hand(territory, at):
    lille = territory("Lille")
    assert refused(actions.correct, lille, PARK, by=None, at=at)[0] == "origin"


def test_members_join_and_leave_on_their_days(park, territory, at):
    lumbres = territory("CC du Pays de Lumbres", "cc")
    link = actions.join(lumbres, park, starts=date(2020, 1, 1), by=None, at=at)
    assert refused(actions.join, lumbres, park, starts=date(2022, 1, 1), by=None, at=at) == [
        "member.twice"
    ]
    assert refused(actions.leave, link, ends=date(2020, 1, 1), by=None, at=at) == ["member.dates"]
    actions.leave(link, ends=date(2024, 1, 1), by=None, at=at)
    assert refused(actions.leave, link, ends=date(2025, 1, 1), by=None, at=at) == ["member.ended"]
    assert members_at(park, date(2023, 12, 31)).count() == 1
    assert members_at(park, date(2024, 1, 1)).count() == 0
    actions.join(lumbres, park, starts=date(2024, 1, 1), by=None, at=at)


def test_nobody_is_a_member_of_oneself_nor_of_an_official_body_by_hand(park, territory, at):
    cc = territory("CC du Pays de Lumbres", "cc")
    assert refused(actions.join, park, park, starts=None, by=None, at=at) == ["member.self"]
    assert refused(actions.join, park, cc, starts=None, by=None, at=at) == ["member.official"]


def test_a_commune_is_in_one_epci_at_a_time(territory):
    commune, first, second = territory("Alpha"), territory("CC A", "cc"), territory("CC B", "cc")

    def belongs(parent, starts, ends):
        with transaction.atomic():
            return Membership.objects.create(
                child=commune, parent=parent, role="epci", starts=starts, ends=ends
            )

    belongs(first, None, date(2020, 1, 1))
    belongs(second, date(2020, 1, 1), None)
    with pytest.raises(IntegrityError, match="membership_one_epci_at_a_time"):
        belongs(first, date(2019, 1, 1), date(2019, 6, 1))
    assert queries.epci_at(commune, date(2019, 12, 31)) == first
    assert queries.epci_at(commune, date(2020, 1, 1)) == second


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "royaume"}, {"starts": date(2020, 1, 1), "ends": date(2020, 1, 1)}],
)
def test_the_database_itself_refuses_nonsense(territory, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        territory("Alpha", **wrong) if "kind" not in wrong else territory("Alpha", wrong["kind"])


def test_a_successor_of_itself_never_turns_in_circles(territory):
    first, second = territory("A"), territory("B")
    first.successor, second.successor = second, first
    assert first.current() == second
    assert first.current().name == "B"


def test_a_snapshot_is_plain_and_true_of_its_day(france, django_assert_num_queries):
    lens = queries.with_kin().get(insee="62498")
    with django_assert_num_queries(1):
        copy = queries.snapshot(lens, date(2024, 12, 19))
    assert copy == {
        "ref": "commune:62498",
        "name": "Lens",
        "kind": "commune",
        "kind_label": "commune",
        "country": "FR",
        "insee": "62498",
        "siren": "216204982",
        "local": None,
        "department": {"code": "62", "name": "Pas-de-Calais"},
        "region": {"code": "32", "name": "Hauts-de-France"},
        "epci": {"siren": "246200364", "name": "CA de Lens - Liévin"},
        "population": lens.population,
        "population_year": 2023,
        "vintage": "cog-2026",
        "at": "2024-12-19",
    }


def test_the_snapshot_of_a_part_of_a_commune_and_of_a_hand_made_body(france, park, at):
    copy = queries.snapshot(park, at.date())
    assert (copy["epci"], copy["vintage"], copy["siren"]) == (None, "", PARK.siren)


@pytest.mark.parametrize(
    ("ref", "lies_in", "queries_at_most"),
    [
        (
            "commune:62498",
            {"commune:62498", "epci:246200364", "departement:62", "region:32", "country:FR", "FR"},
            1,
        ),
        (
            "partie:59355",
            {"partie:59355", "commune:59350", "epci:200093201", "departement:59", "region:32",
             "country:FR", "FR"},
            2,
        ),
        ("departement:62", {"departement:62", "region:32", "country:FR", "FR"}, 1),
        ("region:32", {"region:32", "country:FR", "FR"}, 1),
        (
            "epci:246201016",
            {"epci:246201016", "departement:62", "region:32", "country:FR", "FR"},
            2,
        ),
    ],
)  # fmt: skip
def test_the_places_a_body_lies_in(
    france, ref, lies_in, queries_at_most, django_assert_max_num_queries
):
    body = Territory.objects.get(ref=ref)
    with django_assert_max_num_queries(queries_at_most):
        assert queries.places(body, date(2024, 12, 19)) == lies_in


def test_a_grouping_lies_in_the_departments_of_all_its_members(park, territory, at):
    for department in ("59", "62"):
        child = territory(f"Alpha {department}", department=department)
        actions.join(child, park, starts=None, by=None, at=at)
    assert {"departement:59", "departement:62"} <= queries.places(park, at.date())
