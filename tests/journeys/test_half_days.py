"""Every territory gets its half-days at once: proven, explained, changed at a told cost, booked."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.models import Cohort, DateOption, Meeting, Participation
from cordee.journeys.rules.half_days import Need, Offer, cost, priced, proposed, why
from cordee.journeys.rules.roads import minutes
from cordee.people.models import User
from tests.journeys.conftest import account

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
MONDAY = date(2025, 4, 7)


def offer(rank: int, host: str = "h1") -> Offer:
    return Offer(f"o{rank}{host}", host, MONDAY + timedelta(days=rank), "am")


def test_nobody_is_forgotten_and_the_team_is_spared():
    offers = [offer(rank, host) for rank in range(2) for host in ("h1", "h2")]
    found = proposed(offers, [Need("A", (1,), 2), Need("B", (1,), 2)])
    assert found.levels == {"missing": 0, "clash": 0, "roads": 0, "max_load": 1}
    assert " ".join(why(found).split()) == (
        "2 séances placées, aucune oubliée ; au plus 1 séance par personne de l’équipe."
    )


def test_the_second_meeting_comes_after_the_first_and_busy_days_are_left():
    offers = [offer(rank) for rank in range(4)]
    need = Need("A", (1, 2), 2, frozenset({MONDAY}))
    found = proposed(offers, [need])
    assert found.chosen["A", 1] == "o1h1"
    assert found.chosen["A", 2] in {"o2h1", "o3h1"}


def test_two_places_far_apart_are_never_given_in_one_day_on_site():
    halves = [Offer(half, "h1", MONDAY, half, remote=False) for half in ("am", "pm")]
    later = Offer("next", "h1", MONDAY + timedelta(days=1), "am", remote=False)
    near = [Need("A", (1,), 2, travel=60), Need("B", (1,), 2, travel=90)]
    far = [near[0], Need("B", (1,), 2, travel=200)]
    nowhere = [near[0], Need("B", (1,), 2)]
    assert proposed(halves, near).levels["missing"] == 0
    for needs in (far, nowhere):
        assert proposed(halves, needs).levels["missing"] == 1
        best = proposed([*halves, later], needs)
        assert (best.levels["missing"], best.levels["roads"]) == (0, 0)
        forced = priced([*halves, later], needs, {("A", 1): "am", ("B", 1): "pm"})
        assert "route trop longue" in cost(best, forced)


def test_the_road_is_told_roughly_in_minutes():
    lens, lille, rodez = (50.43, 2.83), (50.63, 3.06), (44.35, 2.57)
    assert 30 <= minutes(lens, lille) <= 50
    assert 700 <= minutes(lens, rodez) <= 1000
    assert minutes(lens, lens) == 0


def test_a_change_by_hand_says_what_it_costs():
    offers = [offer(rank, host) for rank in range(2) for host in ("h1", "h2")]
    needs = [Need("A", (1,), 2), Need("B", (1,), 2)]
    best = proposed(offers, needs)
    same = priced(offers, needs, {("A", 1): "o0h1", ("B", 1): "o1h1"})
    assert "plus chargée" in cost(best, same)
    assert "oubliées" in cost(best, priced(offers, needs, {}))
    twice = priced(offers, needs, {("A", 1): "o0h1", ("B", 1): "o0h1"})
    assert "empêchement" in cost(best, twice)


def test_the_team_shares_out_the_half_days_of_a_cohort(
    staff: Client, cohort: Cohort, lens: Participation, amina: User
):
    starts = [datetime(2025, 4, 7 + rank, 7, 30, tzinfo=UTC) for rank in range(4)]
    dates = [(one, one + timedelta(hours=3)) for one in starts]
    actions.offer_slots(cohort, amina.person, dates, by=amina, at=NOW)
    page = reverse("journeys:share_out", args=[cohort.public_id])
    first = lens.meetings.get(ordinal=1)
    with time_machine.travel(NOW, tick=False):
        shown = staff.get(page)
        assert "4 séances placées" in shown.text.replace("\N{NO-BREAK SPACE}", " ")
        slots = {str(one.public_id) for one in cohort.slots.order_by("pk")}
        box = f"h-{lens.pk}-1"
        tried = staff.post(page, {box: "pas un créneau"})
        assert "oubliées" in tried.text
        assert first.starts is None
        one = min(slots)
        assert staff.post(page, {box: one, "adopt": "1"}).status_code == 302
        first.refresh_from_db()
        assert first.state == Meeting.State.FIXED
        client = Client()
        client.force_login(account(lens, "elu"))
        assert client.get(page).status_code == 404


def test_the_best_calendar_of_all_polls_is_adopted_at_once(
    staff: Client, cohort: Cohort, amina: User
):
    for key, days in (("j1", (5, 6)), ("j2", (19, 20))):
        dates = [(datetime(2025, 6, day, 7, tzinfo=UTC), datetime(2025, 6, day, 15, tzinfo=UTC))
                 for day in days]  # fmt: skip
        actions.open_poll(cohort.meetings.get(key=key), dates, by=amina, at=NOW)
    theo = cohort.participations.get(name="Lens").delegates.get(role="tech")
    for option in DateOption.objects.order_by("pk"):
        word = "yes" if option.starts.day in {6, 20} else "no"
        told = {str(option.public_id): word}
        actions.answer_poll(option.meeting, theo, told, by=None, at=NOW)
    page = reverse("journeys:adopt_calendar", args=[cohort.meetings.get(key="j1").public_id])
    with time_machine.travel(NOW, tick=False):
        assert staff.post(page).status_code == 302
        assert staff.post(page).status_code == 422
    days = [one.starts.day for one in cohort.meetings.filter(participation=None).order_by("key")]
    assert days == [6, 20]
