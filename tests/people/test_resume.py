"""A session that ends takes nothing typed with it: kept through the sign-in, shown, sent."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cordee.people import actions

HERE = {"origin": "http://testserver", "referer": "http://testserver/moi/"}
LONG = "Un long paragraphe, écrit la nuit. " * 40


@pytest.fixture
def strict(db):
    """A browser whose forms need their secret."""
    return Client(enforce_csrf_checks=True)


def secret(page):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]


def sign_in(client, user, onward):
    page = client.get("/connexion/", {"next": onward})
    client.post(
        "/connexion/", {"email": user.email, "next": onward, "csrfmiddlewaretoken": secret(page)}
    )
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    token = secret(client.get("/connexion/code/"))
    return client.post(
        "/connexion/code/", {"code": code, "next": onward, "csrfmiddlewaretoken": token}
    )


def test_what_was_sent_after_the_end_of_a_session_comes_back_after_the_sign_in(strict, farida):
    typed = {"given_name": "Farida", "family_name": "Haddad", "title": LONG[:150], "phone": ""}
    lost = strict.post("/moi/", typed, headers=HERE)
    assert lost.status_code == 403
    assert "Se connecter et reprendre" in lost.text
    onward = re.search(r'href="(/connexion/\?next=[^"]*)"', lost.text)[1].split("next=")[1]
    back = sign_in(strict, farida, onward)
    assert back.url == "/reprise/"
    page = strict.get(back.url)
    assert LONG[:150] in page.text
    assert 'action="/moi/"' in page.text
    sent = strict.post("/moi/", {**typed, "csrfmiddlewaretoken": secret(page)}, headers=HERE)
    assert sent.url == "/moi/"
    farida.person.refresh_from_db()
    assert farida.person.title == LONG[:150].strip()


def test_a_form_sent_from_elsewhere_is_not_kept(strict, farida):
    for origin in ("https://evil.example", "null", ""):
        answer = strict.post(
            "/moi/", {"given_name": "Piège"}, headers={"origin": origin} if origin else {}
        )
        assert answer.status_code == 403
        assert "Se connecter et reprendre" not in answer.text
    sign_in(strict, farida, "/reprise/")
    assert "Piège" not in strict.get("/reprise/").text


def test_secrets_are_not_kept(strict, farida):
    strict.post(
        "/moi/", {"title": "Adjointe", "code": "BCDF-GHJK", "territory_code": "62041"}, headers=HERE
    )
    sign_in(strict, farida, "/reprise/")
    page = strict.get("/reprise/").text
    assert "Adjointe" in page
    assert "62041" in page
    assert "BCDF" not in page


def test_a_kept_text_is_forgotten_on_demand(strict, farida):
    strict.post("/moi/", {"title": "Adjointe"}, headers=HERE)
    sign_in(strict, farida, "/reprise/")
    page = strict.get("/reprise/")
    strict.post("/reprise/oublier/", {"csrfmiddlewaretoken": secret(page)})
    assert "Rien n’attend d’être repris" in strict.get("/reprise/").text


def test_a_kept_text_does_not_wait_for_ever(strict, farida, time_machine):
    time_machine.move_to("2025-03-03T08:00+01:00", tick=False)
    strict.post("/moi/", {"title": "Adjointe"}, headers=HERE)
    time_machine.move_to("2025-03-03T20:00:01+01:00", tick=False)
    sign_in(strict, farida, "/reprise/")
    assert "Rien n’attend d’être repris" in strict.get("/reprise/").text


def test_what_was_sent_with_a_stale_proof_comes_back_after_the_renewal(enter, amina, denise):
    seat = denise.person.seats.get()
    client = enter(amina, ago=16 * 60)
    stale = client.post(
        f"/espace/roles/{seat.public_id}/fin/", {"because": "Déménage loin"}, headers=HERE
    )
    assert stale.url == "/connexion/renouveler/?next=%2Freprise%2F"
    sent = client.post("/connexion/renouveler/", {"next": "/reprise/"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    client.post(sent.url, {"code": code, "next": "/reprise/"})
    session = client.session
    session.pop("must_enrol", None)
    session.save()
    page = client.get("/reprise/")
    assert "Déménage loin" in page.text
    assert f'action="/espace/roles/{seat.public_id}/fin/"' in page.text


def test_a_visitor_finds_nothing_there(client, db):
    assert client.get("/reprise/").url == "/connexion/?next=/reprise/"


def test_html_kept_is_only_text(strict, db):
    user = actions.reserve("h@example.org", at=timezone.now())
    strict.post("/moi/", {"<b>x": '"><script>alert(1)</script>'}, headers=HERE)
    sign_in(strict, user, "/reprise/")
    page = strict.get("/reprise/").text
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;x" in page
