"""A team and the staff speak about a file: both see who waits for whom."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, waiting
from cordee.applications.models import Application, Exchange
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from tests.applications.conftest import DURING

TEAM, STAFF = Exchange.Side.TEAM, Exchange.Side.STAFF


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


def open_words(application: Application) -> list[str]:
    rows = application.exchanges.filter(awaits=True, settled_at=None).order_by("pk")
    return list(rows.values_list("side", flat=True))


def letters() -> list[str]:
    rows = Message.objects.filter(subject__startswith="Un message").order_by("pk")
    return list(rows.values_list("to", flat=True))


def tasks(user: User) -> list[str]:
    return [str(task.status) for task in waiting.exchanges(user, DURING)]


def test_a_question_waits_on_one_side_then_on_the_other(
    application: Application, nadia: User, amina: User
):
    actions.say(application, "Qui pilote ?", side=STAFF, awaits=True, by=amina, at=DURING)
    assert open_words(application) == ["staff"]
    assert (tasks(nadia), tasks(amina)) == (["réponse attendue"], [])
    actions.say(application, "La maire.", side=TEAM, by=nadia, at=DURING)
    assert open_words(application) == ["team"]
    assert (tasks(nadia), tasks(amina)) == ([], ["réponse attendue"])
    actions.say(application, "Merci.", side=STAFF, by=amina, at=DURING)
    assert open_words(application) == []
    assert letters() == [nadia.email, amina.email, nadia.email]


def test_a_call_noted_afterwards_answers_and_tells_nobody(
    application: Application, nadia: User, amina: User
):
    actions.say(application, "Peut-on déposer à deux ?", side=TEAM, by=nadia, at=DURING)
    said = {"side": STAFF, "channel": "phone", "by": amina, "at": DURING}
    actions.say(application, "Appelée : oui.", **said)
    assert open_words(application) == []
    assert letters() == []


def test_two_clicks_say_it_once_and_a_wished_day_is_awaited(
    application: Application, nadia: User, amina: User
):
    said = {"side": STAFF, "due": DURING.date(), "by": amina}
    for _click in range(2):
        actions.say(application, "Qui pilote ?", **said, at=DURING)
    assert open_words(application) == ["staff"]
    assert letters() == [nadia.email]
    actions.say(application, "Qui pilote ?", **said, at=DURING + timedelta(hours=1))
    assert letters() == [nadia.email] * 2, "said again later, it is a reminder"


def test_the_staff_may_stop_waiting(client: Client, application: Application, amina: User):
    one = actions.say(application, "Alors ?", side=STAFF, awaits=True, by=amina, at=DURING)
    client.force_login(amina)
    page = reverse("applications:exchanges_desk", args=[application.public_id])
    assert client.post(page, {"settle": one.pk}).status_code == 302
    assert open_words(application) == []
    assert client.post(page, {"settle": "9" * 40}).status_code == 302


def test_nothing_said_is_refused(application: Application, amina: User):
    with pytest.raises(Refused):
        actions.say(application, " \n", side=STAFF, by=amina, at=DURING)


def test_both_sides_write_on_their_own_page(application: Application, nadia: User, amina: User):
    ours, theirs = Client(), Client()
    ours.force_login(amina)
    theirs.force_login(nadia)
    desk = reverse("applications:exchanges_desk", args=[application.public_id])
    page = reverse("applications:exchanges", args=[application.public_id])
    sent = {
        "text": "Pouvez-vous préciser ?",
        "channel": "here",
        "awaits": "on",
        "due": "2024-12-09",
    }
    assert ours.post(desk, sent).status_code == 302
    assert "Pouvez-vous préciser" in theirs.get(page).text
    assert "9\u00a0décembre 2024" in theirs.get(page).text
    assert theirs.post(page, {"text": "Oui."}).status_code == 302
    assert application.exchanges.get(side="staff").due == date(2024, 12, 9)
    assert "Oui." in ours.get(desk).text
    listed = reverse("applications:awaiting", args=[application.edition.key])
    assert "Oui." in ours.get(listed).text
    assert "Personne n’attend" in ours.get(listed + "?attend=equipe").text


@pytest.mark.parametrize(
    ("page", "who", "status"),
    [
        ("exchanges", "nadia", 200),
        ("exchanges", "hortense", 404),
        ("exchanges", "amina", 404),
        ("exchanges_desk", "amina", 200),
        ("exchanges_desk", "nadia", 404),
        ("exchanges_desk", "denise", 404),
    ],
)
def test_each_side_has_its_own_door(application, request, page: str, who: str, status: int):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    address = reverse(f"applications:{page}", args=[application.public_id])
    assert client.get(address).status_code == status


@pytest.mark.parametrize("name", ["exchanges_desk", "awaiting"])
def test_the_exchanges_cost_the_same_however_many(
    application: Application, nadia: User, amina: User, cost, name: str
):
    client = Client()
    client.force_login(amina)
    key = application.public_id if name == "exchanges_desk" else application.edition.key
    address = reverse(f"applications:{name}", args=[key])
    actions.say(application, "Un", side=TEAM, by=nadia, at=DURING)
    few = cost(client, address)
    for number in range(3):
        actions.say(application, f"Mot {number}", side=TEAM, by=nadia, at=DURING)
    assert cost(client, address) == few
