"""A call by the clock, its one deadline said everywhere alike, its calendar, its rules amended."""

import io
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from cordee.applications import actions as writing
from cordee.calls import actions
from cordee.calls.models import Edition
from cordee.calls.rules import Phase
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.schema import Definition

PUBLISHED = datetime(2024, 11, 1, tzinfo=UTC)
OPENS = datetime(2024, 11, 7, 23, tzinfo=UTC)
DURING = datetime(2024, 12, 1, 9, tzinfo=UTC)
NOON = datetime(2024, 12, 19, 11, tzinfo=UTC)
LATER = datetime(2025, 2, 1, tzinfo=UTC)


def call(
    key: str = "petit-appel", *, closes: str = "2024-12-19T12:00", zone: str = "Europe/Paris"
) -> Definition:
    """A call with one question, in its own zone."""
    return Definition.model_validate(
        {
            "key": key,
            "title": "Petit appel",
            "timeline": {"zone": zone},
            "organisers": [{"key": "centre", "label": "Centre", "email": "centre@example.org"}],
            "windows": [{"key": "w", "opens": "2024-11-08", "closes": closes}],
            "form": {
                "sections": [
                    {
                        "key": "projet",
                        "label": "Projet",
                        "questions": [{"key": "besoins", "label": "Besoins", "kind": "text"}],
                    }
                ]
            },
        }
    )


@pytest.fixture
def edition(db: None) -> Edition:
    return actions.publish(call(), {}, by=None, at=PUBLISHED)


def page(edition: Edition, name: str = "detail") -> str:
    return reverse(f"calls:{name}", args=[edition.key])


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())


def events(client: Client, edition: Edition) -> dict[str, object]:
    """The events of the feed, read strictly, by identifier."""
    feed = Calendar.from_ical(client.get(page(edition, "calendar")).content)
    assert feed["VERSION"] == "2.0"
    assert not feed.errors
    found = [one for one in feed.walk("VEVENT") if not one.errors]
    assert found
    return {str(one["UID"]): one for one in found}


@pytest.mark.parametrize(
    ("at", "word"),
    [(PUBLISHED, "à venir"), (OPENS, "ouvert"), (DURING, "ouvert"), (NOON, "clos")],
)
def test_the_page_follows_the_clock_to_the_second(
    client: Client, edition: Edition, at: datetime, word: str
):
    with time_machine.travel(at, tick=False):
        answer = client.get(page(edition))
    assert f">{word}<" in answer.text
    begin = reverse("applications:begin", args=[edition.key])
    assert (begin in answer.text) is (word == "ouvert")


def test_the_later_stages_come_from_acts_not_from_the_clock(edition: Edition):
    assert edition.phase(LATER) is Phase.CLOSED
    edition.judging_at = NOON
    assert edition.phase(LATER) is Phase.JUDGED
    edition.results_at = LATER
    assert edition.phase(NOON) is Phase.JUDGED
    assert edition.phase(LATER) is Phase.RESULTS
    edition.archived_at = LATER
    assert edition.phase(LATER) is Phase.ARCHIVED


ZONES = [
    ("Europe/Paris", "jeudi 19 décembre 2024 à 12 h (heure de Paris)"),
    ("Indian/Reunion", "jeudi 19 décembre 2024 à 12 h (heure de La Réunion)"),
]


@pytest.mark.parametrize(("zone", "said"), ZONES)
def test_the_one_deadline_is_said_alike_everywhere(client: Client, db: None, zone: str, said: str):
    edition = actions.publish(call(zone=zone), {}, by=None, at=PUBLISHED)
    closes = datetime(2024, 12, 19, 12, tzinfo=ZoneInfo(zone))
    with time_machine.travel(DURING, tick=False):
        shown = client.get(page(edition)).text
        paper = PdfReader(io.BytesIO(client.get(page(edition, "paper")).content))
    assert said in plain(re.sub("<[^>]+>", "", shown[shown.index("<aside") :]))[:200]
    assert said in plain(" ".join(one.extract_text() for one in paper.pages))
    ends = [one for one in events(client, edition).values() if "Clôture" in str(one["SUMMARY"])]
    assert [one["DTSTART"].dt for one in ends] == [closes]
    nadia = User.objects.create_user("nadia@example.org")
    file = writing.start(edition, body_name="Lens", by=nadia, at=DURING)
    writing.save_answer(file, "besoins", "Du temps.", by=nadia, at=DURING)
    writing.deposit(file, by=nadia, at=DURING)
    assert said in plain(Message.objects.get().text)
    with pytest.raises(Refused) as refusal:
        writing.deposit(file, by=nadia, at=closes)
    assert said in plain(str(refusal.value))


def test_an_amended_date_moves_in_the_calendars_of_subscribers(client: Client, edition: Edition):
    before = events(client, edition)
    actions.amend(
        edition, call(closes="2025-01-10T12:00"), {}, notice="Deux semaines de plus.",
        promised=True, by=None, at=DURING,
    )  # fmt: skip
    after = events(client, edition)
    assert after.keys() == before.keys()
    assert {int(one["SEQUENCE"]) for one in before.values()} == {0}
    assert {int(one["SEQUENCE"]) for one in after.values()} == {1}
    moved = [key for key in after if after[key]["DTSTART"].dt != before[key]["DTSTART"].dt]
    assert len(moved) == 1
    edition.refresh_from_db()
    assert edition.closes_at == datetime(2025, 1, 10, 11, tzinfo=UTC)


def test_a_promise_is_not_changed_without_saying_why(edition: Edition):
    with pytest.raises(Refused, match="dites ce qui change"):
        actions.amend(
            edition, call(closes="2024-12-10T12:00"), {}, notice=" ", promised=True,
            by=None, at=DURING,
        )  # fmt: skip
    edition.refresh_from_db()
    assert edition.closes_at == NOON
    assert edition.versions.count() == 1


def test_a_key_is_published_once(edition: Edition):
    with pytest.raises(Refused, match="porte déjà la clé"):
        actions.publish(call(), {}, by=None, at=DURING)
    assert Edition.objects.count() == 1


NAMES = ("detail", "calendar", "paper")


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["inconnu", "0" * 60, "-", "_"])
def test_an_unknown_call_is_not_found(client: Client, name: str, key: str):
    assert client.get(reverse(f"calls:{name}", args=[key])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["%00", "a%00b", "%3Cb%3E", "..%2F..", "%ff", "'--", "é"])
@pytest.mark.parametrize("end", ["", "calendrier.ics", "appel.pdf", "voir/appel/"])
def test_a_hostile_key_is_not_found(client: Client, key: str, end: str):
    assert client.get(f"/appels/{key}/{end}").status_code in {400, 404}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_call_is_only_read(client: Client, edition: Edition, name: str, method: str):
    assert getattr(client, method)(page(edition, name)).status_code == 405


def test_an_unknown_part_is_not_found(client: Client, edition: Edition):
    assert client.get(reverse("calls:part", args=[edition.key, "rien"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_more_calls_cost_no_more_queries(client: Client, count: int, django_assert_num_queries):
    made = [actions.publish(call(f"a{one}"), {}, by=None, at=PUBLISHED) for one in range(count)]
    for address, queries in ((reverse("calls:list"), 1), (page(made[0]), 2)):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
