"""Working groups: a question, who leads, who joins, when, what the cohort reads (R284)."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.exports import working_groups as own_data
from cordee.journeys.learning.models import Resource
from cordee.journeys.models import Cohort, Participation, WorkingGroup, WorkingSession
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from tests.journeys.conftest import account

NOW = datetime(2025, 2, 3, 9, tzinfo=UTC)
QUESTION = "Comment faire récit avec les habitant·es ?"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group(cohort: Cohort, amina: User) -> WorkingGroup:
    return actions.keep_working_group(
        cohort, question=QUESTION, about="Six mois.", by=amina, at=NOW
    )


def url(name, *args):
    return reverse(f"journeys:{name}", args=args)


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_question_to_a_synthesis_the_whole_cohort_reads(
    staff: Client, lens: Participation, arras: Participation
):
    cohort = lens.cohort
    eve, theo = account(lens, "elu"), account(arras, "tech")
    typed = {"question": QUESTION, "about": "Six mois.", "voices": "Ada, du Centre", "open": "on"}
    assert staff.post(url("open_group", cohort.public_id), {"question": " "}).status_code == 422
    assert staff.post(url("open_group", cohort.public_id), typed).status_code == 302
    group = WorkingGroup.objects.get()
    page = url("working_group", group.public_id)
    bring = url("bring_in", group.public_id)
    assert staff.post(bring, {"person": eve.person.public_id, "leads": "on"}).status_code == 302
    assert Message.objects.get(key__startswith="journeys.working_group:").to == eve.email

    hers, his = of(eve), of(theo)
    assert "Groupes de travail" in his.get(url("territory", arras.public_id)).text
    assert "ouvert" in his.get(url("working_groups", cohort.public_id)).text
    assert his.post(url("join_group", group.public_id)).status_code == 302
    assert "vous en êtes" in his.get(page).text
    assert his.get(url("synthesis", group.public_id)).status_code == 403, "he does not lead"

    when = {"starts": "2025-03-04T14:00", "ends": "2025-03-04T15:30", "times": "3", "months": "2",
            "video": "https://video.example.org/x"}  # fmt: skip
    late = when | {"ends": "2025-03-04T13:00"}
    assert hers.post(url("new_working_session", group.public_id), late).status_code == 422
    assert hers.post(url("new_working_session", group.public_id), when).status_code == 302
    days = [f"{one.starts:%d/%m %H:%M}" for one in group.sessions.order_by("starts")]
    assert days == ["04/03 13:00", "06/05 12:00", "01/07 12:00"], "same Tuesday, same hour of Paris"
    assert Message.objects.filter(key__startswith="journeys.working_session:").count() == 6

    token = arras.delegates.get(role="tech").calendar_token
    events = icalendar.Calendar.from_ical(his.get(url("personal", token)).content).walk("VEVENT")
    assert sum(str(one["SUMMARY"]) == QUESTION for one in events) == 3
    assert "video.example.org" in his.get(page).text

    first = group.sessions.earliest("starts")
    hers.post(url("working_session_words", first.public_id), {"words": "On a **dit**."})
    assert "<strong>dit</strong>" in his.get(page).text
    assert hers.post(url("hand_synthesis", group.public_id)).status_code == 422, "nothing written"
    hers.post(url("synthesis", group.public_id), {"text": "Trois pistes.", "revision": "0"})
    clash = staff.post(url("synthesis", group.public_id), {"text": "Autre.", "revision": "0"})
    assert (clash.status_code, "Trois pistes." in clash.text) == (409, True)
    assert hers.post(url("hand_synthesis", group.public_id)).status_code == 302
    made = Resource.objects.get()
    assert (made.title, made.body, made.state) == (QUESTION, "Trois pistes.", "published")
    assert made.credit == str(eve.person)
    other = of(account(arras, "elu"))
    assert "Trois pistes." in other.get(reverse("learning:resource", args=[made.public_id])).text
    assert "Trois pistes." in other.get(page).text
    again = {"text": "Plus.", "revision": "1"}
    assert hers.post(url("synthesis", group.public_id), again).status_code == 422
    assert own_data(theo.person, NOW)[0]["question"] == QUESTION


def test_links_words_and_drafts_stay_within_the_group(
    group: WorkingGroup, lens: Participation, arras: Participation, amina: User
):
    eve, theo = account(lens, "elu"), account(arras, "tech")
    actions.take_in(group, eve.person, leads=True, by=amina, at=NOW)
    actions.plan_session(
        group, starts=NOW + timedelta(days=9), ends=NOW + timedelta(days=9, hours=1),
        video="https://video.example.org/x", by=amina, at=NOW,
    )  # fmt: skip
    actions.tell_session(group.sessions.get(), "Entre nous.", by=eve, at=NOW)
    actions.write_synthesis(group, "Un brouillon.", revision=0, by=eve, at=NOW)
    page = url("working_group", group.public_id)
    within, without = of(eve).get(page).text, of(theo).get(page).text
    for secret in ("video.example.org", "Entre nous.", "Un brouillon."):
        assert (secret in within, secret in without) == (True, False)
    calendar = url("personal", arras.delegates.get(role="tech").calendar_token)
    assert QUESTION not in of(theo).get(calendar).text
    actions.withdraw(lens, reason="Fusion.", by=amina, at=NOW)
    assert of(eve).get(page).status_code == 404
    assert "Eve" not in of(theo).get(page).text, "who left is no longer of the group"


def test_a_session_moves_under_the_same_name_and_its_members_are_told_once(
    group: WorkingGroup, lens: Participation, amina: User, staff: Client
):
    member = actions.take_in(group, account(lens, "elu").person, by=amina, at=NOW)
    starts = NOW + timedelta(days=9)
    one = actions.plan_session(group, starts=starts, ends=starts + timedelta(hours=1), by=amina,
                               at=NOW)  # fmt: skip
    page = url("working_session", one.public_id)
    assert "2025-02-12T10:00" in staff.get(page).text
    later = {"starts": "2025-02-13T10:00", "ends": "2025-02-13T11:00", "place": "Lens"}
    for _twice in range(2):
        assert staff.post(page, later).status_code == 302
    assert WorkingSession.objects.get().sequence == 1
    for _twice in range(2):
        staff.post(url("cancel_working_session", one.public_id))
    told = Message.objects.filter(key__startswith="journeys.working_session:").order_by("pk")
    words = [one.text for one in told]
    assert len(words) == 3
    assert "désormais le jeudi" in words[1]
    assert "est annulée" in words[2]
    staff.post(url("send_out", group.public_id, member.public_id))
    assert "Personne encore." in staff.get(url("working_group", group.public_id)).text
    with pytest.raises(Refused, match="24"):
        actions.plan_session(group, starts=starts, ends=starts + timedelta(hours=1), times=99,
                             by=amina, at=NOW)  # fmt: skip


def test_a_closed_group_is_entered_on_invitation(cohort: Cohort, lens: Participation, amina: User):
    group = actions.keep_working_group(cohort, question=QUESTION, open=False, by=amina, at=NOW)
    hers = of(account(lens, "elu"))
    assert "sur invitation" in hers.get(url("working_group", group.public_id)).text
    hers.post(url("join_group", group.public_id))
    assert not group.members.exists()


def test_pages_of_working_groups_cost_the_same(
    staff: Client, group: WorkingGroup, lens: Participation, amina: User, cost
):
    people = [one.person for one in lens.delegates.order_by("pk")]
    actions.take_in(group, people[0], by=amina, at=NOW)
    pages = [url("working_groups", lens.cohort.public_id), url("working_group", group.public_id)]
    few = [cost(staff, page) for page in pages]
    actions.take_in(group, people[1], by=amina, at=NOW)
    for rank in range(2):
        actions.keep_working_group(lens.cohort, question=f"Q{rank}", by=amina, at=NOW)
    assert [cost(staff, page) for page in pages] == few
