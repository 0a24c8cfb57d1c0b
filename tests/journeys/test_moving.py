"""What moves with a meeting, against a table made by hand; what no longer moves; on whose clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.calls.actions import publish
from cordee.journeys import actions, queries, reminders
from cordee.journeys.calendars import feed
from cordee.journeys.models import Cohort, DateOption, Meeting, Participation
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.anchors import deadline
from cordee.programme.schema import Definition
from cordee.selection.actions import release
from tests.journeys.conftest import RELEASED, account, definition, laureate, ruled

SPRING = datetime(2025, 3, 10, 9, tzinfo=UTC)
DAY = timedelta(hours=7, minutes=30)
LATE = "jeudi 19 juin 2025 à 21 h 30"


def plain(text: str) -> str:
    """Words with plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def j(cohort: Cohort, key: str) -> Meeting:
    return cohort.meetings.get(key=key, participation=None)


MOVES = (
    # J1, J2 → charter given, charter due, council due, council reminder, J1 reminder
    ("2025-02-27", "2025-06-19", "2025-02-27", "2025-06-19", "2025-03-27", "2025-03-17",
     "2025-02-20"),
    ("2025-03-31", "2025-06-19", "2025-03-31", "2025-06-19", "2025-04-30", "2025-04-20",
     "2025-03-24"),
    ("2025-01-31", "2025-05-05", "2025-01-31", "2025-05-05", "2025-02-28", "2025-02-18",
     "2025-01-24"),
)  # fmt: skip


@pytest.mark.parametrize("row", MOVES)
def test_all_that_hangs_on_a_meeting_moves_with_it(
    lens: Participation, amina: User, row: tuple[str, ...]
):
    cohort = lens.cohort
    for key, day in zip(("j1", "j2"), row[:2], strict=True):
        starts = datetime.fromisoformat(f"{day}T08:30+00:00")
        actions.move_meeting(
            j(cohort, key), starts=starts, ends=starts + DAY, by=amina, at=RELEASED
        )
    asked, held = cohort.edition.definition, queries.held_days(cohort.meetings.all())
    charter, council = asked.year.charter, asked.year.pledges[1].due
    assert charter is not None
    assert council is not None
    due = {
        one.subject[1].rpartition(":")[2]: one.due.date()
        for one in reminders.DUE_DOCUMENTS.proposals(RELEASED)
        if one.subject[1].startswith(f"{lens.pk}:")
    }
    week_before = [
        one.due.date()
        for one in reminders.NEXT_MEETING.proposals(RELEASED)
        if one.subject_name == "J1"
    ]
    found = (
        *(queries.local_day(j(cohort, key)) for key in ("j1", "j2")),
        deadline(asked, charter.given, held).first,
        deadline(asked, charter.due, held).last,
        deadline(asked, council, held).last,
        due["conseil"],
        week_before[0],
    )
    assert found == tuple(date.fromisoformat(one) for one in row)


def test_a_meeting_whose_sheet_is_closed_is_neither_cancelled_nor_moved(
    cohort: Cohort, amina: User
):
    actions.close_meeting(j(cohort, "j1"), by=amina, at=SPRING)
    with pytest.raises(Refused, match="close"):
        actions.cancel_meeting(j(cohort, "j1"), reason="Erreur", by=amina, at=SPRING)
    with pytest.raises(Refused, match="close"):
        actions.move_meeting(j(cohort, "j1"), venue="Ailleurs", by=amina, at=SPRING)
    assert j(cohort, "j1").state == Meeting.State.CLOSED


def test_a_day_that_people_signed_is_left_only_once_they_are_said_absent(
    cohort: Cohort, lens: Participation, amina: User
):
    tech, j1 = lens.delegates.get(role="tech"), j(cohort, "j1")
    assert j1.starts is not None
    actions.sign(j1, tech, by=amina, at=j1.starts)
    wanted = j1.starts + timedelta(days=7)
    with pytest.raises(Refused, match="notées présentes le") as refusal:
        actions.move_meeting(j1, starts=wanted, ends=wanted + DAY, by=amina, at=j1.starts)
    assert "dites-les d’abord absentes" in str(refusal.value)
    assert j(cohort, "j1").starts == j1.starts
    actions.sign(j1, tech, status="absent", by=amina, at=j1.starts)
    moved = actions.move_meeting(j1, starts=wanted, ends=wanted + DAY, by=amina, at=j1.starts)
    assert moved.starts == wanted


def test_a_meeting_held_from_afar_from_now_on_says_so(cohort: Cohort, amina: User):
    actions.move_meeting(j(cohort, "j1"), mode="remote", reason="Neige", by=amina, at=RELEASED)
    letters = Message.objects.filter(key__startswith="journeys.moved:")
    assert {"Elle se tient désormais à distance." in one.text for one in letters} == {True}
    actions.move_meeting(j(cohort, "j1"), venue="Ailleurs", by=amina, at=RELEASED)
    assert "désormais" not in letters.latest("pk").text


def test_cancelled_twice_is_announced_once(cohort: Cohort, amina: User):
    for _turn in range(2):
        actions.cancel_meeting(j(cohort, "j1"), reason="Grève", by=amina, at=RELEASED)
    assert j(cohort, "j1").sequence == 1
    assert Message.objects.filter(key__startswith="journeys.moved:").count() == 4


def test_a_half_day_is_free_again_when_its_meeting_is_cancelled_or_held_at_another_time(
    cohort: Cohort, lens: Participation, amina: User
):
    starts = SPRING + timedelta(days=30)
    actions.offer_slots(
        cohort, amina.person, [(starts, starts + timedelta(hours=3))], by=amina, at=SPRING
    )
    slot, own = cohort.slots.get(), lens.meetings.get(ordinal=1)
    actions.book(slot, own, purpose="", by=amina, at=SPRING)
    actions.move_meeting(own, venue="Mairie", by=amina, at=SPRING)
    slot.refresh_from_db()
    assert slot.meeting_id == own.pk
    actions.move_meeting(own, starts=starts + timedelta(days=1), by=amina, at=SPRING)
    slot.refresh_from_db()
    assert slot.meeting_id is None
    actions.book(slot, own, purpose="", by=amina, at=SPRING)
    actions.cancel_meeting(own, reason="Élections", by=amina, at=SPRING)
    slot.refresh_from_db()
    assert slot.meeting_id is None


def test_the_same_signed_page_sent_twice_is_kept_once(cohort: Cohort, amina: User):
    for _turn in range(2):
        photo = SimpleUploadedFile("p.png", b"\x89PNG\r\n\x1a\n", "image/png")
        actions.attach_scan(j(cohort, "j1"), 1, photo, by=amina, at=SPRING)
    assert j(cohort, "j1").scans.count() == 1


@pytest.fixture
def far(amina: User) -> Cohort:
    """A cohort of an island where it is four hours earlier than in Paris, five in winter."""
    told = definition("martinique").data() | {"timeline": {"zone": "America/Martinique"}}
    there = publish(Definition.model_validate(told), {}, by=amina, at=RELEASED)
    ruling = ruled(there, amina)
    laureate(there, ruling, "Ducos", [], amina)
    release(ruling, by=amina, at=RELEASED)
    return Cohort.objects.get(edition=there)


def test_letters_polls_and_pages_tell_the_hour_of_the_programme(
    staff: Client, far: Cohort, amina: User
):
    meeting = j(far, "j2")
    page = reverse("journeys:poll", args=[meeting.public_id])
    with time_machine.travel(SPRING, tick=False):
        staff.post(page, {"start": "21:30", "end": "23:00", "day-1": "2025-06-19"})
        option = DateOption.objects.get()
        assert option.starts == datetime(2025, 6, 20, 1, 30, tzinfo=UTC)
        assert LATE in plain(staff.get(page).text)
        actions.choose_date(option, by=amina, at=SPRING)
        letter = Message.objects.filter(key__startswith="journeys.moved:").first()
        assert letter is not None
        assert LATE in plain(letter.text)
        assert queries.local_day(j(far, "j2")) == date(2025, 6, 19)
        sheet = staff.get(reverse("journeys:meeting", args=[meeting.public_id]))
        assert 'value="2025-06-19T21:30"' in sheet.text


def test_a_date_typed_on_the_page_is_on_the_clock_of_the_programme(staff: Client, far: Cohort):
    page = reverse("journeys:meeting", args=[j(far, "j1").public_id])
    agreed = "Grève ; accord des délégations le 3 février."
    sent = {"starts": "2025-03-06T09:30", "ends": "2025-03-06T17:00", "reason": agreed}
    staff.post(page, sent)
    assert j(far, "j1").starts == datetime(2025, 3, 6, 13, 30, tzinfo=UTC)
    (change,) = j(far, "j1").changes.order_by("sequence")
    assert change.reason == agreed
    assert agreed in plain(staff.get(page).text)


def test_the_team_cancels_with_a_reason_that_is_read(staff: Client, cohort: Cohort):
    page = reverse("journeys:cancel", args=[j(cohort, "j1").public_id])
    assert staff.post(page, {}).status_code == 422
    assert j(cohort, "j1").state == Meeting.State.FIXED
    assert staff.post(page, {"reason": "Salle fermée."}).status_code == 302
    assert j(cohort, "j1").state == Meeting.State.CANCELLED
    letter = Message.objects.filter(key__startswith="journeys.moved:").first()
    assert letter is not None
    assert "Salle fermée." in letter.text
    assert staff.post(page, {"reason": "Encore."}).status_code in {302, 422}


def test_a_delegate_does_not_cancel(client: Client, lens: Participation):
    client.force_login(account(lens, "tech"))
    page = reverse("journeys:cancel", args=[j(lens.cohort, "j1").public_id])
    assert client.post(page, {"reason": "Non"}).status_code == 404


def read_twice(content: bytes) -> dict[str, dict[str, Any]]:
    """A calendar as two libraries read it, both strictly; refuses what they tell apart."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    one = Calendar.from_ical(content)
    assert not [error for part in one.walk() for error in part.errors]
    first = {str(event["uid"]): event for event in one.walk("VEVENT")}
    (other,) = vobject.readComponents(content.decode())
    other.validate(raiseException=True)
    second = {event.uid.value: event for event in other.vevent_list}
    assert first.keys() == second.keys()
    found = {}
    for uid, event in first.items():
        twin = second[uid]
        told = {
            "starts": event["dtstart"].dt,
            "ends": event["dtend"].dt,
            "status": str(event["status"]),
            "sequence": int(event["sequence"]),
            "summary": str(event["summary"]),
        }
        assert told == {
            "starts": twin.dtstart.value,
            "ends": twin.dtend.value,
            "status": twin.status.value,
            "sequence": int(twin.sequence.value),
            "summary": twin.summary.value,
        }
        found[uid] = told
    return found


def test_two_libraries_read_the_same_calendar_whatever_becomes_of_a_meeting(
    cohort: Cohort, lens: Participation, amina: User
):
    uid = f"{j(cohort, 'j2').public_id}@cordee"
    seen = []

    def look() -> None:
        options = queries.options_of(lens)
        told = read_twice(feed("C", queries.calendar_of(lens), private=True, options=options))
        seen.append((told[uid]["status"], told[uid]["sequence"], told[uid]["starts"]))

    look()
    june = datetime(2025, 6, 19, 7, 30, tzinfo=UTC)
    dates = [(june, june + DAY), (june + timedelta(days=1), june + timedelta(days=1) + DAY)]
    actions.open_poll(j(cohort, "j2"), dates, by=amina, at=SPRING)
    look()
    option = DateOption.objects.earliest("starts")
    actions.choose_date(option, by=amina, at=SPRING)
    look()
    actions.move_meeting(
        j(cohort, "j2"), starts=june + timedelta(days=7), by=amina, at=SPRING,
        title="Se mettre en trajectoire : analyse rétrospective ; exercice, prospectif\net débat",
    )  # fmt: skip
    look()
    actions.cancel_meeting(j(cohort, "j2"), reason="Grève", by=amina, at=SPRING)
    look()
    monday = date(2025, 6, 16)
    assert seen == [
        ("TENTATIVE", 0, monday),
        ("TENTATIVE", 1, monday),
        ("CONFIRMED", 2, june),
        ("CONFIRMED", 3, june + timedelta(days=7)),
        ("CANCELLED", 4, june + timedelta(days=7)),
    ]
