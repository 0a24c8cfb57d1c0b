"""Information meetings: places, waiting list, calendar files, changes told to those who come."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.calls import actions
from cordee.calls.models import Briefing, Edition, Registration
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from tests.calls.test_calls import DURING, PUBLISHED, call
from tests.calls.test_questions import filled

STARTS = datetime(2024, 12, 6, 9, tzinfo=UTC)
SAID = {
    "title": "Webinaire", "text": "On explique.", "starts_at": STARTS,
    "ends_at": STARTS + timedelta(hours=1), "place": "Loos-en-Gohelle",
    "link": "https://visio.example.org/salle", "places": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _calm(db):
    cache.clear()
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(db: None) -> Edition:
    return actions.publish(call(), {}, by=None, at=PUBLISHED)


@pytest.fixture
def briefing(edition: Edition, amina: User) -> Briefing:
    return actions.open_briefing(edition, by=amina, at=DURING, **SAID)


def come(briefing: Briefing, name: str) -> Registration:
    return actions.register(
        briefing, name=name, email=f"{name.lower()}@example.org", by=None, at=DURING
    )


def letters(name: str) -> list[str]:
    rows = Message.objects.filter(to=f"{name.lower()}@example.org").order_by("pk")
    return [letter.subject for letter in rows]


def test_anyone_registers_from_the_page_of_the_call(client: Client, briefing: Briefing):
    page = client.get(reverse("calls:detail", args=[briefing.edition.key])).text
    address = reverse("calls:briefing", args=[briefing.public_id])
    assert address in page
    assert "visio.example.org" not in client.get(address).text
    said = {"name": "Ève", "email": "eve@example.org", "need": "Sous-titres"}
    assert filled(client, address, **said).status_code == 302
    letter = Message.objects.get(to="eve@example.org")
    assert "visio.example.org" in letter.text
    event = Calendar.from_ical(letter.enclosures.get().content).walk("VEVENT")[0]
    assert event["uid"] == f"{briefing.public_id}@cordee"


def test_the_last_place_goes_to_one_and_a_place_given_back_to_the_first_who_waits(
    client: Client, briefing: Briefing
):
    first, second, third = (come(briefing, name) for name in ("Ana", "Bob", "Cyr"))
    assert [one.waiting for one in (first, second, third)] == [False, True, True]
    assert "visio.example.org" not in Message.objects.get(to="bob@example.org").text
    leave = re.search(r"/reunions/rendre/\S+", Message.objects.get(to="ana@example.org").text)[0]
    assert client.get(leave).status_code == 200
    assert client.post(leave).status_code == 302
    assert letters("Bob")[-1] == "Webinaire\u00a0: inscription"
    assert len(letters("Cyr")) == 1


def test_registering_twice_changes_nothing(briefing: Briefing):
    assert come(briefing, "Ana") == come(briefing, "ANA")
    assert len(letters("Ana")) == 1


def test_more_places_let_those_who_wait_come_in(briefing: Briefing, amina: User):
    come(briefing, "Ana")
    waiting = come(briefing, "Bob")
    actions.change_briefing(briefing, places=5, by=amina, at=DURING)
    waiting.refresh_from_db()
    assert not waiting.waiting
    assert letters("Ana") == ["Webinaire\u00a0: inscription"]


def test_a_new_hour_is_told_with_the_same_entry_and_a_higher_sequence(
    briefing: Briefing, amina: User
):
    come(briefing, "Ana")
    moved = {
        "starts_at": STARTS + timedelta(days=1),
        "ends_at": STARTS + timedelta(days=1, hours=1),
    }
    actions.change_briefing(briefing, **moved, by=amina, at=DURING)
    letter = Message.objects.latest("pk")
    event = Calendar.from_ical(letter.enclosures.get().content).walk("VEVENT")[0]
    assert letter.subject == "Changement\u00a0: Webinaire"
    assert event["sequence"] == 1


def test_a_cancelled_meeting_says_why_and_takes_nobody(briefing: Briefing, amina: User):
    come(briefing, "Ana")
    with pytest.raises(Refused):
        actions.cancel_briefing(briefing, because="", by=amina, at=DURING)
    actions.cancel_briefing(briefing, because="Grève.", by=amina, at=DURING)
    letter = Message.objects.latest("pk")
    assert "Grève." in letter.text
    assert b"STATUS:CANCELLED" in bytes(letter.enclosures.get().content)
    with pytest.raises(Refused, match="autre date"):
        come(briefing, "Bob")


@pytest.mark.parametrize(
    ("more", "said"),
    [({"place": "", "link": ""}, "lieu"), ({"ends_at": STARTS}, "avant d’avoir commencé")],
)
def test_a_meeting_without_sense_is_refused(edition: Edition, amina: User, more, said: str):
    with pytest.raises(Refused, match=said):
        actions.open_briefing(edition, by=amina, at=DURING, **(SAID | more))
    assert not Briefing.objects.exists()


def test_the_team_announces_changes_and_cancels_by_the_pages(
    client: Client, edition: Edition, amina: User
):
    client.force_login(amina)
    page = reverse("calls:briefings", args=[edition.key])
    said = {"title": "Réunion", "starts_at": "2024-12-06T10:00", "ends_at": "2024-12-06T11:00"}
    assert client.post(page, said).status_code == 422
    assert client.post(page, said | {"place": "Lille"}).status_code == 302
    made = Briefing.objects.get()
    assert made.starts_at == STARTS
    come(made, "Ana")
    desk = reverse("calls:briefing_desk", args=[made.public_id])
    assert "Ana" in client.get(desk).text
    assert client.post(desk, {"cancel": "1", "because": "Grève"}).status_code == 302
    made.refresh_from_db()
    assert made.cancelled_because == "Grève"


def test_the_lists_of_meetings_cost_the_same(client: Client, briefing: Briefing, amina: User, cost):
    client.force_login(amina)
    pages = [
        reverse("calls:briefings", args=[briefing.edition.key]),
        reverse("calls:briefing_desk", args=[briefing.public_id]),
    ]
    come(briefing, "Ana")
    few = [cost(client, page) for page in pages]
    for name in ("Bob", "Cyr", "Dom"):
        come(briefing, name)
        actions.open_briefing(briefing.edition, by=amina, at=DURING, **SAID)
    assert [cost(client, page) for page in pages] == few
