"""Changing one's address: nothing changes until the new one answers."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from cordee.ledger.models import Message
from cordee.people.models import Person, User

HERE, CONFIRM = "/moi/adresse/", "/moi/adresse/confirmer/"
NEW = "farida.h@example.org"


def code_sent():
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


@pytest.fixture
def asked(enter, farida):
    client = enter(farida)
    page = client.post(HERE, {"email": " Farida.H@Example.org "})
    assert "Un code est parti vers" in page.text
    return client


def test_the_code_sent_to_the_new_address_changes_it(asked, farida):
    assert mail.outbox[-1].to == [NEW]
    assert User.objects.get(pk=farida.pk).email == farida.email
    assert asked.post(CONFIRM, {"code": f" {code_sent().lower()} "}).url == "/moi/"
    farida.refresh_from_db()
    assert farida.email == NEW
    assert Person.objects.get(user=farida).email == NEW
    assert asked.get("/moi/").status_code == 200


def test_the_old_address_is_told_and_opens_nothing_more(client, asked, farida):
    old = farida.email
    asked.post(CONFIRM, {"code": code_sent()})
    assert Message.objects.get().to == old
    asked.logout()
    asked.post("/connexion/", {"email": old})
    assert User.objects.get(email=old).pk != farida.pk


def test_one_signs_in_with_the_new_address(asked, farida):
    asked.post(CONFIRM, {"code": code_sent()})
    asked.logout()
    asked.post("/connexion/", {"email": NEW})
    asked.post("/connexion/code/", {"code": code_sent()})
    assert asked.get("/espace/").context["user"] == farida


def test_a_wrong_code_changes_nothing_and_five_end_it(asked, farida):
    for _ in range(5):
        assert asked.post(CONFIRM, {"code": "BBBB-BBBB"}).status_code == 422
    assert asked.post(CONFIRM, {"code": code_sent()}).url == HERE
    assert User.objects.get(pk=farida.pk).email == farida.email


def test_an_old_code_is_refused(enter, farida, time_machine):
    time_machine.move_to("2025-03-03T12:00+01:00", tick=False)
    client = enter(farida)
    client.post(HERE, {"email": NEW})
    time_machine.shift(timedelta(minutes=14, seconds=59))
    session = client.session
    session["new_address"]["at"] -= 2
    session.save()
    assert client.post(CONFIRM, {"code": code_sent()}).url == HERE
    assert User.objects.get(pk=farida.pk).email == farida.email


def test_an_address_already_taken_gets_the_same_page_and_no_code(enter, farida, gerard):
    client = enter(farida)
    page = client.post(HERE, {"email": gerard.email})
    assert "Un code est parti vers" in page.text
    assert not re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[-1].body)
    assert client.post(CONFIRM, {"code": ""}).status_code == 422
    assert client.post(CONFIRM, {"code": "x"}).status_code == 422
    assert User.objects.get(pk=gerard.pk).email == gerard.email


def test_an_address_taken_meanwhile_is_refused_in_words(asked, farida):
    code = code_sent()
    User.objects.create_user(NEW)
    response = asked.post(CONFIRM, {"code": code})
    assert response.status_code == 422
    assert "ne peut pas devenir la vôtre" in response.text


@pytest.mark.parametrize("email", ["", "x", "a\0@example.org", "x" * 10_000 + "@example.org"])
def test_an_address_that_is_none_is_refused_in_words(enter, farida, email):
    assert enter(farida).post(HERE, {"email": email}).status_code == 422
    assert not mail.outbox


def test_changing_asks_for_a_fresh_proof(enter, farida):
    assert enter(farida, ago=16 * 60).get(HERE).url.startswith("/connexion/renouveler/")


def test_asking_too_often_is_answered_by_a_pause(enter, farida):
    client = enter(farida)
    for _ in range(5):
        client.post(HERE, {"email": NEW})
    assert client.post(HERE, {"email": NEW}).status_code == 429


def test_without_a_code_asked_for_there_is_nothing_to_confirm(enter, farida):
    assert enter(farida).post(CONFIRM, {"code": "BBBB-BBBB"}).url == HERE
