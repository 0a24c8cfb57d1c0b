"""One's own pages: the workspace, the profile."""

import pytest
from django.utils import timezone

from cordee.ledger.models import Entry
from cordee.people import actions
from cordee.people.models import Organisation, Person, User

SPACE, ME = "/espace/", "/moi/"


@pytest.mark.parametrize("address", [SPACE, ME, "/moi/donnees.json", "/moi/securite/"])
def test_a_visitor_signs_in_first_and_comes_back(client, db, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/connexion/?next=%2F") or response.url.endswith(
        f"?next={address}"
    )


def test_the_workspace_of_the_team_opens_its_doors(enter, amina):
    page = enter(amina).get(SPACE)
    assert "Bonjour Amina" in page.text
    assert "/espace/personnes/" in page.text


def test_a_stranger_is_told_what_to_do_next(enter, hortense):
    page = enter(hortense).get(SPACE)
    assert "Vous n’avez pas encore de rôle" in page.text
    assert "Mon parcours" not in page.text, "she has none"
    assert "/espace/personnes/" not in page.text


def test_someone_without_a_name_is_asked_for_it_once(client, db):
    user = actions.reserve("nouvelle@example.org", at=timezone.now())
    client.force_login(user)
    assert "Dites-nous votre nom" in client.get(SPACE).text
    client.post(ME, {"given_name": "Nour", "family_name": "Amrani"})
    assert "Dites-nous votre nom" not in client.get(SPACE).text
    assert Person.objects.get(user=user).name == "Nour Amrani"


def test_the_workspace_costs_the_same_with_one_role_and_with_three(enter, amina, farida, cost):
    client = enter(farida)
    bodies = [Organisation.objects.create(name=f"Corps {n}", kind="cc") for n in range(3)]
    actions.give_seat(farida.person, "delegate", scope=bodies[0], by=amina, at=timezone.now())
    few = cost(client, SPACE)
    for body in bodies[1:]:
        actions.give_seat(farida.person, "delegate", scope=body, by=amina, at=timezone.now())
    assert cost(client, SPACE) == few <= 26
    assert "Corps 2" in client.get(SPACE).text


def test_what_one_changes_is_kept_and_written_without_its_content(enter, farida):
    whole = {
        "given_name": "Farida",
        "family_name": "Haddad",
        "title": "",
        "phone": "+33 6 00 00 00 07",
    }
    response = enter(farida).post(ME, whole)
    assert response.url == ME
    entry = Entry.objects.get(kind="people.profile_changed")
    assert entry.payload == {"person": farida.person.pk, "fields": ["title", "phone"]}
    assert "+33 6 00 00 00 07" in enter(farida).get(ME).text


def test_changing_nothing_writes_nothing(enter, farida):
    person = farida.person
    whole = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "title": person.title,
    }
    enter(farida).post(ME, whole)
    assert not Entry.objects.filter(kind="people.profile_changed").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"family_name": ""}, "Nom"),
        ({"given_name": "x" * 10_000}, "80"),
        ({"phone": "zéro six"}, "en chiffres"),
        ({"title": "a\0b"}, "Fonction"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(enter, farida, typed, said):
    whole = {"given_name": "Fari", "family_name": "Haddad", **typed}
    response = enter(farida).post(ME, whole)
    assert response.status_code == 422
    assert "Il y a quelque chose à corriger" in response.text
    assert said in response.text
    if "given_name" not in typed:
        assert 'value="Fari"' in response.text


def test_html_typed_in_a_name_is_shown_as_text(enter, farida):
    enter(farida).post(ME, {"given_name": "<img src=x>", "family_name": "\"'&"})
    page = enter(farida).get(SPACE)
    assert "Bonjour &lt;img src=x&gt;" in page.text


def test_one_never_reads_the_profile_of_another(enter, farida, gerard):
    address = f"/espace/personnes/{gerard.person.public_id}/"
    assert enter(farida).get(address).status_code == 404
    assert enter(farida).get(f"/espace/personnes/{farida.person.public_id}/").status_code == 200


def test_an_account_keeps_its_address_in_lower_case(db):
    user = User.objects.create_user("MAJUSCULE@Example.org")
    assert user.email == "majuscule@example.org"
    assert User.objects.get_by_natural_key("Majuscule@example.ORG") == user


def test_the_language_chosen_is_kept_for_the_next_visits(enter, farida):
    client = enter(farida)
    client.post("/moi/langue/", {"language": "en"})
    farida.refresh_from_db()
    assert farida.language == "en"
    assert 'lang="en"' in client.get(ME).text
    client.post("/moi/langue/", {"language": "klingon"})
    farida.refresh_from_db()
    assert farida.language == "en"
