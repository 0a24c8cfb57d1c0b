"""The second factor: owed by the team and the jurors, offered to all, never in the way."""

import re
import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from cordee.ledger.models import Entry
from cordee.people import actions, policy
from cordee.people.adapter import FactorAdapter
from cordee.people.models import Seat

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


def sign_in(client, user):
    client.post("/connexion/", {"email": user.email})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    return client.post("/connexion/code/", {"code": code})


def now_of(secret, shift=0):
    """What the application shows for this secret."""
    return f"{hotp_value(secret, int(time.time()) // 30 + shift):06}"


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def app():
    """Set up an authenticator app for someone."""

    def activate(user, secret):
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)

    return activate


@pytest.mark.parametrize(
    ("name", "owes"),
    [("amina", True), ("bernard", True), ("chloe", True), ("denise", True), ("farida", False)],
)
def test_the_team_and_the_jurors_owe_one(request, name, owes):
    assert policy.needs_second_factor(request.getfixturevalue(name), NOW) is owes


def test_nobody_owes_one_in_the_demonstration(amina, settings):
    settings.DEMO = True
    assert not policy.needs_second_factor(amina, NOW)


def test_whoever_owes_one_sets_it_up_before_anything_else(client, amina):
    sign_in(client, amina)
    for address in ("/espace/", "/espace/personnes/", "/moi/"):
        assert client.get(address).url == "/moi/securite/"
    page = client.get("/moi/securite/")
    assert "Encore une étape" in page.text
    assert client.get("/accessibilite/").status_code == 200


def test_whoever_owes_none_goes_straight_in(client, farida):
    assert sign_in(client, farida).url == "/espace/"
    assert client.get("/espace/").status_code == 200


def test_an_application_is_set_up_and_opens_the_house(client, amina):
    sign_in(client, amina)
    page = client.get("/moi/securite/application/")
    assert "data:image/svg+xml" in page.text
    secret = re.search(r"<code>(\w+)</code>", page.text)[1]
    wrong = client.post("/moi/securite/application/", {"code": "000000"})
    assert "Ce code n’est pas le bon" in wrong.text
    done = client.post("/moi/securite/application/", {"code": now_of(secret)})
    assert done.url == "/moi/securite/secours/"
    assert len(re.findall(r"<code>\d{8}</code>", client.get(done.url).text)) == 10
    assert client.get("/espace/").status_code == 200


def test_the_secret_is_encrypted_at_rest(amina, app, secret):
    app(amina, secret)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert FactorAdapter().decrypt(kept) == secret


def test_signing_in_then_asks_for_both_proofs(client, amina, app, secret):
    app(amina, secret)
    assert sign_in(client, amina).url == "/connexion/preuve/"
    assert client.get("/espace/").status_code == 302
    assert "Code de l’application" in client.get("/connexion/preuve/").text
    assert client.post("/connexion/preuve/", {"code": "000000"}).status_code == 422
    assert client.get("/espace/").status_code == 302
    assert client.post("/connexion/preuve/", {"code": now_of(secret)}).url == "/espace/"
    assert client.get("/espace/").status_code == 200


def test_a_code_of_the_application_works_once(client, amina, app, secret):
    app(amina, secret)
    code = now_of(secret)
    sign_in(client, amina)
    client.post("/connexion/preuve/", {"code": code})
    other = Client()
    sign_in(other, amina)
    other.post("/connexion/preuve/", {"code": code})
    assert other.get("/espace/").status_code == 302


def test_a_rescue_code_replaces_it_once(client, amina, app, secret):
    app(amina, secret)
    rescue = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, amina)
    assert client.post("/connexion/preuve/", {"code": rescue}).url == "/espace/"
    other = Client()
    sign_in(other, amina)
    other.post("/connexion/preuve/", {"code": rescue})
    assert other.get("/espace/").status_code == 302


def test_guessing_the_second_proof_has_a_limit(client, amina, app, secret):
    app(amina, secret)
    sign_in(client, amina)
    for _ in range(12):
        client.post("/connexion/preuve/", {"code": "000000"})
    client.post("/connexion/preuve/", {"code": now_of(secret)})
    assert client.get("/espace/").status_code == 302


def test_the_last_proof_stays_with_whoever_owes_it(enter, amina, app, secret):
    app(amina, secret)
    page = enter(amina).get("/moi/securite/application/retirer/")
    assert "ajoutez-en une autre avant" in page.text
    enter(amina).post("/moi/securite/application/retirer/")
    assert Authenticator.objects.filter(user=amina, type="totp").exists()


def test_whoever_owes_none_takes_hers_away(enter, farida, app, secret):
    app(farida, secret)
    enter(farida).post("/moi/securite/application/retirer/")
    assert not Authenticator.objects.filter(user=farida, type="totp").exists()


def test_a_passkey_never_stands_between_someone_and_her_code(client, farida):
    Authenticator.objects.create(
        user=farida, type="webauthn", data={"name": "tél", "credential": {}}
    )
    assert sign_in(client, farida).url == "/espace/"


def test_an_application_chosen_freely_is_asked_for(client, farida, app, secret):
    app(farida, secret)
    assert sign_in(client, farida).url == "/connexion/preuve/"


def test_a_role_that_owes_one_takes_effect_on_the_sessions_already_open(client, farida, amina):
    sign_in(client, farida)
    assert client.get("/espace/").status_code == 200
    actions.give_seat(farida.person, "juror", by=amina, at=datetime.now(UTC))
    assert client.get("/espace/").url == "/moi/securite/"


def test_the_mark_goes_with_the_role(client, amina, bernard):
    sign_in(client, amina)
    assert client.get("/espace/").url == "/moi/securite/"
    seat = Seat.objects.get(person=amina.person)
    actions.end_seat(seat, because="Départ", by=bernard, at=datetime.now(UTC))
    assert client.get("/espace/").status_code == 200


def test_changing_how_one_signs_in_asks_for_a_fresh_proof(enter, farida):
    address = "/moi/securite/application/"
    assert enter(farida, ago=60).get(address).status_code == 200
    stale = enter(farida, ago=16 * 60).get(address)
    assert stale.url == "/connexion/renouveler/?next=%2Fmoi%2Fsecurite%2Fapplication%2F"


def test_renewing_sends_a_code_and_comes_back_to_the_act(enter, farida):
    client = enter(farida, ago=16 * 60)
    page = client.get("/connexion/renouveler/?next=/moi/securite/application/")
    assert "Confirmez que c’est bien vous" in page.text
    sent = client.post("/connexion/renouveler/", {"next": "/moi/securite/application/"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    assert client.get("/moi/").status_code == 302
    back = client.post(sent.url, {"code": code, "next": "/moi/securite/application/"})
    assert back.url == "/moi/securite/application/"
    assert client.get(back.url).status_code == 200


def test_renewing_leads_nowhere_else(enter, farida):
    client = enter(farida, ago=16 * 60)
    page = client.get("/connexion/renouveler/?next=https://evil.example/")
    assert page.context["onward"] == "/espace/"


def test_other_sessions_are_listed_and_closed_from_the_profile(client, farida):
    other = Client(headers={"user-agent": "Vieux téléphone"})
    sign_in(other, farida)
    sign_in(client, farida)
    assert "Vieux téléphone" in client.get("/moi/").text
    client.post("/moi/sessions/fermer/")
    assert other.get("/moi/").status_code == 302
    assert client.get("/moi/").status_code == 200
    assert UserSession.objects.count() == 1


def test_the_options_of_a_passkey_are_given_to_the_page_alone(client, db):
    options = client.get("/connexion/cle/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]
    assert client.get("/connexion/cle/").url == "/connexion/"


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "null",
        "[1]",
        "x" * 10_000,
        '{"id": "\\u0000"}',
        '{"id": 1, "rawId": 2, "response": [], "type": "public-key"}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA"}}',
    ],
)
def test_a_passkey_that_is_none_is_refused_without_a_fall(client, db, credential):
    client.get("/connexion/cle/", headers={"accept": "application/json"})
    response = client.post("/connexion/cle/", {"credential": credential})
    assert response.status_code in {302, 422}
    assert client.get("/espace/").status_code == 302


def test_whoever_lost_her_proofs_is_helped_by_another(enter, amina, bernard, app, secret):
    app(bernard, secret)
    client = enter(amina)
    address = f"/espace/personnes/{bernard.person.public_id}/preuves/"
    assert client.post(address).status_code == 422
    assert client.post(address, {"sure": "on"}).status_code == 302
    assert not Authenticator.objects.filter(user=bernard).exists()
    assert Entry.objects.filter(kind="people.factors_reset").get().payload == {"user": bernard.pk}
    client.logout()
    sign_in(client, bernard)
    assert client.get("/espace/").url == "/moi/securite/"


def test_nobody_takes_away_her_own_proofs_that_way(amina, chloe, farida):
    assert "votre sécurité" in policy.may_reset_factors(amina, amina.person, NOW).reason
    assert "direction" in policy.may_reset_factors(chloe, amina.person, NOW).reason
    assert not policy.may_reset_factors(farida, amina.person, NOW).visible


def test_a_part_of_a_page_leads_the_whole_page_to_the_renewal(enter, farida):
    stale = enter(farida, ago=16 * 60).get(
        "/moi/securite/application/", headers={"hx-request": "true"}
    )
    assert stale.status_code == 204
    assert stale["HX-Redirect"].startswith("/connexion/renouveler/?next=")
