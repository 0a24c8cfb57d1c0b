"""The directory of the team: found, corrected, seated, erased."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cordee.people import actions, policy
from cordee.people.models import Organisation, Person, Seat
from tests.cast import arrive

PEOPLE = "/espace/personnes/"


def test_the_team_finds_everyone_by_name_in_order(enter, amina, bernard, farida):
    page = enter(amina).get(PEOPLE)
    names = [someone.name for someone in page.context["page"].object_list]
    assert names == ["Amina Benali", "Bernard Delattre", "Farida Haddad"]
    assert "chargé·e de mission" in page.text


@pytest.mark.parametrize(
    "words", ["haddad", "FARIDA", "chargee climat", "farida.haddad@", "had far"]
)
def test_one_is_found_by_any_word_accents_forgiven(enter, amina, farida, words):
    page = enter(amina).get(PEOPLE, {"q": words})
    assert [someone.name for someone in page.context["page"].object_list] == ["Farida Haddad"]


def test_an_accent_in_the_name_is_forgiven_in_the_search(enter, amina, chloe):
    page = enter(amina).get(PEOPLE, {"q": "chloe"})
    assert [someone.name for someone in page.context["page"].object_list] == ["Chloé Vasseur"]


def test_a_role_narrows_the_list_to_those_who_hold_it_now(enter, amina, denise, etienne):
    actions.end_seat(
        Seat.objects.get(person=etienne.person), because="Fin", by=amina, at=timezone.now()
    )
    page = enter(amina).get(PEOPLE, {"role": "juror"})
    assert [someone.name for someone in page.context["page"].object_list] == ["Denise Lemaire"]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 10_000},
        {"role": "roi"},
        {"page": "-1"},
        {"page": "zzz"},
        {"q": "%_\\'\""},
        {"q": "<script>"},
    ],
)
def test_a_strange_question_has_a_plain_answer(enter, amina, query):
    assert enter(amina).get(PEOPLE, query).status_code == 200


def test_a_null_byte_in_the_search_is_a_bad_request(enter, amina):
    assert enter(amina).get(f"{PEOPLE}?q=%00").status_code == 400


def test_a_page_holds_twenty_five_people(enter, amina):
    for number in range(30):
        Person.objects.create(family_name=f"Nom {number:02}", given_name="A")
    page = enter(amina).get(PEOPLE)
    assert len(page.context["page"].object_list) == 25
    assert len(enter(amina).get(PEOPLE, {"page": "2"}).context["page"].object_list) == 6


def test_the_list_costs_the_same_with_one_person_and_with_three(enter, amina, cost):
    client = enter(amina)
    alone = cost(client, PEOPLE)
    arrive("Inès", "Faure", "Juriste", "juror", "observer")
    arrive("Jules", "Gallois", "Élu", "juror")
    assert cost(client, PEOPLE) == alone <= 12
    assert "Jules Gallois" in client.get(PEOPLE).text


def test_a_person_costs_the_same_with_one_role_and_with_three(enter, amina, denise, cost):
    client = enter(amina)
    address = reverse("people:person", args=[denise.person.public_id])
    body = Organisation.objects.create(name="Marais", kind="cc")
    scoped = {"scope": body, "organisation": body, "by": amina, "at": timezone.now()}
    actions.give_seat(denise.person, "applicant", **scoped)
    few = cost(client, address)
    actions.give_seat(denise.person, "delegate", **scoped)
    actions.give_seat(denise.person, "observer", **scoped)
    assert cost(client, address) == few <= 20
    assert client.get(address).text.count("Marais") >= 3


def test_a_person_is_added_and_appears(enter, amina):
    response = enter(amina).post(
        reverse("people:add_person"),
        {"given_name": "  Inès ", "family_name": "d’Arras", "email": "INES@example.org"},
    )
    person = Person.objects.get(email="ines@example.org")
    assert response.url == reverse("people:person", args=[person.public_id])
    assert person.name == "Inès d’Arras"


def test_the_same_address_twice_is_refused_and_nothing_typed_is_lost(enter, amina, farida):
    response = enter(amina).post(
        reverse("people:add_person"),
        {"given_name": "Autre", "family_name": "Femme", "email": farida.email},
    )
    assert response.status_code == 422
    assert "a déjà l’adresse" in response.text
    assert 'value="Autre"' in response.text


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "x" * 10_000},
        {"given_name": "a\0b"},
        {"given_name": ""},
        {"phone": "appelez-moi"},
        {"phone": "0" * 10_000},
    ],
)
def test_a_profile_that_cannot_be_is_refused_in_words(enter, amina, farida, typed):
    address = reverse("people:change_person", args=[farida.person.public_id])
    whole = {"given_name": "Farida", "family_name": "Haddad", **typed}
    response = enter(amina).post(address, whole)
    assert response.status_code == 422
    farida.person.refresh_from_db()
    assert farida.person.name == "Farida Haddad"


def test_html_in_a_name_is_only_text(enter, amina, farida):
    address = reverse("people:change_person", args=[farida.person.public_id])
    enter(amina).post(address, {"given_name": "<b>Fa</b>", "family_name": "<script>x"})
    page = enter(amina).get(PEOPLE, {"q": "fa"})
    assert "&lt;b&gt;Fa&lt;/b&gt; &lt;script&gt;x" in page.text


def test_a_role_is_given_from_the_page_of_a_person(enter, amina, gerard):
    address = reverse("people:give_seat", args=[gerard.person.public_id])
    response = enter(amina).post(address, {"role": "juror", "ends": "2099-12-31"})
    assert response.url == reverse("people:person", args=[gerard.person.public_id])
    seat = Seat.objects.get(person=gerard.person)
    assert (seat.role, seat.given_by) == ("juror", amina)
    assert timezone.localtime(seat.ends).isoformat() == "2100-01-01T00:00:00+01:00"


def test_a_role_is_given_on_behalf_of_an_organisation_named_in_words(enter, amina, gerard):
    Organisation.objects.create(name="Communauté de communes du Marais", kind="cc")
    Organisation.objects.create(name="Commune du Marais-Bas", kind="commune")
    address = reverse("people:give_seat", args=[gerard.person.public_id])
    client = enter(amina)
    unclear = client.post(address, {"role": "juror", "organisation": "marais"})
    assert unclear.status_code == 422
    assert "Plusieurs organisations correspondent" in unclear.text
    unknown = client.post(address, {"role": "juror", "organisation": "Nulle part"})
    assert "Ajoutez-la d’abord" in unknown.text
    client.post(address, {"role": "juror", "organisation": "communaute marais"})
    assert Seat.objects.get(person=gerard.person).organisation.kind == "cc"


@pytest.mark.parametrize(
    "typed",
    [
        {"role": "roi"},
        {"role": ""},
        {"role": "applicant"},
        {"role": "juror", "starts": "pas une date"},
        {"role": "juror", "starts": "2030-01-02", "ends": "2030-01-01"},
        {"role": "juror", "ends": "9999-12-31"},
        {"role": "juror", "organisation": "\0"},
    ],
)
def test_a_role_that_cannot_be_is_refused_in_words(enter, amina, gerard, typed):
    address = reverse("people:give_seat", args=[gerard.person.public_id])
    assert enter(amina).post(address, typed).status_code == 422
    assert not Seat.objects.filter(person=gerard.person).exists()


def test_the_assistant_gives_no_role_of_the_team(enter, chloe, gerard):
    address = reverse("people:give_seat", args=[gerard.person.public_id])
    response = enter(chloe).post(address, {"role": "staff"})
    assert response.status_code == 403
    assert "donnés par la direction" in response.text
    assert not Seat.objects.filter(person=gerard.person).exists()


def test_a_role_is_ended_with_its_reason(enter, amina, denise):
    seat = Seat.objects.get(person=denise.person)
    address = reverse("people:end_seat", args=[seat.public_id])
    assert enter(amina).post(address, {"because": ""}).status_code == 422
    enter(amina).post(address, {"because": "Conflit d’intérêts"})
    assert not policy.holds(denise, "juror", None, timezone.now())
    page = enter(amina).get(reverse("people:person", args=[denise.person.public_id]))
    assert "Conflit d’intérêts" in page.text


def test_a_grave_act_asks_to_prove_oneself_again_after_a_while(enter, amina, denise):
    seat = Seat.objects.get(person=denise.person)
    address = reverse("people:end_seat", args=[seat.public_id])
    response = enter(amina, ago=16 * 60).get(address)
    assert (
        response.url
        == f"/connexion/renouveler/?next=/espace/roles/{seat.public_id}/fin/".replace(
            "/espace/roles/", "%2Fespace%2Froles%2F"
        ).replace("/fin/", "%2Ffin%2F")
    )
    assert Seat.objects.get(person=denise.person).ends is None


@pytest.mark.parametrize("address", ["", "nouvelle/", "0000/", "%F0%9F%A6%8A/"])
def test_strangers_and_visitors_do_not_enter_the_directory(enter, client, hortense, address):
    visitor = client.get(f"{PEOPLE}{address}")
    assert visitor.status_code in {302, 404}
    assert enter(hortense).get(f"{PEOPLE}{address}").status_code in {403, 404}


def test_the_refusal_says_what_to_do(enter, hortense):
    response = enter(hortense).get(PEOPLE)
    assert response.status_code == 403
    assert "demandez-lui de vous donner un rôle" in response.text


def test_a_role_to_come_is_shown_apart(enter, amina, gerard):
    actions.give_seat(
        gerard.person,
        "juror",
        starts=timezone.now() + timedelta(days=9),
        by=amina,
        at=timezone.now(),
    )
    page = enter(amina).get(reverse("people:person", args=[gerard.person.public_id]))
    assert "Rôles à venir" in page.text
