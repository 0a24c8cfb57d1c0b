"""A meeting goes from vague to asked to fixed; no answer is lost, calendars follow."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.journeys import actions, entrances, queries
from cordee.journeys.models import (
    Availability,
    Cohort,
    DateOption,
    Meeting,
    Participation,
    Preparation,
)
from cordee.journeys.queries.roads import roads_to
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import Person, User
from cordee.territories.models import Territory
from tests.journeys.conftest import account

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
FIRST = datetime(2025, 6, 17, 7, 30, tzinfo=UTC)
SECOND = datetime(2025, 6, 19, 7, 30, tzinfo=UTC)
HOURS = timedelta(hours=7, minutes=30)


def day(starts: datetime) -> tuple[datetime, datetime]:
    return (starts, starts + HOURS)


@pytest.fixture
def j2(cohort: Cohort, amina: User) -> Meeting:
    meeting = cohort.meetings.get(key="j2")
    return actions.open_poll(meeting, [day(FIRST), day(SECOND)], by=amina, at=NOW)


def answer(meeting: Meeting, lens: Participation, **words: str) -> int:
    options = list(meeting.options.order_by("starts"))
    told = {str(options[0].public_id): words["first"], str(options[1].public_id): words["second"]}
    return actions.answer_poll(meeting, lens.delegates.first(), told, by=None, at=NOW)


def test_opening_a_poll_sends_each_person_her_own_link_once(j2: Meeting):
    assert j2.state == Meeting.State.POLL
    letters = Message.objects.filter(key__startswith="journeys.poll:")
    assert letters.count() == 4
    assert Entry.objects.filter(kind="journeys.poll_opened").count() == 1


def test_one_answers_by_the_pages_and_changes_ones_mind(
    client: Client, j2: Meeting, lens: Participation
):
    client.force_login(account(lens, "tech"))
    page = reverse("journeys:polls", args=[lens.public_id])
    with time_machine.travel(NOW, tick=False):
        home = client.get(reverse("journeys:territory", args=[lens.public_id]))
        assert "Dire quand vous pouvez venir" in home.text
        names = [f"o-{one.public_id}" for one in j2.options.order_by("starts")]
        sent = {"meeting": j2.public_id, names[0]: "yes", names[1]: "maybe"}
        assert client.post(page, sent).status_code == 302
        assert client.post(page, {"meeting": j2.public_id, names[0]: "no"}).status_code == 302
        assert client.post(page, {"meeting": j2.public_id, names[0]: "x"}).status_code == 422
    words = Availability.objects.order_by("option__starts").values_list("told", flat=True)
    assert list(words) == ["no", "maybe"]


def test_ones_own_link_answers_without_an_account_and_opens_nothing_else(
    client: Client, j2: Meeting, lens: Participation
):
    me = lens.delegates.get(role="elu")
    address = entrances.poll_link(j2, me).removeprefix("http://localhost:8000")
    option = j2.options.first()
    with time_machine.travel(NOW, tick=False):
        assert client.get(address).status_code == 200
        assert not Availability.objects.exists()
        sent = {"meeting": j2.public_id, f"o-{option.public_id}": "yes"}
        assert client.post(address, sent).status_code == 302
        token = address.rstrip("/").rpartition("/")[2]
        assert client.get(reverse("journeys:by_link", args=[token])).status_code == 404
    assert Availability.objects.get().delegate == me


def test_more_dates_or_one_taken_away_lose_no_answer(j2: Meeting, lens: Participation, amina: User):
    assert answer(j2, lens, first="yes", second="no") == 2
    option = j2.options.get(starts=SECOND)
    actions.withdraw_option(option, by=amina, at=NOW)
    third = SECOND + timedelta(days=1)
    actions.open_poll(j2, [day(third)], by=amina, at=NOW)
    assert len(queries.poll_of(j2, NOW).options) == 2
    actions.open_poll(j2, [day(SECOND)], by=amina, at=NOW)
    assert len(queries.poll_of(j2, NOW).answers) == 2
    assert DateOption.objects.count() == 3


def test_choosing_fixes_the_date_tells_everyone_and_closes_the_poll(
    staff: Client, client: Client, j2: Meeting, lens: Participation
):
    answer(j2, lens, first="no", second="yes")
    page = reverse("journeys:poll", args=[j2.public_id])
    with time_machine.travel(NOW, tick=False):
        shown = staff.get(page).text
        assert shown.index("19\N{NO-BREAK SPACE}juin") < shown.index("17\N{NO-BREAK SPACE}juin")
        best = j2.options.get(starts=SECOND)
        chosen = staff.post(reverse("journeys:choose", args=[j2.public_id, best.public_id]))
        assert chosen.status_code == 302
    j2.refresh_from_db()
    assert (j2.state, j2.starts) == (Meeting.State.FIXED, SECOND)
    assert Message.objects.filter(key__startswith=f"journeys.moved:{j2.pk}:").count() == 4
    with pytest.raises(Refused, match="terminé"):
        answer(j2, lens, first="yes", second="yes")
    assert Availability.objects.count() == 2
    late = entrances.poll_link(j2, lens.delegates.first()).removeprefix("http://localhost:8000")
    assert "La date est fixée" in client.get(late).text


def test_each_proposed_date_is_tentative_in_ones_calendar_then_given_back(
    client: Client, j2: Meeting, lens: Participation, amina: User
):
    me = lens.delegates.first()
    page = reverse("journeys:personal", args=[me.calendar_token])

    def statuses() -> dict[str, str]:
        made = Calendar.from_ical(client.get(page).content)
        return {str(one["uid"]): str(one["status"]) for one in made.walk("VEVENT")}

    uids = [f"{one.public_id}@cordee" for one in j2.options.order_by("starts")]
    assert [statuses()[uid] for uid in uids] == ["TENTATIVE", "TENTATIVE"]
    assert "date proposée" in client.get(page).text
    account = User.objects.create(email="reader@example.org", language="en")
    Person.objects.filter(pk=me.person_id).update(user=account)
    assert "proposed date" in client.get(page).text, "in the language of whose it is"
    actions.choose_date(j2.options.get(starts=FIRST), by=amina, at=NOW)
    found = statuses()
    assert [found[uid] for uid in uids] == ["CANCELLED", "CANCELLED"]
    assert found[f"{j2.public_id}@cordee"] == "CONFIRMED"
    public = client.get(reverse("journeys:public", args=[j2.cohort.public_id]))
    assert uids[0].encode() not in public.content


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], "au moins une date"),
        ([day(NOW - timedelta(days=1))], "dates à venir"),
        ([(FIRST, FIRST)], "finit après avoir commencé"),
        ([day(FIRST + timedelta(days=n)) for n in range(25)], "24 dates au plus"),
    ],
)
def test_a_poll_that_makes_no_sense_is_refused(cohort: Cohort, amina: User, dates, words: str):
    with pytest.raises(Refused) as refusal:
        actions.open_poll(cohort.meetings.get(key="j2"), dates, by=amina, at=NOW)
    assert words in refusal.value.findings[0].sentence
    assert not DateOption.objects.exists()


def test_a_meeting_already_held_is_not_asked_again(cohort: Cohort, amina: User):
    j1 = cohort.meetings.get(key="j1")
    actions.close_meeting(j1, by=amina, at=FIRST)
    with pytest.raises(Refused, match="tenue, close ou annulée"):
        actions.open_poll(j1, [day(SECOND)], by=amina, at=FIRST - timedelta(days=2))


def j2_again(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("cohort__edition__current").get(pk=meeting.pk)


def test_the_team_proposes_days_at_the_hours_of_the_definition(staff: Client, cohort: Cohort):
    j2 = cohort.meetings.get(key="j2")
    page = reverse("journeys:poll", args=[j2.public_id])
    with time_machine.travel(NOW, tick=False):
        assert 'value="09:30"' in staff.get(page).text
        sent = {"start": "09:30", "end": "17:00", "day-1": "2025-06-17", "day-2": "2025-06-19"}
        assert staff.post(page, sent).status_code == 302
        assert staff.post(page, {"start": "x", "end": ""}).status_code == 422
        terms = reverse("journeys:poll_terms", args=[j2.public_id])
        assert staff.post(terms, {"needed": ["maire"], "quorum": "99"}).status_code == 422
        assert staff.post(terms, {"needed": ["elu", "chef"], "quorum": "2"}).status_code == 302
        voters = {one.name: one.needed for one in queries.poll_of(j2_again(j2), NOW).voters()}
        assert set(voters.values()) == {True}
        assert staff.post(terms, {"needed": ["chef"], "quorum": ""}).status_code == 302
        voters = {one.name: one.needed for one in queries.poll_of(j2_again(j2), NOW).voters()}
        assert voters["Theo Lens"]
        assert not voters["Eve Lens"]
    assert list(j2.options.values_list("starts", flat=True)) == [FIRST, SECOND]


def test_the_page_of_a_poll_costs_the_same_however_many_people_answer(
    staff: Client, j2: Meeting, lens: Participation, cost
):
    page = reverse("journeys:poll", args=[j2.public_id])
    with time_machine.travel(NOW, tick=False):
        few = cost(staff, page)
        for one in lens.delegates.all():
            told = {str(option.public_id): "yes" for option in j2.options.all()}
            actions.answer_poll(j2, one, told, by=None, at=NOW)
        assert cost(staff, page) == few <= 16


def test_the_road_is_to_whoever_hosts_and_nobody_drives_to_a_screen(
    j2: Meeting, lens: Participation, arras: Participation, amina: User
):
    for rank, one in enumerate((lens, arras)):
        land = Territory.objects.create(
            ref=f"main:{rank}", name=one.name, kind="cc", latitude=50.4, longitude=2.8 + rank,
            origin="main", made_at=NOW,
        )  # fmt: skip
        Participation.objects.filter(pk=one.pk).update(territory=land)
    assert roads_to(j2) == {}
    Preparation.objects.update_or_create(
        meeting=j2, defaults={"host": lens, "at": NOW, "by": amina}
    )
    assert roads_to(j2) == {str(lens.pk): 0, str(arras.pk): 90}
    j2.mode = "remote"
    assert roads_to(j2) == {}


def test_another_territory_cannot_answer_in_ones_place(
    client: Client, j2: Meeting, lens: Participation, arras: Participation
):
    client.force_login(account(arras, "tech"))
    page = reverse("journeys:polls", args=[lens.public_id])
    with time_machine.travel(NOW, tick=False):
        assert client.get(page).status_code == 404
