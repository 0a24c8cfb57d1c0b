"""How long a file takes, how far it is, and a body that writes two of them."""

import pytest
import time_machine
from django.test import Client

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.applications.rules import effort
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.schema import questions as q
from tests.applications.conftest import DURING
from tests.applications.test_pages import at


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


def text(**more: object) -> q.LongText:
    return q.LongText.model_validate({"key": "a", "label": "A", **more})


@pytest.mark.parametrize(
    ("limit", "minutes"),
    [
        (None, 15),
        ({"unit": "lines", "max": 30}, 45),
        ({"unit": "pages", "max": 1}, 70),
        ({"unit": "words", "max": 420}, 45),
        ({"unit": "characters", "max": 2850}, 45),
    ],
)
def test_the_same_length_takes_the_same_time_in_every_unit(limit: object, minutes: int):
    assert effort.minutes([text(limit=limit) if limit else text()]) == minutes


def test_nothing_asked_takes_no_time_and_every_kind_takes_some():
    assert effort.minutes([]) == 0
    kinds = (q.Text, q.YesNo, q.Day, q.File, q.Contact)
    for kind in kinds:
        assert effort.minutes([kind.model_validate({"key": "a", "label": "A"})]) == 5


@pytest.mark.parametrize(
    ("total", "words"), [(5, "5 minutes"), (60, "1 heure"), (150, "2 heures 30")]
)
def test_a_duration_is_said_in_words(total: int, words: str):
    assert effort.said(total).replace("\xa0", " ") == words


def test_the_page_of_a_file_says_how_far_each_part_is(writer: Client, application: Application):
    page = writer.get(at("detail", application)).text.replace("\xa0", " ")
    assert "0 réponse sur 3, encore 10 minutes environ" in page
    assert "Comptez environ" in page
    writer.post(at("save", application, "besoins"), {"besoins": "Du temps."})
    page = writer.get(at("detail", application)).text.replace("\xa0", " ")
    assert "1 réponse sur 3" in page


def test_two_files_of_one_body_are_told_to_each_with_whom_to_talk_to(
    writer: Client, client: Client, application: Application, farida: User
):
    second = actions.start(
        application.edition, territory=application.territory, by=farida, at=DURING
    )
    told = Message.objects.get(key__startswith="twin:")
    assert told.to == "nadia@example.org"
    assert farida.email in told.text
    assert farida.email in writer.get(at("detail", application)).text
    client.force_login(farida)
    assert "nadia@example.org" in client.get(at("detail", second)).text


def test_one_file_of_a_body_tells_nobody(application: Application):
    assert not Message.objects.filter(key__startswith="twin:").exists()
