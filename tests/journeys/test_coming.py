"""How people come: said by each, counted without a name, cars shared by agreement, diets gone."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions, owing, queries
from cordee.journeys.models import Cohort, Coming, Delegate, Meeting, Participation, Ride, Sharing
from cordee.journeys.owed import standing
from cordee.journeys.rules.coming import Said, counted, faults, meal_faults
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.actions import erase
from cordee.people.models import User
from tests.journeys.conftest import RELEASED, account

J1 = datetime(2025, 2, 27, 8, 30, tzinfo=UTC)
EATS = Said("on_site", meal=True, diet="vegetarian", travel="car", km=40)


def j1(cohort: Cohort) -> Meeting:
    return Meeting.objects.select_related("cohort__edition__current").get(cohort=cohort, key="j1")


def who(participation: Participation, role: str = "elu") -> Delegate:
    return participation.delegates.select_related("person", "participation").get(role=role)


def offered(participation: Participation, amina: User, **more: Any) -> Ride:
    fields: dict[str, Any] = {"kind": "offer", "way": "both", "place": "Lens", "hour": time(8),
                              "seats": 1} | more  # fmt: skip
    return actions.post_ride(
        j1(participation.cohort), who(participation), by=amina, at=RELEASED, **fields
    )


@pytest.mark.parametrize(
    ("mode", "said", "at", "code"),
    [
        ("on_site", Said("on_site"), RELEASED, ""),
        ("on_site", Said("remote"), RELEASED, "coming.mode"),
        ("hybrid", Said("remote"), RELEASED, ""),
        ("proximity", Said("proximity"), RELEASED, ""),
        ("proximity", Said("on_site"), RELEASED, "coming.mode"),
        ("on_site", Said("on_site"), J1, "coming.late"),
        ("on_site", Said("on_site", meal=True, diet="other"), RELEASED, "coming.diet"),
        ("on_site", Said("on_site", meal=False, diet="other"), RELEASED, ""),
    ],
)
def test_what_may_be_said_depends_on_the_meeting(mode: str, said: Said, at: datetime, code: str):
    assert [one.code for one in faults(J1, mode, said, at)] == ([code] if code else [])


def test_the_caterer_is_told_three_days_before_to_the_second():
    last = J1 - timedelta(days=3)
    assert meal_faults(J1, last - timedelta(seconds=1), changed=True) == []
    assert [one.code for one in meal_faults(J1, last, changed=True)] == ["coming.meal"]
    assert meal_faults(J1, last, changed=False) == []


def test_numbers_count_meals_diets_and_roads_of_those_who_come():
    found = counted([
        EATS, Said("on_site", meal=True, diet="vegetarian", travel="train", km=100),
        Said("on_site", meal=True, diet="other", words="sans noix"), Said("on_site"),
        Said("remote", meal=True, km=80), Said("absent", meal=True, km=10),
    ])  # fmt: skip
    assert found.modes == {"absent": 1, "on_site": 4, "remote": 1}
    assert found.meals == 3
    assert found.diets == {"other|sans noix": 1, "vegetarian": 2}
    assert found.km == {"car": 80, "train": 200}
    assert found.spared == 160


def test_a_delegate_says_how_she_comes_changes_her_mind_and_the_journal_tells_no_diet(
    client: Client, lens: Participation
):
    eve = account(lens, "elu")
    client.force_login(eve)
    page = reverse("journeys:come", args=[j1(lens.cohort).public_id])
    typed = {"mode": "on_site", "meal": "on", "diet": "vegan", "travel": "train", "km": "35"}
    with time_machine.travel(RELEASED, tick=False):
        assert client.get(page).status_code == 200
        assert client.post(page, typed | {"mode": "remote"}).status_code == 422
        assert client.post(page, typed).status_code == 302
        assert 'value="35"' in client.get(page).text
    row = Coming.objects.get()
    assert (row.mode, row.meal, row.diet, row.km) == ("on_site", True, "vegan", 35)
    with time_machine.travel(J1 - timedelta(days=1), tick=False):
        client.force_login(eve)
        late = client.post(page, typed | {"diet": "any"})
        assert late.status_code == 422
        assert "commandés" in late.text
        assert client.post(page, {"mode": "absent", "travel": "", "km": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.mode, row.meal, row.diet) == ("absent", False, "")
    facts = Entry.objects.filter(kind="journeys.coming_said").order_by("pk")
    assert all("vegan" not in str(one.payload) for one in facts)


def test_one_is_asked_how_one_comes_until_one_says_it(lens: Participation, amina: User):
    def labels() -> list[str]:
        ledger = queries.Ledger.read(lens.cohort, [lens])
        return [str(one.label) for one in owing.coming(standing(lens, who(lens), ledger, RELEASED))]

    assert len(labels()) == 1
    actions.say_coming(j1(lens.cohort), who(lens), EATS, by=None, at=RELEASED)
    assert labels() == []


def test_the_team_reads_numbers_and_never_a_name_beside_a_diet(
    staff: Client, lens: Participation, arras: Participation
):
    meeting = j1(lens.cohort)
    actions.say_coming(meeting, who(lens), EATS, by=None, at=RELEASED)
    with time_machine.travel(RELEASED, tick=False):
        page = staff.get(reverse("journeys:numbers", args=[meeting.public_id])).text
    assert "Végétarien" in page
    assert "Eve Lens" not in page
    assert "Theo Lens" in page
    assert "Eve Arras" in page


def test_diets_are_forgotten_a_month_after_and_numbers_stay(
    staff: Client, lens: Participation, amina: User
):
    meeting = j1(lens.cohort)
    actions.say_coming(meeting, who(lens), EATS, by=None, at=RELEASED)
    offered(lens, amina)
    end = meeting.ends
    assert end is not None
    assert actions.forget_diets(at=end + timedelta(days=30)) == 0
    assert actions.forget_diets(at=end + timedelta(days=30, seconds=1)) == 1
    assert actions.forget_diets(at=end + timedelta(days=60)) == 0
    row = Coming.objects.get()
    assert (row.meal, row.diet, row.mode) == (True, "", "on_site")
    assert queries.catering(meeting).counts == {"repas": 1, "régimes": {"vegetarian": 1}}
    assert Ride.objects.get().place == ""
    assert staff.get(reverse("journeys:numbers", args=[meeting.public_id])).status_code == 200


def test_contacts_are_given_once_both_agree_and_not_before(
    lens: Participation, arras: Participation, amina: User
):
    ride = offered(lens, amina)
    sharing = actions.ask_sharing(ride, who(arras), words="Près de la gare", by=amina, at=RELEASED)
    assert actions.ask_sharing(ride, who(arras), by=amina, at=RELEASED) == sharing
    asked = Message.objects.get(key__startswith="journeys.sharing:")
    assert asked.to == "eve.lens@example.org"
    assert "eve.arras@example.org" not in asked.text
    (seen,) = queries.shared(ride.meeting, who(arras))
    assert seen.contact == ("", "")
    actions.answer_sharing(sharing, accepted=True, by=amina, at=RELEASED)
    (seen,) = queries.shared(ride.meeting, who(arras))
    assert seen.contact[0] == "eve.lens@example.org"
    told = {one.to: one.text for one in Message.objects.filter(key__contains=":accepted:")}
    assert "eve.lens@example.org" in told["eve.arras@example.org"]
    assert "eve.arras@example.org" in told["eve.lens@example.org"]


def test_a_seat_is_promised_once(lens: Participation, arras: Participation, amina: User):
    ride = offered(lens, amina)
    first = actions.ask_sharing(ride, who(arras), by=amina, at=RELEASED)
    second = actions.ask_sharing(ride, who(arras, "tech"), by=amina, at=RELEASED)
    actions.answer_sharing(first, accepted=True, by=amina, at=RELEASED)
    with pytest.raises(Refused, match="plus de place"):
        actions.answer_sharing(second, accepted=True, by=amina, at=RELEASED)
    actions.leave_sharing(first, by=amina, at=RELEASED)
    second = actions.answer_sharing(second, accepted=True, by=amina, at=RELEASED)
    assert second.state == Sharing.State.ACCEPTED


def test_a_ride_taken_away_tells_whoever_had_agreed(
    lens: Participation, arras: Participation, amina: User
):
    ride = offered(lens, amina)
    sharing = actions.ask_sharing(ride, who(arras), by=amina, at=RELEASED)
    actions.answer_sharing(sharing, accepted=True, by=amina, at=RELEASED)
    with pytest.raises(Refused, match="retirez-le d’abord"):
        offered(lens, amina, place="Liévin")
    actions.withdraw_ride(ride, by=who(lens).person.user, at=RELEASED)
    gone = Message.objects.filter(key__contains=":over:")
    assert {one.to for one in gone} >= {"eve.arras@example.org"}
    with pytest.raises(Refused, match="plus proposé"):
        actions.ask_sharing(ride, who(arras), by=amina, at=RELEASED)


def test_two_delegates_match_from_the_pages(lens: Participation, arras: Participation):
    driver, passenger, other = Client(), Client(), Client()
    driver.force_login(account(lens, "elu"))
    passenger.force_login(account(arras, "elu"))
    other.force_login(account(arras, "tech"))
    meeting = j1(lens.cohort).public_id
    page = reverse("journeys:rides", args=[meeting])
    typed = {"kind": "offer", "place": "Lens, gare", "way": "both", "hour": "08:10", "seats": "2"}
    with time_machine.travel(RELEASED, tick=False):
        assert driver.post(page, typed | {"seats": "0"}).status_code == 422
        assert driver.post(page, typed).status_code == 302
        ride = Ride.objects.get()
        assert "Lens, gare" in passenger.get(page).text
        ask = reverse("journeys:share", args=[meeting, ride.public_id])
        assert passenger.post(ask, {"words": "Merci"}).status_code == 302
        sharing = Sharing.objects.get()
        act = reverse("journeys:answer_sharing", args=[meeting, sharing.public_id])
        assert other.post(act, {"answer": "yes"}).status_code == 404
        assert "eve.lens@example.org" not in passenger.get(page).text
        assert driver.post(act, {"answer": "yes"}).status_code == 302
        assert "eve.lens@example.org" in passenger.get(page).text
        assert "eve.lens@example.org" not in other.get(page).text
        assert passenger.post(act, {"answer": "leave"}).status_code == 302
        sharing.refresh_from_db()
        assert sharing.state == "over"
        assert driver.post(reverse("journeys:withdraw_ride", args=[meeting])).status_code == 302
        assert driver.post(reverse("journeys:withdraw_ride", args=[meeting])).status_code == 404


def test_who_may_say_and_who_reads_the_numbers(
    lens: Participation, arras: Participation, amina: User, hortense: User
):
    people = {"stranger": hortense, "delegate": account(lens, "elu"), "staff": amina,
              "left": account(arras, "elu")}  # fmt: skip
    actions.withdraw(arras, reason="Fusion.", by=amina, at=RELEASED)
    meeting = j1(lens.cohort).public_id
    pages = [reverse(f"journeys:{name}", args=[meeting]) for name in ("come", "rides", "numbers")]
    found = {}
    with time_machine.travel(RELEASED + timedelta(days=1), tick=False):
        for name in ("visitor", *people):
            client = Client()
            if name in people:
                client.force_login(people[name])
            found[name] = [client.get(page).status_code for page in pages]
    assert found == {
        "visitor": [302, 302, 302],
        "stranger": [404, 404, 404],
        "left": [404, 404, 404],
        "delegate": [200, 200, 404],
        "staff": [404, 404, 200],
    }


def test_the_list_of_rides_costs_the_same(
    client: Client, lens: Participation, arras: Participation, amina: User, cost
):
    client.force_login(account(lens, "tech"))
    page = reverse("journeys:rides", args=[j1(lens.cohort).public_id])
    with time_machine.travel(RELEASED, tick=False):
        offered(lens, amina)
        few = cost(client, page)
        offered(arras, amina)
        actions.post_ride(
            j1(lens.cohort), who(arras, "tech"), kind="ask", way="going", place="Arras",
            hour=None, seats=1, by=amina, at=RELEASED,
        )  # fmt: skip
        assert cost(client, page) == few <= 14


def test_erasing_someone_takes_her_meals_and_her_rides(lens: Participation, amina: User):
    actions.say_coming(j1(lens.cohort), who(lens), EATS, by=None, at=RELEASED)
    offered(lens, amina)
    erase(who(lens).person, by=amina, at=RELEASED)
    assert not Coming.objects.exists()
    assert not Ride.objects.exists()


def test_a_cancelled_meeting_takes_no_answer(lens: Participation, amina: User):
    actions.cancel_meeting(j1(lens.cohort), reason="Grève", by=amina, at=RELEASED)
    with pytest.raises(Refused, match="annulée"):
        actions.say_coming(j1(lens.cohort), who(lens), EATS, by=None, at=RELEASED)
    with pytest.raises(Refused, match="annulée"):
        offered(lens, amina)
