"""The search anyone may use, the picker of forms, the team's own pages."""

import json

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.kernel.bodies import Kind, kinds
from cordee.people.models import User
from cordee.territories import actions
from cordee.territories.actions import Body
from cordee.territories.forms import TerritoryField
from cordee.territories.models import Membership, Territory

HTMX = {"HX-Request": "true"}
HOSTILE = ["", "\0", "%", "_", "\\", "'; DROP TABLE x; --", "<script>alert(1)</script>", "a" * 9000]


@pytest.fixture
def camille(db):
    return User.objects.create_user("camille@example.org")


@pytest.fixture
def team(client, camille, settings):
    settings.STAFF_POLICY = "tests.territories.doors.anyone"
    client.force_login(camille)
    return client


@pytest.fixture
def park(db, at):
    return actions.make(Body("PNR des Deux Caps", Kind.PNR), by=None, at=at)


class Candidate(forms.Form):
    territory = TerritoryField(kinds=kinds(["commune", "epci"]), regions=["32"])


class Inside(forms.Form):
    territory = TerritoryField(within=["departement:62", "commune:59350"])


class Optional(forms.Form):
    territory = TerritoryField(required=False)


@pytest.fixture
def count_queries(team):
    """How many queries on our own tables a page costs; the shell counts its own."""

    def counted(address, **asked):
        with CaptureQueriesContext(connection) as seen:
            assert team.get(address, asked).status_code == 200
        return sum("territories_" in query["sql"] or "ledger_" in query["sql"] for query in seen)

    return counted


def test_a_territory_lies_in_one_of_the_places_asked(france):
    arras, roubaix = (Territory.objects.get(ref=f"commune:{code}") for code in ("62041", "59512"))
    assert Inside({"territory": arras.ref}).is_valid()
    refused = Inside({"territory": roubaix.ref})
    assert "n’est pas dans les lieux attendus" in str(refused.errors["territory"])


# The search


def test_anyone_searches_without_javascript(client, france):
    page = client.get(reverse("territories:search"), {"q": "Saint-Omer"})
    assert page.status_code == 200
    assert "Saint-Omer (62) — 14\u202f382\u00a0hab., CA du Pays de Saint-Omer" in page.text
    assert "<h1" in page.text


def test_htmx_receives_only_the_answers(client, france):
    asked = {"champ": "territory", "territory_q": "lomme", "genre": "partie_de_commune",
             "etat": "id_territory_state"}  # fmt: skip
    page = client.get(reverse("territories:search"), asked, headers=HTMX)
    assert "<html" not in page.text
    assert 'name="territory" value="partie:59355"' in page.text
    assert "Lommerange" not in page.text
    assert 'hx-swap-oob="innerHTML:#id_territory_state">1\u00a0territoire trouvé' in page.text


def test_the_answers_restrict_to_the_regions_asked(client, france):
    asked = {"q": "lyon", "region": ["32", "nonsense"]}
    results = client.get(reverse("territories:search_json"), asked).json()["results"]
    assert {row["region"] for row in results} <= {"32"}


def test_programs_receive_json_with_its_sources(client, france):
    told = client.get(reverse("territories:search_json"), {"q": "59350"}).json()
    assert told["results"][0] == {
        "ref": "commune:59350", "label": told["results"][0]["label"], "name": "Lille",
        "kind": "commune", "insee": "59350", "siren": "215903501", "department": "59",
        "region": "32", "population": 238246,
        "postcodes": ["59000", "59160", "59260", "59777", "59800"],
        "parent": "epci:200093201",
    }  # fmt: skip
    assert "Licence Ouverte" in told["sources"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", ["search", "search_json"])
def test_a_hostile_search_is_answered_quietly(client, france, name, words):
    asked = dict.fromkeys(("q", "genre", "region", "champ", "etat", "retour"), words)
    for headers in ({}, HTMX):
        page = client.get(reverse(f"territories:{name}"), asked, headers=headers)
        assert page.status_code == (400 if "\0" in words else 200)
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("words", ["lille", "saint"])
def test_a_search_costs_one_query_whatever_it_finds(
    client, france, django_assert_num_queries, words
):
    with django_assert_num_queries(1):
        client.get(reverse("territories:search"), {"q": words}, headers=HTMX)
    with django_assert_num_queries(2):  # and the sources
        client.get(reverse("territories:search_json"), {"q": words})


def test_a_page_of_ours_receives_the_reference_chosen_and_no_other_site(client, france):
    asked = {"q": "lille", "retour": "/candidature/?etape=2", "champ": "territory"}
    page = client.get(reverse("territories:search"), asked)
    assert '<form action="/candidature/?etape=2">' in page.text
    for elsewhere in ("https://example.com/", "//example.com/", "javascript:alert(1)", "\\\\x"):
        page = client.get(reverse("territories:search"), {**asked, "retour": elsewhere})
        assert "Choisir ce territoire" not in page.text


def test_a_search_is_only_read(client, db):
    assert client.post(reverse("territories:search")).status_code == 405


# The picker


def test_a_ticked_territory_is_the_value(france):
    form = Candidate({"territory": "commune:59350", "territory_q": "lil"})
    assert form.is_valid()
    assert form.cleaned_data["territory"].name == "Lille"


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("59350", ""),
        ("Hazebrouck", "commune:59295"),
        ("CC du Pays de Lumbres", "epci:246201016"),
    ],
)
def test_words_with_one_exact_answer_are_enough(france, typed, ref):
    form = Candidate({"territory_q": typed})
    if ref:
        assert form.is_valid(), form.errors
        assert form.cleaned_data["territory"].ref == ref
    else:
        assert not form.is_valid(), "a postcode or code with several answers asks"


def test_several_answers_come_back_to_be_ticked(france):
    form = Candidate({"territory_q": "saint-omer"})
    assert form.errors["territory"] == ["Choisissez un territoire dans la liste, puis continuez."]
    html = str(form["territory"])
    assert 'type="radio"' in html
    assert 'value="commune:62765"' in html
    assert 'value="commune:14635"' not in html, "another région"
    assert 'value="saint-omer"' in html, "what was typed stays"


def test_the_search_button_looks_without_choosing(france):
    form = Candidate(
        {"territory": "commune:59350", "territory_q": "arras", "territory_search": "1"}
    )
    assert not form.is_valid()
    html = str(form["territory"])
    assert 'value="commune:62041"' in html
    assert "checked" not in html


def test_the_chosen_territory_is_shown_ticked(france):
    html = str(Candidate(initial={"territory": "commune:59350"})["territory"])
    assert 'value="commune:59350"' in html
    assert "checked" in html
    assert "Lille (59)" in html


def test_the_control_is_labelled_described_and_live(france):
    html = Candidate({"territory_q": "zzzz"})["territory"].as_field_group()
    assert 'for="id_territory"' in html
    assert 'id="id_territory"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_territory_helptext' in html
    assert 'role="status"' in html
    assert "genre=commune" in html
    assert "region=32" in html


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Cherchez votre territoire"),
        ({"territory_q": "zzzzzz"}, "Aucun territoire ne correspond"),
        ({"territory": "commune:00000"}, "n’existe plus"),
        ({"territory": "\0"}, "n’existe plus"),
        ({"territory": "x" * 9000}, "n’existe plus"),
        ({"territory": "departement:62"}, "Pas-de-Calais\u00a0: département. Sont attendus ici"),
        (
            {"territory": "commune:69123"},
            "n’est pas dans les régions attendues ici\u00a0: Hauts-de-France",
        ),
    ],
)
def test_a_refusal_says_why_and_what_to_do(france, data, said):
    form = Candidate(data)
    assert not form.is_valid()
    assert said in form.errors["territory"][0]


def test_an_optional_territory_may_stay_empty(db):
    form = Optional({"territory_q": "  "})
    assert form.is_valid()
    assert form.cleaned_data["territory"] is None


def test_the_same_territory_again_is_no_change(france):
    form = Optional({"territory": "commune:59350"}, initial={"territory": "commune:59350"})
    assert not form.has_changed()
    assert Optional(
        {"territory": "commune:62041"}, initial={"territory": "commune:59350"}
    ).has_changed()


# The team's pages


def addresses(ref):
    yield reverse("territories:list")
    yield reverse("territories:add")
    for name in ("detail", "correct", "join"):
        yield reverse(f"territories:{name}", args=[ref])


def test_only_the_team_keeps_territories(client, camille, settings, park):
    settings.STAFF_POLICY = "tests.territories.doors.nobody"
    for address in addresses(park.ref):
        assert client.get(address).status_code == 302
    client.force_login(camille)
    for address in addresses(park.ref):
        response = client.get(address)
        assert response.status_code == 403
        assert "réservée à l’équipe" in response.text


def test_every_page_of_the_team_renders(team, park):
    for address in addresses(park.ref):
        assert team.get(address).status_code == 200


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("words", "cost"), [("", 3), ("alpha", 4)])
def test_the_list_costs_the_same(territory, count_queries, rows, words, cost):
    for number in range(rows):
        territory(f"Alpha {number}", parent=territory(f"CC {number}", "cc"))
    # the count, the rows with their parent, the vintage; and whether anything is spelt so
    assert count_queries(reverse("territories:list"), q=words) == cost


def test_the_list_is_searched_filtered_and_paginated(team, france, park):
    page = team.get(
        reverse("territories:list"), {"q": "deux caps", "genre": "pnr", "origine": "main"}
    )
    assert "PNR des Deux Caps" in page.text
    assert "territoire</caption>" in page.text
    everything = team.get(reverse("territories:list"), {"page": "3"})
    assert everything.context["page"].number == 3
    assert len(everything.context["page"]) == 25


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_list_is_answered_quietly(team, france, words):
    asked = {"q": words, "genre": words, "origine": words, "page": words}
    status = team.get(reverse("territories:list"), asked).status_code
    assert status == (400 if "\0" in words else 200)


@pytest.mark.parametrize("ref", ["commune:00000", "%25", "x" * 300])
def test_an_unknown_territory_is_not_found(team, db, ref):
    assert team.get(f"/espace/territoires/{ref}/").status_code == 404


def test_a_page_shows_what_a_body_belongs_to_and_who_belongs_to_it(team, france):
    mel = team.get(reverse("territories:detail", args=["epci:200093201"])).text
    assert "95\u00a0membres" in mel
    lille = team.get(reverse("territories:detail", args=["commune:59350"])).text
    assert "Métropole Européenne de Lille" in lille
    assert "Licence Ouverte" in lille


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("members", [1, 3])
def test_a_page_costs_the_same_whatever_its_members(territory, count_queries, members):
    body = territory("PETR", "petr", origin="main", ref="main:1")
    for number in range(members):
        child = territory(f"Alpha {number}")
        Membership.objects.create(child=child, parent=body, role="membre")
    # itself, the count and the rows of its members, what it belongs to, its history
    assert count_queries(reverse("territories:detail", args=["main:1"])) == 5


def test_a_body_is_added_by_hand(team, nowhere):
    said = {"name": "DDTM du Nord", "kind": "etat", "department": "59", "country": "fr"}
    response = team.post(reverse("territories:add"), said)
    made = Territory.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("territories:detail", args=[made.ref])
    assert (made.region, made.origin, made.country) == ("32", "main", "FR")
    assert "DDTM du Nord" in team.get(response["Location"]).text
    assert "a créé le territoire" in team.get(response["Location"]).text


def test_a_refused_body_comes_back_with_what_was_typed(team, nowhere):
    said = {"name": "<b>Parc</b>", "kind": "pnr", "siren": "123 456 789", "country": "FR"}
    response = team.post(reverse("territories:add"), said)
    assert response.status_code == 422
    assert "numéro SIREN n’est pas valable" in response.text
    assert "&lt;b&gt;Parc&lt;/b&gt;" in response.text
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    "said",
    [{}, {"name": "\0"}, {"name": "A", "kind": "royaume"}, {"name": "A" * 5000, "kind": "pnr"},
     {"name": "A", "kind": "pnr", "population": "9" * 40, "country": "FR"},
     {"name": "A", "kind": "pnr", "country": "é1"}],
)  # fmt: skip
def test_nonsense_is_refused_with_a_422(team, nowhere, said):
    assert team.post(reverse("territories:add"), said).status_code == 422
    assert not Territory.objects.exists()


def test_a_body_is_corrected_and_an_official_one_is_not(team, park, territory):
    said = {"name": "PNR des Caps", "kind": "pnr", "country": "FR"}
    assert team.post(reverse("territories:correct", args=[park.ref]), said).status_code == 302
    park.refresh_from_db()
    assert park.name == "PNR des Caps"
    lille = territory("Lille")
    response = team.post(reverse("territories:correct", args=[lille.ref]), said)
    assert response.status_code == 403
    assert "se corrige à l’import suivant" in response.text


def test_a_member_is_added_then_leaves(team, park, france):
    add = reverse("territories:join", args=[park.ref])
    assert team.post(add, {"member_q": "saint"}).status_code == 422
    said = {"member": "epci:246201016", "starts": "2020-01-01"}
    assert team.post(add, said).status_code == 302
    assert team.post(add, said).status_code == 422, "already a member"
    link = park.members.get()
    close = reverse("territories:leave", args=[park.ref, link.pk])
    assert team.get(close).status_code == 200
    assert team.post(close, {"ends": "2019-01-01"}).status_code == 422
    assert team.post(close, {"ends": "2024-01-01"}).status_code == 302
    assert team.get(reverse("territories:leave", args=[park.ref, 0])).status_code == 404


def test_no_page_asks_another_host(team, park, client):
    for address in addresses(park.ref):
        text = team.get(address).text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert json.dumps(text)
