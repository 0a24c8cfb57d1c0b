"""The pages around the interface: one's tokens, shown once; the documentation; the team's list."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from cordee.api import actions
from cordee.api.models import AccessToken
from cordee.api.rules.scopes import TEAM, Scope
from cordee.ledger.models import Entry, Message
from cordee.ledger.sayings import sentence
from cordee.people import exports
from cordee.people.actions.persons import erase
from tests.api.conftest import UNTIL, Program
from tests.applications.conftest import DURING
from tests.nagging import NOBODY, failures
from tests.selection.conftest import proven

SENT = {"name": "Tableau de bord", "scopes": ["dossiers:lire"], "expires": "2025-01-31"}


@pytest.fixture
def writer(client, nadia):
    client.force_login(nadia)
    proven(client)
    return client


def test_a_token_is_made_shown_once_and_told_to_its_owner(writer, nadia):
    made = writer.post(reverse("api:tokens"), SENT)
    secret = made.text.split("cordee_")[1].split("<")[0]
    assert Program(f"cordee_{secret}").get("me").json()["name"] == "Tableau de bord"
    row = AccessToken.objects.get()
    assert row.expires_at.isoformat() == "2025-01-31T23:00:00+00:00"  # the last day is included
    assert secret not in str(row.__dict__)
    listed = writer.get(reverse("api:tokens")).text
    assert "Tableau de bord" in listed
    assert secret not in listed
    letter = Message.objects.get(key__startswith="api.token_made")
    assert letter.to == nadia.email
    assert secret not in letter.text
    assert sentence(Entry.objects.get(kind="api.token_made"))


def test_a_session_that_was_not_proved_lately_makes_no_token(client, nadia):
    client.force_login(nadia)
    asked = client.post(reverse("api:tokens"), SENT)
    assert asked.status_code == 302
    assert reverse("people:renew") in asked["Location"]
    assert not AccessToken.objects.exists()


def test_scopes_of_the_team_are_offered_to_the_team_alone(writer, client, amina):
    page = writer.get(reverse("api:tokens")).text
    assert not any(one.value in page for one in TEAM)
    refused = writer.post(reverse("api:tokens"), SENT | {"scopes": ["notes:lire"]})
    assert refused.status_code == 422
    assert not AccessToken.objects.exists()
    client.force_login(amina)
    proven(client)
    page = client.get(reverse("api:tokens")).text
    assert all(one.value in page for one in Scope)


def test_its_owner_and_the_team_revoke_a_token_and_nobody_else(client, token, amina, hortense):
    row, secret = token
    where = reverse("api:revoke", args=[row.public_id])
    client.force_login(hortense)
    assert client.post(where).status_code == 404
    assert Program(secret).get("me").status_code == 200
    client.force_login(amina)
    assert row.name in client.get(reverse("api:every")).text
    assert client.post(where).status_code == 302
    assert Program(secret).get("me").status_code == 401
    client.force_login(hortense)
    assert client.get(reverse("api:every")).status_code == 403


def test_the_documentation_tells_every_address_and_problem_without_any_script(client):
    page = client.get(reverse("api:documentation"))
    assert "/api/v1/dossiers/{file}/depots" in page.text
    assert 'id="probleme-412"' in page.text
    assert "<script" not in page.text.split("<main")[1].split("</main")[0]
    said = client.get(reverse("api:openapi")).json()
    assert said["openapi"].startswith("3.")
    assert said["servers"] == [{"url": settings.SITE_URL}]
    assert said["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"


def test_one_own_tokens_are_told_and_end_with_the_person(token, nadia, amina, farida, program):
    program(farida)
    told = exports.own_data(farida.person, DURING)["jetons d’accès"]
    assert [one["programme"] for one in told] == ["Essai"]
    erase(farida.person, by=amina, at=DURING)
    gone = AccessToken.objects.get(user=farida)
    assert gone.revoked_at == DURING
    assert gone.name == ""
    assert AccessToken.objects.get(user=nadia).opens(DURING)


def test_lists_of_tokens_cost_the_same_whatever_their_length(writer, token, amina, nadia, cost):
    before = cost(writer, reverse("api:tokens"))
    for rank in range(2):
        actions.make(
            name=f"Autre {rank}", scopes=[Scope.FILES_READ], expires_at=UNTIL, by=nadia, at=DURING
        )
    assert cost(writer, reverse("api:tokens")) == before
    writer.force_login(amina)
    three = cost(writer, reverse("api:every"))
    AccessToken.objects.exclude(pk=token[0].pk).delete()
    assert cost(writer, reverse("api:every")) == three


def test_no_hostile_field_breaks_a_page_of_tokens(client, writer, token, nadia, amina):
    places = {
        "documentation": (), "openapi": (), "tokens": (), "every": (), "revoke": (NOBODY,),
    }  # fmt: skip
    client.force_login(amina)
    assert failures("api", places, {"staff": client}) == []


def test_twenty_tokens_are_enough(nadia):
    for rank in range(actions.MOST):
        actions.make(
            name=str(rank), scopes=[Scope.FILES_READ], expires_at=UNTIL, by=nadia, at=DURING
        )
    with pytest.raises(actions.Refused):
        actions.make(
            name="x", scopes=[Scope.FILES_READ], expires_at=DURING + timedelta(days=1), by=nadia,
            at=DURING,
        )  # fmt: skip
