"""Who is writing where: told to the others, faded after two minutes; and what writing costs."""

import pytest
import time_machine
from django.test import Client

from cordee.applications import actions
from cordee.applications.actions.presence import lay_hand
from cordee.applications.models import Application, Hand
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_pages import at

TRANSACTION = 2
"""Opening and closing it, which a test counts as a savepoint."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


def told(writer: Client, application: Application) -> dict[str, str]:
    return writer.post(at("hands", application), {"question": "theme"}).json()["hands"]


def test_the_hands_of_the_others_are_told_and_fade(
    writer: Client, application: Application, farida: User, clock
):
    lay_hand(application, "besoins", by=farida, at=DURING)
    assert told(writer, application) == {"besoins": "Farida Haddad écrit ici en ce moment."}
    assert "Farida Haddad écrit ici" in writer.get(at("section", application, "projet")).text
    clock.shift(130)
    assert told(writer, application) == {}


def test_several_hands_on_one_answer_are_named_together(
    writer: Client, application: Application, farida: User, gerard: User
):
    for user in (farida, gerard):
        lay_hand(application, "besoins", by=user, at=DURING)
    assert "Farida Haddad et Gérard Dubois écrivent" in told(writer, application)["besoins"]


def test_one_is_never_told_of_oneself_and_has_one_hand(
    writer: Client, application: Application, nadia: User
):
    writer.post(at("save", application, "besoins"), {"besoins": "Du temps."})
    assert told(writer, application) == {}
    assert Hand.objects.get().question == "theme"


def test_a_hand_on_a_question_nobody_asks_is_not_kept(writer: Client, application: Application):
    writer.post(at("hands", application), {"question": "inventee"})
    assert not Hand.objects.exists()


def test_the_page_learns_which_texts_changed(
    writer: Client, application: Application, farida: User
):
    before = writer.post(at("hands", application)).json()["texts"]
    actions.save_answer(application, "besoins", "Du temps.", by=farida, at=DURING)
    after = writer.post(at("hands", application)).json()["texts"]
    assert before == {}
    assert after["besoins"].startswith("1-")


def test_writing_and_reading_the_form_cost_a_few_queries_however_long_the_file(
    writer: Client, application: Application, nadia: User, cost, django_assert_max_num_queries
):
    writer.post(at("save", application, "besoins"), {"besoins": "Du temps."})
    writer.get("/candidatures/")  # what the session has to say once is said
    few = cost(writer, at("section", application, "projet"))
    for number in range(20):
        actions.save_answer(application, "besoins", f"Texte {number}" * 9, by=nadia, at=DURING)
    token = {"besoins:revision": "21-"}
    assert cost(writer, at("section", application, "projet")) == few <= 8
    with django_assert_max_num_queries(8 + TRANSACTION):
        writer.post(at("save", application, "besoins"), {"besoins": "Plus de temps.", **token})
