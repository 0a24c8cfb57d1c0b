"""A call of another zone tells every hour on its own clock, whoever reads and wherever we are."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from cordee.applications import actions
from cordee.applications.binding import _said
from cordee.applications.due import complements
from cordee.applications.tables import rows
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.people.models import User
from tests.applications.conftest import small
from tests.applications.test_pages import at

NIGHT = datetime(2024, 12, 1, 21, 30, tzinfo=UTC)
"""Half past one in the night of the 2nd in La Réunion; still the 1st in Paris."""


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NIGHT, tick=False):
        yield


@pytest.fixture
def edition(db: None) -> Edition:
    said = small(timeline={"zone": "Indian/Reunion"}, team=None, eligibility=[])
    return publish(said, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def application(edition: Edition, nadia: User):
    made = actions.start(edition, body_name="Cilaos", by=nadia, at=NIGHT)
    actions.save_answer(made, "besoins", "Du temps.", by=nadia, at=NIGHT)
    actions.save_answer(made, "theme", "eau", by=nadia, at=NIGHT)
    actions.deposit(made, by=nadia, at=NIGHT)
    made.refresh_from_db()
    return made


def test_the_list_of_calls_says_whose_noon_it_is(client: Client, edition: Edition):
    assert edition.zone == "Indian/Reunion"
    page = client.get("/appels/").text.replace("\xa0", " ").replace("\u202f", " ")
    assert "19 décembre 2024 à 12 h" in page
    assert "Réunion" in page or "Reunion" in page


def test_a_day_begins_on_the_clock_of_the_call(edition: Edition):
    assert edition.today(NIGHT).isoformat() == "2024-12-02"


def test_a_deposit_is_told_on_the_clock_of_its_call_everywhere(
    application, writer: Client, amina: User, client: Client
):
    digest = application.current.digest
    proof = client.get("/verifier/", {"empreinte": digest}).text.replace("\xa0", " ")
    assert "2 décembre 2024 à 1 h 30" in proof.replace("\u202f", " ")
    table = list(rows(application.edition, type(application).objects.all()))
    assert table[1][11] == "2024-12-02 01:30"
    assert "1 h 30" in _said(NIGHT, application.edition.definition).replace("\xa0", " ").replace(
        "\u202f", " "
    )
    client.force_login(amina)
    page = client.get(f"/espace/candidatures/{application.public_id}/").text
    assert "1 h 30" in page.replace("\xa0", " ").replace("\u202f", " ")


def test_saving_and_asking_again_speak_of_the_same_clock(
    application, writer: Client, nadia: User, amina: User
):
    answer = application.answers.get(question="besoins")
    saved = writer.post(
        at("save", application, "besoins"),
        {"besoins": "Mieux.", "besoins:revision": answer.token},
    )
    assert "01%3A30%3A00" in saved["X-Saved"]
    due = datetime(2024, 12, 9, 21, tzinfo=UTC)
    actions.ask_completion(application, points={"besoins": "Court."}, due=due, by=amina, at=NIGHT)
    (task,) = complements(nadia, NIGHT)
    assert "10 décembre 2024 à 1 h" in str(task.hint).replace("\xa0", " ").replace("\u202f", " ")
