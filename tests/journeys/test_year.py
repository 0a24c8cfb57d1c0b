"""A cohort sets out, meets, signs, shows and pays; deadlines follow the meetings."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions, queries, reminders
from cordee.journeys.actions import beginning
from cordee.journeys.calendars import feed
from cordee.journeys.claims import Billed
from cordee.journeys.models import Cohort, Meeting, Participation, Presence
from cordee.kernel.findings import Refused, Verdict
from cordee.ledger.models import Entry
from cordee.people.models import Person, User
from cordee.programme.anchors import deadline
from cordee.programme.schema import Definition
from cordee.selection.actions import release
from tests.journeys.conftest import RELEASED, account, definition, laureate, ruled

SPRING = datetime(2025, 3, 10, 9, tzinfo=UTC)
JUNE = datetime(2025, 6, 19, 7, 30, tzinfo=UTC)


def j(cohort: Cohort, key: str) -> Meeting:
    return cohort.meetings.get(key=key)


def test_the_release_makes_the_cohort_its_delegations_and_its_calendar(cohort: Cohort):
    assert sorted(one.name for one in cohort.participations.order_by("pk")) == ["Arras", "Lens"]
    assert Person.objects.filter(delegations__participation__cohort=cohort).count() == 4
    assert cohort.meetings.filter(participation=None).count() == 2
    assert cohort.meetings.exclude(participation=None).count() == 4
    assert j(cohort, "j1").state == Meeting.State.FIXED
    assert j(cohort, "j2").state == Meeting.State.VAGUE


def test_beginning_twice_changes_nothing(cohort: Cohort, amina: User):
    assert actions.begin(cohort.ruling, by=amina, at=RELEASED) == cohort
    assert cohort.participations.count() == 2


def test_a_member_of_the_governance_owes_half(lens: Participation, arras: Participation):
    assert lens.charges.get().amount == Decimal(350)
    assert arras.charges.get().amount == Decimal(700)


def events(content: bytes) -> dict[str, object]:
    return {str(one["uid"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_a_vague_meeting_becomes_fixed_under_the_same_uid_with_a_higher_sequence(
    cohort: Cohort, amina: User
):
    uid = f"{j(cohort, 'j2').public_id}@cordee"
    before = events(feed("C", queries.calendar(cohort), private=False))[uid]
    actions.move_meeting(
        j(cohort, "j2"), starts=JUNE, ends=JUNE + timedelta(hours=7), by=amina, at=SPRING
    )
    fixed = events(feed("C", queries.calendar(cohort), private=False))[uid]
    actions.cancel_meeting(j(cohort, "j2"), reason="Grève", by=amina, at=SPRING)
    gone = events(feed("C", queries.calendar(cohort), private=False))[uid]
    assert [str(one["status"]) for one in (before, fixed, gone)] == [
        "TENTATIVE",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert [int(one["sequence"]) for one in (before, fixed, gone)] == [0, 1, 2]
    assert before["dtstart"].dt == date(2025, 6, 16)
    assert fixed["dtstart"].dt == JUNE


def test_the_video_link_stays_out_of_the_public_calendar(cohort: Cohort, amina: User):
    actions.move_meeting(
        j(cohort, "j1"), video="https://visio.example.org/x", by=amina, at=RELEASED
    )
    assert b"visio.example" not in feed("C", queries.calendar(cohort), private=False)
    assert b"visio.example" in feed("C", queries.calendar(cohort), private=True)


def test_saying_the_same_thing_again_announces_nothing(cohort: Cohort, amina: User):
    meeting = j(cohort, "j1")
    actions.move_meeting(meeting, venue=meeting.venue, by=amina, at=RELEASED)
    assert j(cohort, "j1").sequence == 0


def test_the_charter_and_the_council_follow_the_meetings_that_move(cohort: Cohort, amina: User):
    definition = cohort.edition.definition
    pledge = definition.year.pledges[1]
    moved = datetime(2025, 3, 6, 8, 30, tzinfo=UTC)
    actions.move_meeting(
        j(cohort, "j1"), starts=moved, ends=moved + timedelta(hours=7), by=amina, at=RELEASED
    )
    held = queries.held_days(cohort.meetings.order_by("pk"))
    assert pledge.due is not None
    assert definition.year.charter is not None
    assert deadline(definition, pledge.due, held).first == date(2025, 4, 6)
    assert "semaine 25" in deadline(definition, definition.year.charter.due, held).said()


@pytest.mark.parametrize("at", [RELEASED, datetime(2025, 2, 27, 7, tzinfo=UTC)])
def test_nobody_signs_a_meeting_to_come(lens: Participation, amina: User, at: datetime):
    delegate = lens.delegates.first()
    with pytest.raises(Refused, match="n’a pas commencé"):
        actions.sign(j(lens.cohort, "j1"), delegate, by=amina, at=at)


def test_nobody_signs_the_meeting_of_another_territory(
    lens: Participation, arras: Participation, amina: User
):
    own = lens.meetings.get(ordinal=1)
    actions.move_meeting(
        own, starts=SPRING, ends=SPRING + timedelta(hours=3), by=amina, at=RELEASED
    )
    own.refresh_from_db()
    with pytest.raises(Refused, match="pas attendue"):
        actions.sign(own, arras.delegates.first(), by=amina, at=SPRING)


def test_a_closed_sheet_no_longer_changes(lens: Participation, amina: User):
    meeting = j(lens.cohort, "j1")
    actions.sign(meeting, lens.delegates.first(), by=amina, at=SPRING)
    actions.close_meeting(meeting, by=amina, at=SPRING)
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="close"):
        actions.sign(meeting, lens.delegates.first(), status="absent", by=amina, at=SPRING)
    assert Presence.objects.filter(status="present").count() == 2


def test_a_pledge_is_shown_then_settled_with_a_reason_that_is_read(
    lens: Participation, amina: User
):
    actions.show(
        lens, "conseil", kind="agenda", on=date(2025, 3, 1), text="Vu", by=amina, at=SPRING
    )
    states = {one.pledge.key: one.finding for one in queries.pledges(lens, SPRING)}
    assert states["conseil"].verdict is Verdict.OK
    actions.settle(
        lens, "conseil", Verdict.BROKEN, reason="Pas le bon conseil", by=amina, at=SPRING
    )
    states = {one.pledge.key: one.finding for one in queries.pledges(lens, SPRING)}
    assert states["conseil"].verdict is Verdict.BROKEN
    assert "Pas le bon conseil" in states["conseil"].sentence


def test_a_replacement_keeps_both_passages(lens: Participation, amina: User):
    leaving = lens.delegates.get(role="elu")
    newcomer = Person.objects.create(given_name="Ugo", family_name="R", email="ugo@example.org")
    made = actions.replace(leaving, newcomer, reason="Élections", by=amina, at=SPRING)
    other = lens.delegates.exclude(pk__in=(made.pk, leaving.pk)).get()
    for twice, said in ((leaving, "déjà quitté"), (other, "de la délégation")):
        with pytest.raises(Refused, match=said):
            actions.replace(twice, newcomer, by=amina, at=SPRING)
    leaving.refresh_from_db()
    assert leaving.ends == made.starts == SPRING
    assert made.replaces == leaving
    assert Entry.objects.filter(kind="journeys.delegation_changed").count() == 2


def test_reminders_say_who_what_when_and_why_not(lens: Participation, amina: User):
    proposals = list(reminders.DUE_DOCUMENTS.proposals(SPRING))
    council = [one for one in proposals if one.subject[1] == f"{lens.pk}:conseil"]
    assert [one.due.date() for one in council] == [date(2025, 3, 17)]
    assert not council[0].skip
    assert reverse("journeys:territory", args=[lens.public_id]) in council[0].text
    actions.show(
        lens, "conseil", kind="agenda", on=date(2025, 3, 1), text="Vu", by=amina, at=SPRING
    )
    again = [
        one
        for one in reminders.DUE_DOCUMENTS.proposals(SPRING)
        if one.subject[1] == f"{lens.pk}:conseil"
    ]
    assert again[0].skip == "Déjà fait."
    before = list(reminders.NEXT_MEETING.proposals(RELEASED))
    assert {one.due.date() for one in before} == {date(2025, 2, 20)}
    assert len(before) == 4
    assert all("/rencontres/" in one.text for one in before)


PAGES = ("territory",)
TEAM_ONLY = ("charter", "settle", "withdraw")


def test_another_territory_sees_nothing(client: Client, lens: Participation, arras: Participation):
    client.force_login(account(arras, "elu"))
    for name in (*PAGES, *TEAM_ONLY):
        assert client.get(reverse(f"journeys:{name}", args=[lens.public_id])).status_code == 404


def test_a_delegation_reads_its_page_and_runs_nothing(client: Client, lens: Participation):
    client.force_login(account(lens, "elu"))
    with time_machine.travel(SPRING, tick=False):
        page = client.get(reverse("journeys:territory", args=[lens.public_id]))
        assert page.status_code == 200
        assert "Theo Lens" in page.text
        for name in TEAM_ONLY:
            assert client.get(reverse(f"journeys:{name}", args=[lens.public_id])).status_code == 404
        meeting = reverse("journeys:meeting", args=[j(lens.cohort, "j1").public_id])
        assert client.get(meeting).status_code == 404


def test_a_visitor_signs_in_first(client: Client, lens: Participation):
    answer = client.get(reverse("journeys:territory", args=[lens.public_id]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_a_personal_calendar_ends_with_its_seat(client: Client, lens: Participation, amina: User):
    delegate = lens.delegates.get(role="elu")
    address = reverse("journeys:personal", args=[delegate.calendar_token])
    assert client.get(address).status_code == 200
    actions.end_delegate(delegate, by=amina, at=SPRING)
    assert client.get(address).status_code == 404


def test_the_team_signs_a_sheet_by_half_day(staff: Client, lens: Participation):
    meeting = j(lens.cohort, "j1")
    elu = lens.delegates.get(role="elu")
    with time_machine.travel(SPRING, tick=False):
        page = staff.get(reverse("journeys:meeting", args=[meeting.public_id]))
        assert page.status_code == 200
        box = f"p-{elu.public_id}-2025-02-27"
        answer = staff.post(
            reverse("journeys:sign", args=[meeting.public_id]),
            {f"{box}-am": "present", f"{box}-pm": "excused", "close": "1"},
        )
    assert answer.status_code == 302
    signed = set(elu.presences.values_list("half", "status").order_by("half"))
    assert signed == {("am", "present"), ("pm", "excused")}
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CLOSED


def test_the_team_fixes_a_vague_date_and_is_told_what_is_wrong(staff: Client, cohort: Cohort):
    page = reverse("journeys:meeting", args=[j(cohort, "j2").public_id])
    wrong = staff.post(page, {"starts": "2025-06-19T17:00", "ends": "2025-06-19T09:00"})
    assert wrong.status_code == 422
    right = staff.post(page, {"starts": "2025-06-19T09:30", "ends": "2025-06-19T17:00"})
    assert right.status_code == 302
    assert j(cohort, "j2").state == Meeting.State.FIXED
    with time_machine.travel("2025-06-18T12:00+02:00"):
        early = staff.get(page).text
        assert "La feuille s’ouvre le jeudi 19 juin 2025 à 8 h 30" in re.sub(
            r"[\u00a0\u202f]", " ", early
        )
        assert "Enregistrer la feuille" not in early, "nothing is ticked that would be refused"
    with time_machine.travel("2025-06-19T08:40+02:00"):
        assert "Enregistrer la feuille" in staff.get(page).text


def test_the_page_of_a_cohort_costs_the_same(
    staff: Client, cohort: Cohort, edition: Edition, amina: User, cost
):
    page = reverse("journeys:cohort", args=[cohort.public_id])
    few = cost(staff, page)
    for rank in range(3):
        outcome = laureate(edition, cohort.ruling, f"C{rank}", [], amina)
        beginning.welcome(cohort, outcome, SPRING)
    assert cost(staff, page) == few <= 16


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_wrong_method_is_told(staff: Client, lens: Participation, method: str):
    address = reverse("journeys:show", args=[lens.public_id])
    assert getattr(staff, method)(address).status_code == 405


def test_evidence_of_nothing_or_of_tomorrow_is_refused(staff: Client, lens: Participation):
    address = reverse("journeys:show", args=[lens.public_id])
    fields = {"pledge": "conseil", "kind": "agenda", "on": "2025-03-01"}
    assert staff.post(address, fields).status_code == 422
    assert staff.post(address, {**fields, "on": "2999-01-01", "text": "x"}).status_code == 422
    assert staff.post(address, {"pledge": "autre"}).status_code == 422
    assert staff.post(address, {**fields, "text": "<script>x</script>"}).status_code == 302
    page = staff.get(reverse("journeys:territory", args=[lens.public_id]))
    assert "<script>x" not in page.text


def joined(participation: Participation, user: User) -> None:
    """Make someone a delegate of another territory too."""
    person = Person.objects.get(user=user)
    participation.delegates.filter(role="tech").update(person=person)


def test_the_list_of_my_territories_costs_the_same(
    client: Client, cohort: Cohort, edition: Edition, amina: User, cost
):
    user = account(cohort.participations.get(name="Lens"), "tech")
    client.force_login(user)
    joined(cohort.participations.get(name="Arras"), user)
    with time_machine.travel(SPRING, tick=False):
        few = cost(client, reverse("journeys:mine"))
        for rank in range(2):
            outcome = laureate(edition, cohort.ruling, f"C{rank}", [], amina)
            beginning.welcome(cohort, outcome, SPRING)
            joined(cohort.participations.get(name=f"C{rank}"), user)
        page = client.get(reverse("journeys:mine"))
        assert "C1" in page.text
        assert cost(client, reverse("journeys:mine")) == few <= 8


def test_the_list_of_cohorts_costs_the_same(staff: Client, cohort: Cohort, amina: User, cost):
    page = reverse("journeys:cohorts")
    few = cost(staff, page)
    for rank in range(2):
        other = publish(definition(f"appel-{rank}"), {}, by=amina, at=RELEASED)
        Cohort.objects.create(
            edition=other, ruling=ruled(other, amina), label=f"Autre {rank}", begun_at=RELEASED
        )
    assert "Autre 1" in staff.get(page).text
    assert cost(staff, page) == few <= 8


def test_the_calendar_of_a_territory_that_left_has_no_video_link_any_more(
    client: Client, lens: Participation, amina: User
):
    j1 = j(lens.cohort, "j1")
    actions.move_meeting(j1, video="https://visio.example/j1", by=amina, at=RELEASED)
    token = lens.delegates.earliest("pk").calendar_token
    address = reverse("journeys:personal", args=[token])
    assert "visio.example" in client.get(address).text
    actions.withdraw(lens, reason="Fusion.", by=amina, at=SPRING)
    left = client.get(address)
    assert left.status_code == 200
    assert "visio.example" not in left.text


def test_a_sheet_is_closed_once_and_never_that_of_a_cancelled_meeting(
    lens: Participation, amina: User
):
    meeting, closed = j(lens.cohort, "j1"), Entry.objects.filter(kind="journeys.meeting_closed")
    actions.close_meeting(meeting, by=amina, at=SPRING)
    actions.close_meeting(meeting, by=amina, at=SPRING)
    assert closed.count() == 1
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CANCELLED)
    with pytest.raises(Refused, match="annulée"):
        actions.close_meeting(meeting, by=amina, at=SPRING)


def test_who_read_the_sheet_before_it_was_closed_does_not_sign_it_after(
    lens: Participation, amina: User
):
    read_before, meeting = j(lens.cohort, "j1"), j(lens.cohort, "j1")
    actions.close_meeting(meeting, by=amina, at=SPRING)
    with pytest.raises(Refused, match="close"):
        actions.sign(read_before, lens.delegates.first(), by=amina, at=SPRING)


def test_two_hands_at_once_ask_for_a_contribution_once_and_receive_it_once(
    lens: Participation, amina: User
):
    first, second = lens.charges.get(), lens.charges.get()
    said = Entry.objects.filter(kind="journeys.claimed")
    actions.claim(first, Billed("Lens", order_number="A1"), by=amina, at=SPRING)
    with pytest.raises(Refused, match="déjà demandée"):
        actions.claim(second, Billed("Lens"), by=amina, at=SPRING)
    before = said.count()
    actions.pay(first, by=amina, at=SPRING)
    actions.pay(second, by=amina, at=JUNE)
    assert said.count() == before + 1
    paid = lens.charges.get()
    assert (paid.order_number, paid.paid_at) == ("A1", SPRING)


def test_a_reminder_tells_the_hour_of_the_programme_not_of_paris(edition: Edition, amina: User):
    told = definition("martinique").data() | {"timeline": {"zone": "America/Martinique"}}
    there = publish(Definition.model_validate(told), {}, by=amina, at=RELEASED)
    ruling = ruled(there, amina)
    laureate(there, ruling, "Ducos", [], amina)
    release(ruling, by=amina, at=RELEASED)
    found = [one for one in reminders.NEXT_MEETING.proposals(RELEASED) if "J1" in one.title]
    assert found
    assert all("9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in one.title for one in found)
