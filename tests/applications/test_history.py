"""The history of an answer: who wrote what, when, what changed, and the way back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cordee.applications import actions
from cordee.applications.models import AnswerVersion, Application
from cordee.applications.rules.versions import differences, mark_of, merged, removed
from cordee.kernel.findings import Refused
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_pages import at

LONG = "Nous voulons raconter nos projets avec les habitants du quartier."
AFTER = datetime(2024, 12, 19, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


def write(application: Application, text: str, by: User, minutes: int = 0) -> None:
    when = DURING + timedelta(minutes=minutes)
    actions.save_answer(application, "besoins", text, by=by, at=when)


def kept(application: Application) -> list[str]:
    rows = AnswerVersion.objects.filter(answer__application=application).order_by("pk")
    return list(rows.values_list("value", flat=True))


def test_a_text_that_only_grows_makes_one_version_a_sitting(application: Application, nadia: User):
    for end in range(5, len(LONG), 3):
        write(application, LONG[:end], nadia)
    assert kept(application) == []
    write(application, LONG, nadia, minutes=11)
    assert len(kept(application)) == 1


def test_a_passage_taken_away_is_kept_whoever_does_it(application: Application, nadia: User):
    write(application, LONG, nadia)
    write(application, "", nadia)
    assert kept(application) == [LONG]


def test_the_text_of_another_is_kept_though_one_letter_changed(
    application: Application, nadia: User, farida: User
):
    write(application, LONG, nadia)
    write(application, LONG + "!", farida)
    assert kept(application) == [LONG]


def test_the_page_tells_who_and_when_and_leads_back(
    writer: Client, application: Application, nadia: User, farida: User
):
    write(application, LONG, farida)
    write(application, "Autre chose.", nadia, minutes=30)
    page = writer.get(at("history", application, "besoins")).text
    assert "Farida Haddad" in page
    assert "nadia@example.org" in page
    version = AnswerVersion.objects.get()
    compared = writer.get(at("compare", application, "besoins", version.pk)).text
    assert "<del>" in compared
    assert "<ins>" in compared
    writer.post(at("restore", application, "besoins", version.pk))
    assert application.answers.get().value == LONG
    assert kept(application) == [LONG, "Autre chose."]


def test_nothing_is_put_back_once_the_call_is_closed(application: Application, nadia: User):
    write(application, LONG, nadia)
    write(application, "Autre chose.", nadia, minutes=30)
    with pytest.raises(Refused, match="clos depuis"):
        actions.restore(AnswerVersion.objects.get(), by=nadia, at=AFTER)
    assert application.answers.get().value == "Autre chose."


def test_a_version_of_another_file_is_not_found(
    writer: Client, application: Application, farida: User
):
    other = actions.start(application.edition, body_name="Autre", by=farida, at=DURING)
    write(other, LONG, farida)
    write(other, "", farida)
    write(application, "x", farida)
    version = AnswerVersion.objects.get()
    assert writer.get(at("compare", application, "besoins", version.pk)).status_code == 404


def test_the_history_costs_the_same_however_long(
    writer: Client, application: Application, nadia: User, cost
):
    write(application, LONG, nadia)
    write(application, "", nadia)
    few = cost(writer, at("history", application, "besoins"))
    for number in range(30):
        write(application, f"{LONG} {number}", nadia, minutes=20 * (number + 1))
    assert cost(writer, at("history", application, "besoins")) <= few + 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_differences_give_both_texts_back(earlier: str, later: str):
    pieces = differences(earlier, later)
    assert "".join(text for change, text in pieces if change != "added") == earlier
    assert "".join(text for change, text in pieces if change != "removed") == later


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_that_is_only_added_to_loses_nothing(text: str, more: str):
    assert removed(text, text + more) == 0
    assert removed(text, "") == len(text)


def test_a_mark_tells_texts_apart_and_nothing_from_nothing():
    assert mark_of("a") != mark_of("b")
    assert mark_of("") == mark_of(None) == mark_of([]) == ""


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("Le lac.", "Le grand lac.", "Le lac gelé.", "Le grand lac gelé."),
        ("Un. Deux.", "Un.", "Un. Deux. Trois.", "Un. Trois."),
        (None, "Bonjour. Le lac.", "Le lac. Adieu.", "Bonjour. Le lac. Adieu."),
        ("Le lac.", "La mer.", "La rive.", "La mer rive."),
        ("a", 3, "b", ""),
    ],
)
def test_two_texts_are_brought_together_without_losing_what_was_added(base, theirs, mine, both):
    assert merged(base, theirs, mine) == both
