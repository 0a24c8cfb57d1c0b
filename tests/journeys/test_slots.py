"""Half-days are offered, taken by one territory at most, given back in time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.models import Cohort, Meeting, Participation, Slot
from cordee.journeys.rules.slots import window_faults
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from tests.journeys.conftest import account

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
FIRST = datetime(2025, 4, 8, 7, 30, tzinfo=UTC)
HOURS = timedelta(hours=3)


def offered(cohort: Cohort, amina: User, *starts: datetime, hours: timedelta = HOURS) -> list[Slot]:
    dates = [(one, one + hours) for one in starts]
    actions.offer_slots(cohort, amina.person, dates, by=amina, at=NOW)
    return list(cohort.slots.order_by("starts"))


def own(participation: Participation, ordinal: int = 1) -> Meeting:
    return participation.meetings.get(key="suivi", ordinal=ordinal)


def test_a_territory_takes_a_half_day_and_its_meeting_has_a_date(
    cohort: Cohort, lens: Participation, amina: User
):
    (slot,) = offered(cohort, amina, FIRST)
    actions.book(slot, own(lens), purpose="Nos récits", by=amina, at=NOW)
    meeting = own(lens)
    assert (meeting.state, meeting.starts, meeting.mode) == ("fixed", FIRST, "remote")
    assert meeting.title == "Nos récits"
    assert Message.objects.filter(key__startswith="journeys.moved:").count() == 2
    kinds = Entry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["journeys.meeting_moved", "journeys.slot_booked"]


def test_the_first_to_ask_has_it(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    (slot,) = offered(cohort, amina, FIRST)
    actions.book(slot, own(lens), purpose="", by=amina, at=NOW)
    with pytest.raises(Refused, match="vient de prendre"):
        actions.book(slot, own(arras), purpose="", by=amina, at=NOW)
    assert own(arras).starts is None


def test_taking_another_frees_the_former_at_once(cohort: Cohort, lens: Participation, amina: User):
    first, second = offered(cohort, amina, FIRST, FIRST + timedelta(days=1))
    actions.book(first, own(lens), purpose="", by=amina, at=NOW)
    actions.book(second, own(lens), purpose="", by=amina, at=NOW)
    first.refresh_from_db()
    assert first.meeting is None
    assert own(lens).starts == second.starts


def test_given_back_in_time_the_meeting_is_vague_again_under_the_same_uid(
    cohort: Cohort, lens: Participation, amina: User
):
    (slot,) = offered(cohort, amina, FIRST)
    actions.book(slot, own(lens), purpose="", by=amina, at=NOW)
    before = own(lens)
    with pytest.raises(Refused, match="moins de deux jours"):
        actions.release(slot, by=amina, at=FIRST - timedelta(days=1))
    actions.release(slot, by=amina, at=NOW)
    after = own(lens)
    assert (after.public_id, after.state, after.starts) == (before.public_id, "vague", None)
    assert after.sequence > before.sequence
    assert Slot.objects.get().meeting is None


@pytest.mark.parametrize(
    ("starts", "hours", "words"),
    [
        (FIRST, timedelta(hours=5), "demi-journée au plus"),
        (FIRST, timedelta(0), "finit après"),
        (NOW - timedelta(days=1), HOURS, "à venir"),
    ],
)
def test_what_is_no_half_day_to_come_is_not_offered(
    cohort: Cohort, amina: User, starts: datetime, hours: timedelta, words: str
):
    with pytest.raises(Refused) as refusal:
        offered(cohort, amina, starts, hours=hours)
    assert words in refusal.value.findings[0].sentence
    assert not Slot.objects.exists()


def test_a_taken_slot_is_not_taken_away(cohort: Cohort, lens: Participation, amina: User):
    (slot,) = offered(cohort, amina, FIRST)
    actions.book(slot, own(lens), purpose="", by=amina, at=NOW)
    with pytest.raises(Refused, match="est pris"):
        actions.withdraw_slot(slot, by=amina, at=NOW)


def test_a_collective_meeting_is_not_booked(cohort: Cohort, amina: User):
    (slot,) = offered(cohort, amina, FIRST)
    with pytest.raises(Refused, match="pas pour cette rencontre"):
        actions.book(slot, cohort.meetings.get(key="j2"), purpose="", by=amina, at=NOW)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 2, 27), ["slot.before"]),
        (date(2025, 3, 15), []),
        (date(2025, 4, 28), ["slot.after"]),
    ],
)
def test_a_session_stands_between_its_meetings(day: date, code: list[str]):
    between = [("J1", date(2025, 2, 27)), ("J2", date(2025, 4, 28))]
    assert [one.code for one in window_faults(day, between)] == code


def test_the_pages_from_offer_to_booking_and_back(
    client: Client, cohort: Cohort, lens: Participation, amina: User
):
    client.force_login(amina)
    page = reverse("journeys:slots", args=[cohort.public_id])
    sent: dict[str, Any] = {
        "host": amina.person.pk, "mode": "remote", "start": "09:30", "end": "12:30",
        "day-1": "2025-04-08",
    }  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        assert client.post(page, sent).status_code == 302
        assert client.post(page, sent | {"end": "18:00"}).status_code == 422
        assert "4\N{NO-BREAK SPACE}séances encore sans date" in client.get(page).text
        client.force_login(account(lens, "tech"))
        mine = reverse("journeys:own_slots", args=[lens.public_id])
        slot = Slot.objects.get()
        choice = {"meeting": own(lens).public_id, "slot": slot.public_id, "purpose": "Élu·es"}
        assert client.post(mine, choice).status_code == 302
        assert "Élu·es" in client.get(mine).text
        assert client.post(mine, choice).status_code == 422  # no longer free
        back = reverse("journeys:give_back", args=[lens.public_id, slot.public_id])
        assert client.post(back).status_code == 302
    assert own(lens).starts is None


def test_another_territory_sees_neither_the_page_nor_the_slot(
    client: Client, cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    (slot,) = offered(cohort, amina, FIRST)
    actions.book(slot, own(lens), purpose="secret", by=amina, at=NOW)
    client.force_login(account(arras, "tech"))
    with time_machine.travel(NOW, tick=False):
        assert client.get(reverse("journeys:own_slots", args=[lens.public_id])).status_code == 404
        back = reverse("journeys:give_back", args=[arras.public_id, slot.public_id])
        assert client.post(back).status_code == 404
        assert (
            "secret" not in client.get(reverse("journeys:own_slots", args=[arras.public_id])).text
        )


def test_the_page_of_slots_costs_the_same(client: Client, cohort: Cohort, amina: User, cost):
    client.force_login(amina)
    page = reverse("journeys:slots", args=[cohort.public_id])
    offered(cohort, amina, FIRST)
    with time_machine.travel(NOW, tick=False):
        few = cost(client, page)
        offered(cohort, amina, *(FIRST + timedelta(days=n) for n in range(1, 5)))
        assert cost(client, page) == few <= 12
