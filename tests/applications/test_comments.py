"""Comments between members: read by the team alone, told once a morning."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from cordee.applications import actions
from cordee.applications.digests import tell_teams
from cordee.applications.models import Application, Comment
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.ledger.sayings import sentence
from cordee.people.actions import erase
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_pages import at, complete

MORNING = DURING + timedelta(hours=20)
WORDS = "Et le budget de la deuxième année ?"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(application: Application, nadia: User, farida: User) -> Application:
    actions.join(
        application, role="agent", given_name="Farida", family_name="Haddad",
        person=farida.person, by=nadia, at=DURING,
    )  # fmt: skip
    return application


def say(application: Application, by: User, text: str = WORDS) -> Comment:
    return actions.comment(application, "besoins", text, by=by, at=DURING)


def test_a_member_comments_and_another_settles(writer: Client, team: Application, farida: User):
    said = say(team, farida)
    page = writer.get(at("history", team, "besoins")).text
    assert WORDS in page
    assert "Farida Haddad" in page
    assert "commentaires (1)" in writer.get(at("section", team, "projet")).text
    writer.post(at("settle", team, said.public_id))
    writer.post(at("settle", team, said.public_id))
    assert "réglé" in writer.get(at("history", team, "besoins")).text
    assert "commentaires (1)" not in writer.get(at("section", team, "projet")).text
    assert Entry.objects.filter(kind="applications.comment_settled").count() == 1


def test_the_jury_and_the_team_of_the_house_never_read_them(
    writer: Client, client: Client, team: Application, nadia: User, amina: User
):
    say(team, nadia)
    complete(writer, team)
    writer.post(at("deposit", team))
    assert WORDS not in str(team.deposits.get().content)
    client.force_login(amina)
    assert client.get(at("history", team, "besoins")).status_code == 404
    assert WORDS not in client.get(at("read", team)).text
    told = Entry.objects.get(kind="applications.commented")
    assert WORDS not in str(told.payload)
    assert "commentaire" in sentence(told)


def test_the_others_are_told_once_a_morning_and_never_of_their_own_words(
    team: Application, nadia: User, farida: User
):
    say(team, farida)
    assert tell_teams(at=MORNING) == 1
    assert tell_teams(at=MORNING) == 1
    letter = Message.objects.get(key__startswith="comments:")
    assert letter.to == nadia.email
    assert WORDS.removesuffix(" ?") in letter.text
    assert tell_teams(at=MORNING + timedelta(days=1)) == 0


def test_what_is_settled_by_the_morning_is_not_told(team: Application, nadia: User, farida: User):
    actions.settle(say(team, farida), by=nadia, at=DURING)
    assert tell_teams(at=MORNING) == 0


@pytest.mark.parametrize("text", ["", "   ", "é" * 2001])
def test_a_comment_says_something_in_few_words(team: Application, nadia: User, text: str):
    with pytest.raises(Refused):
        say(team, nadia, text)


def test_an_empty_comment_is_refused_on_its_page(writer: Client, team: Application):
    answer = writer.post(at("comment", team, "besoins"), {"text": ""})
    assert answer.status_code == 422


def test_a_double_click_comments_once(team: Application, nadia: User):
    assert say(team, nadia) == say(team, nadia)


def test_erasing_someone_takes_her_words_away(team: Application, farida: User, amina: User):
    said = say(team, farida)
    erase(farida.person, by=amina, at=MORNING)
    said.refresh_from_db()
    assert WORDS not in said.text
