"""ProConnect against a directory of our own: signed by whom, for whom, for this very sign-in."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from cordee.ledger.models import Entry
from cordee.people import exports
from cordee.people.actions.persons import erase
from cordee.people.models import Organisation, User
from cordee.people.proconnect import linking
from tests.cast import THEN
from tests.people.test_signin import GIVE, code_sent

CLIENT, SECRET = "cordee-essai", "un-secret"
KEYS = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
}
STRANGE = ec.generate_private_key(ec.SECP256R1())
SHOWN = {"RS256": RSAAlgorithm.to_jwk, "ES256": ECAlgorithm.to_jwk}
FARIDA = {
    "sub": "agent-7", "email": "Farida.Haddad@example.org", "given_name": "Farida",
    "usual_name": "Haddad", "siret": "21620498000011",
}  # fmt: skip


class Directory:
    """What our ProConnect knows: who signs in, and how it answers, rightly or not."""

    def __init__(self, address: str) -> None:
        self.address, self.algorithm = address, "RS256"
        self.nonce, self.asked = "", {}
        self.person: dict[str, Any] = dict(FARIDA)
        self.identity: dict[str, Any] = {}
        self.information: dict[str, Any] = {}
        self.signed_by = self.told_by = None
        self.plain = False

    def claims(self, **more: Any) -> dict[str, Any]:
        now = int(time.time())
        return {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60,
                "sub": self.person["sub"], **more}  # fmt: skip

    def sign(self, claims: dict[str, Any], key: Any = None) -> str:
        held = key or KEYS[self.algorithm]
        kept = {name: one for name, one in claims.items() if one is not None}
        return jwt.encode(kept, held, self.algorithm, headers={"kid": self.algorithm})

    def configuration(self) -> dict[str, Any]:
        ends = {"authorization": "aller", "token": "jeton", "userinfo": "qui", "end_session": "fin"}
        found = {f"{name}_endpoint": f"{self.address}/{one}" for name, one in ends.items()}
        return {**found, "issuer": self.address, "jwks_uri": f"{self.address}/cles",
                "token_endpoint_auth_methods_supported": ["client_secret_post"]}  # fmt: skip

    def answer(self, path: str) -> tuple[str, str]:
        match path:
            case "/.well-known/openid-configuration":
                return "application/json", json.dumps(self.configuration())
            case "/cles":
                keys = [
                    json.loads(SHOWN[name](one.public_key())) | {"kid": name, "alg": name}
                    for name, one in KEYS.items()
                ]
                return "application/json", json.dumps({"keys": keys})
            case "/qui" if self.plain:
                return "application/json", json.dumps(self.claims(**self.person))
            case "/qui":
                said = self.claims(**{**self.person, **self.information})
                return "application/jwt", self.sign(said, self.told_by)
            case _:
                claims = self.claims(**{"nonce": self.nonce, **self.identity})
                token = self.sign(claims, self.signed_by)
                return "application/json", json.dumps(
                    {"access_token": "a", "token_type": "Bearer", "id_token": token}
                )


@pytest.fixture(scope="module")
def listening():
    """The server itself, on this machine."""

    class Answering(BaseHTTPRequestHandler):
        directory: Directory

        def do_GET(self):
            kind, body = self.directory.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_POST(self):
            size = int(self.headers["Content-Length"])
            self.directory.asked = parse_qs(self.rfile.read(size).decode())
            self.do_GET()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server, Answering
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def directory(db, listening, settings):
    """Our ProConnect, and an instance that knows it."""
    cache.clear()
    server, answering = listening
    made = Directory(f"http://127.0.0.1:{server.server_port}")
    answering.directory = made
    settings.PROCONNECT = made.address
    settings.SOCIALACCOUNT_PROVIDERS = {
        "proconnect": {
            "APPS": [
                {
                    "provider_id": "proconnect", "name": "ProConnect", "client_id": CLIENT,
                    "secret": SECRET, "settings": {"server_url": made.address},
                }
            ]
        }
    }  # fmt: skip
    return made


def leave(client, directory, onward="/espace/"):
    """Go to ProConnect: what it is asked."""
    response = client.get(reverse("proconnect_login"), {"next": onward})
    assert response.status_code == 302
    asked = {name: one[0] for name, one in parse_qs(urlsplit(response.url).query).items()}
    directory.nonce = asked["nonce"]
    return asked


def come_back(client, directory, **more):
    """Sign in at ProConnect and come back."""
    asked = leave(client, directory)
    sent = {"code": "c", "state": asked["state"], **more}
    return client.get(reverse("proconnect_callback"), sent)


def signed_in(client):
    return client.session.get("_auth_user_id")


def refused(client, response):
    """Nobody came in, and the page of sign-in says what to do."""
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert "ProConnect" in client.get(response.url, follow=True).text
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_the_first_time_a_code_proves_the_address_then_proconnect_suffices(
    client, directory, farida, algorithm
):
    directory.algorithm = algorithm
    first = come_back(client, directory)
    assert first.url.startswith(GIVE)
    assert signed_in(client) is None
    assert mail.outbox[-1].to == [farida.email]
    entered = client.post(first.url, {"code": code_sent()})
    assert entered.status_code == 302
    assert signed_in(client) == str(farida.pk)
    known = SocialAccount.objects.get()
    assert (known.user, known.uid, known.extra_data) == (
        farida, "agent-7", {"siret": "21620498000011"}
    )  # fmt: skip
    assert Entry.objects.filter(kind="people.directory_linked").exists()
    client.logout()
    mail.outbox.clear()
    again = come_back(client, directory)
    assert again.url == "/espace/"
    assert signed_in(client) == str(farida.pk)
    assert mail.outbox == []


def test_what_is_asked_of_proconnect_cannot_be_changed_by_an_address(client, directory):
    where = reverse("proconnect_login")
    sent = client.get(where, {"scope": "phone", "auth_params": "nonce=x&prompt=none"})
    asked = parse_qs(urlsplit(sent.url).query)
    assert set(asked["scope"][0].split()) == {
        "openid", "given_name", "usual_name", "email", "siret",
    }  # fmt: skip
    assert len(asked["nonce"][0]) > 40
    assert "prompt" not in asked
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"][0].endswith("/connexion/proconnect/retour/")


def test_the_code_of_the_directory_is_exchanged_with_its_proof(client, directory, farida):
    come_back(client, directory)
    assert directory.asked["client_secret"] == [SECRET]
    assert len(directory.asked["code_verifier"][0]) > 40


BAD = {
    "wrong nonce": ("identity", {"nonce": "un-autre"}),
    "no nonce": ("identity", {"nonce": None}),
    "wrong audience": ("identity", {"aud": "un-autre-service"}),
    "wrong issuer": ("identity", {"iss": "https://ailleurs.example.org"}),
    "expired": ("identity", {"exp": 1_700_000_000}),
    "without end": ("identity", {"exp": None}),
    "information for another service": ("information", {"aud": "un-autre-service"}),
    "information of another issuer": ("information", {"iss": "https://ailleurs.example.org"}),
    "information expired": ("information", {"exp": 1_700_000_000}),
    "information of somebody else": ("information", {"sub": "agent-8"}),
    "no address": ("information", {"email": ""}),
    "unreadable address": ("information", {"email": "a@b\r\nBcc: x@example.org"}),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_token_that_proves_nothing_lets_nobody_in(client, directory, farida, fault):
    part, claims = BAD[fault]
    setattr(directory, part, claims)
    refused(client, come_back(client, directory))


@pytest.mark.parametrize("part", ["signed_by", "told_by"])
def test_a_token_signed_by_somebody_else_lets_nobody_in(client, directory, farida, part):
    directory.algorithm = "ES256"
    setattr(directory, part, STRANGE)
    refused(client, come_back(client, directory))


def test_information_that_is_not_signed_lets_nobody_in(client, directory, farida):
    directory.plain = True
    refused(client, come_back(client, directory))


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_weaker_signature_lets_nobody_in(client, directory, farida, algorithm):
    key = None if algorithm == "none" else "un-secret-que-la-cle-publique-remplacerait"
    directory.sign = lambda claims, _key=None: jwt.encode(claims, key, algorithm)
    refused(client, come_back(client, directory))


def test_an_answer_nobody_asked_for_or_that_was_cancelled_lets_nobody_in(client, directory):
    alone = client.get(reverse("proconnect_callback"), {"code": "c", "state": "inventé"})
    refused(client, alone)
    asked = leave(client, directory)
    sent = {"error": "access_denied", "state": asked["state"]}
    cancelled = client.get(reverse("proconnect_callback"), sent)
    refused(client, cancelled)


def test_an_answer_serves_once(client, directory, farida):
    asked = leave(client, directory)
    sent = {"code": "c", "state": asked["state"]}
    client.get(reverse("proconnect_callback"), sent)
    mail.outbox.clear()
    refused(client, client.get(reverse("proconnect_callback"), sent))


def test_the_link_waits_for_the_code_of_that_very_address(client, directory, farida, gerard):
    come_back(client, directory)
    client.post("/connexion/?recommencer", {"email": gerard.email})
    client.post(GIVE, {"code": code_sent()})
    assert signed_in(client) == str(gerard.pk)
    assert not SocialAccount.objects.exists()


def test_a_new_agent_opens_her_account_with_her_names(client, directory):
    directory.person |= {"sub": "agent-9", "email": "nouvelle@example.org", "given_name": "Zoé",
                         "usual_name": "Petit"}  # fmt: skip
    first = come_back(client, directory)
    assert not User.objects.get().last_login
    client.post(first.url, {"code": code_sent()})
    assert str(User.objects.get().person) == "Zoé Petit"


def test_names_she_gave_herself_are_never_replaced(client, directory, farida):
    directory.person |= {"given_name": "FARIDA", "usual_name": "HADDAD"}
    first = come_back(client, directory)
    client.post(first.url, {"code": code_sent()})
    farida.person.refresh_from_db()
    assert str(farida.person) == "Farida Haddad"


def test_who_owes_a_second_proof_still_owes_it(client, directory, amina):
    directory.person |= {"sub": "agent-1", "email": amina.email}
    first = come_back(client, directory)
    client.post(first.url, {"code": code_sent()})
    client.logout()
    come_back(client, directory)
    assert client.get("/espace/").url == reverse("mfa_index")


def test_someone_signed_in_links_her_own_identity_and_no_other(client, directory, farida, gerard):
    client.force_login(gerard)
    other = come_back(client, directory)
    assert other.url == reverse("people:profile")
    assert not SocialAccount.objects.exists()
    client.force_login(farida)
    come_back(client, directory)
    assert SocialAccount.objects.get().user == farida
    page = client.get(reverse("people:profile")).text
    assert "Délier ProConnect" in page
    client.post(reverse("people:unlink_proconnect"))
    assert not SocialAccount.objects.exists()
    assert Entry.objects.filter(kind="people.directory_unlinked").exists()


def test_the_body_she_works_for_is_suggested_and_opens_nothing(client, directory, farida, amina):
    body = Organisation.objects.create(
        name="Ville de Lens", kind="commune", siret="21620498000011"
    )  # fmt: skip
    held = {"uid": "agent-7", "data": {"siret": body.siret}, "given_name": "", "family_name": ""}
    linking.link(farida, held, at=THEN)
    assert linking.suggested(farida) == body
    assert not farida.person.seats.exists()
    told = exports.own_data(farida.person, THEN)["accès"]["annuaires"]
    assert [(one["identifiant"], one["SIRET"]) for one in told] == [("agent-7", body.siret)]
    erase(farida.person, by=amina, at=THEN)
    assert not SocialAccount.objects.exists()


def test_leaving_offers_to_close_the_session_of_proconnect_too(client, directory, farida):
    linking.link(farida, {"uid": "agent-7", "data": {}, "given_name": "", "family_name": ""},
                 at=THEN)  # fmt: skip
    come_back(client, directory)
    out = client.post(reverse("account_logout"))
    assert out.url == reverse("proconnect_left")
    page = client.get(out.url).text
    assert f"{directory.address}/fin?id_token_hint=" in page
    assert client.get(out.url).status_code == 302


def test_nothing_of_it_exists_until_an_instance_asks_for_it(client, db):
    assert client.get(reverse("proconnect_login")).status_code == 404
    assert client.get(reverse("proconnect_callback")).status_code == 404
    assert "ProConnect" not in client.get(reverse("account_login")).text
