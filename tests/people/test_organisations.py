"""Organisations and the governance, dated."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cordee.kernel.findings import Refused
from cordee.people import actions
from cordee.people.models import Organisation
from cordee.people.models.organisations import GOVERNANCE, a_siren, a_siret

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
LIST = "/espace/organisations/"
SIRET = "73282932000074"


@pytest.fixture
def body(db):
    return Organisation.objects.create(name="Agence de l’Escaut", kind="association", siret=SIRET)


def test_a_siret_brings_its_siren(body):
    assert body.siren == "732829320"


@pytest.mark.parametrize("number", ["73282932000075", "732829320", "abc", "0" * 10_000])
def test_a_wrong_siret_is_refused(number):
    with pytest.raises(ValidationError, match="SIRET"):
        a_siret(number)


@pytest.mark.parametrize("number", ["732829321", "", "73282932000074"])
def test_a_wrong_siren_is_refused(number):
    with pytest.raises(ValidationError, match="SIREN"):
        a_siren(number)


def governs(body, on, circle=GOVERNANCE):
    return body.memberships.current(on).filter(circle=circle).exists()


def test_a_member_governs_from_its_first_day_to_the_eve_of_its_last(body):
    actions.join_governance(body, starts=date(2024, 1, 1), ends=date(2025, 1, 1), by=None, at=NOW)
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [governs(body, day) for day in days] == [False, True, True, False]


def test_one_is_not_a_member_twice_at_once(body):
    actions.join_governance(body, starts=date(2024, 1, 1), by=None, at=NOW)
    with pytest.raises(Refused, match="déjà membre"):
        actions.join_governance(body, starts=date(2025, 1, 1), by=None, at=NOW)


def test_one_leaves_and_comes_back(body):
    actions.join_governance(body, starts=date(2024, 1, 1), by=None, at=NOW)
    actions.leave_governance(body, ends=date(2024, 6, 1), by=None, at=NOW)
    actions.join_governance(body, starts=date(2025, 1, 1), by=None, at=NOW)
    assert not governs(body, date(2024, 7, 1))
    assert governs(body, date(2025, 1, 1))


def test_another_circle_is_not_the_governance(body):
    actions.join_governance(body, circle="comite-local", starts=date(2024, 1, 1), by=None, at=NOW)
    assert not governs(body, date(2024, 6, 1))
    assert governs(body, date(2024, 6, 1), circle="comite-local")
    assert not Organisation.objects.governing(date(2024, 6, 1)).exists()


def test_one_does_not_leave_what_one_has_not_joined(body):
    with pytest.raises(Refused, match="n’est pas membre"):
        actions.leave_governance(body, ends=date(2024, 6, 1), by=None, at=NOW)


def test_the_list_finds_by_word_and_by_number(enter, amina, body):
    Organisation.objects.create(name="Autre maison", kind="autre")
    client = enter(amina)
    for words in ("escaut", "AGENCE", "732829320"):
        found = client.get(LIST, {"q": words}).context["page"].object_list
        assert [one.name for one in found] == ["Agence de l’Escaut"]


def test_the_governance_of_today_is_one_click_away(enter, amina, body):
    Organisation.objects.create(name="Autre maison", kind="autre")
    actions.join_governance(body, starts=date(2024, 1, 1), by=amina, at=NOW)
    page = enter(amina).get(LIST, {"gouvernance": "oui"})
    assert [one.name for one in page.context["page"].object_list] == ["Agence de l’Escaut"]
    assert "membre depuis le" in page.text


def test_the_list_costs_the_same_with_one_and_with_three(enter, amina, body, cost):
    client = enter(amina)
    alone = cost(client, LIST)
    for name in ("Deux", "Trois"):
        more = Organisation.objects.create(name=name, kind="autre")
        actions.join_governance(more, starts=date(2024, 1, 1), by=amina, at=NOW)
    assert cost(client, LIST) == alone <= 12
    assert "Trois" in client.get(LIST).text


def test_an_organisation_is_added_corrected_and_enters_the_governance(enter, amina):
    client = enter(amina)
    added = client.post(
        f"{LIST}nouvelle/",
        {"name": "Parc de l’Avesnois", "kind": "pnr", "siret": "732 829 320 00074"},
    )
    body = Organisation.objects.get()
    assert added.url == reverse("people:organisation", args=[body.public_id])
    assert body.siret == SIRET
    client.post(added.url, {"name": "Parc naturel de l’Avesnois", "kind": "pnr", "siret": SIRET})
    client.post(f"{added.url}gouvernance/", {"circle": "gouvernance", "starts": "2024-01-01"})
    client.post(f"{added.url}gouvernance/fin/", {"circle": "gouvernance", "ends": "2024-06-01"})
    page = client.get(added.url)
    assert "Parc naturel de l’Avesnois" in page.text
    assert "Gouvernance, membre depuis le 1er" in page.text


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"name": "a\0b"},
        {"kind": "royaume"},
        {"siret": "123"},
        {"siret": SIRET},
    ],
)
def test_an_organisation_that_cannot_be_is_refused_in_words(enter, amina, body, typed):
    whole = {"name": "Autre", "kind": "autre", **typed}
    response = enter(amina).post(f"{LIST}nouvelle/", whole)
    assert response.status_code == 422
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"starts": ""},
        {"starts": "hier"},
        {"starts": "2024-02-01", "ends": "2024-01-01"},
        {"starts": "2024-02-01", "circle": "a b\0"},
    ],
)
def test_dates_that_cannot_be_are_refused_in_words(enter, amina, body, typed):
    address = reverse("people:join_governance", args=[body.public_id])
    assert enter(amina).post(address, {"circle": "gouvernance", **typed}).status_code == 422
