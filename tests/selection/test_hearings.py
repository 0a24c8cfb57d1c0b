"""Hearings: offered, taken by the first to ask, moved, given back, read by the jury alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind
from cordee.selection import actions, queries, waiting_hearings
from cordee.selection.calendars import team_calendar
from cordee.selection.models import Hearing, HearingSlot
from cordee.selection.reminders_hearings import HEARINGS
from cordee.selection.rules.hearings import number_faults, place_faults, time_faults
from tests.selection.conftest import CLOSED

NINE = datetime(2025, 1, 20, 8, tzinfo=UTC)
HALF = timedelta(minutes=30)
ROOM = actions.HearingTerms(venue="Salle 12")


def url(name, row, *more):
    return reverse(f"selection:{name}", args=[row.public_id, *more])


def offer(panel, by, count=3, terms=ROOM, first=NINE):
    times = [(first + n * HALF, first + (n + 1) * HALF) for n in range(count)]
    actions.offer_hearings(panel, times, terms, by=by, at=CLOSED)
    return list(panel.hearing_slots.order_by("pk"))


def ask(panel, by, *deposits):
    actions.ask_hearings(panel, deposits, by=by, at=CLOSED)
    return [panel.hearings.get(application=one.application) for one in deposits]


def event(content):
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_the_rules_say_what_a_time_lacks():
    assert not time_faults(NINE, NINE + HALF, CLOSED)
    assert time_faults(NINE, NINE + timedelta(hours=5), CLOSED)
    assert [one.where for one in place_faults("on_site", "", "")] == ["venue"]
    assert [one.where for one in place_faults("video", "Salle", "")] == ["video"]
    assert number_faults(0)
    assert number_faults(41)
    assert not number_faults(40)


def test_the_first_to_ask_has_the_time_and_moving_frees_it(panel, lens, arras, amina):
    first, second, _third = offer(panel, amina)
    one, two = ask(panel, amina, lens, arras)
    actions.take_hearing(one, first, by=lens.by, at=CLOSED)
    with pytest.raises(Refused, match="Une autre équipe"):
        actions.take_hearing(two, first, by=arras.by, at=CLOSED)
    actions.take_hearing(one, second, by=lens.by, at=CLOSED)
    actions.take_hearing(two, first, by=arras.by, at=CLOSED)
    assert {row.slot for row in Hearing.objects.all()} == {first, second}


def test_nobody_moves_nor_gives_back_from_two_days_before(panel, lens, amina):
    first, second, _third = offer(panel, amina)
    (one,) = ask(panel, amina, lens)
    actions.take_hearing(one, first, by=lens.by, at=CLOSED)
    late = NINE - timedelta(days=1)
    with pytest.raises(Refused, match="deux jours"):
        actions.give_hearing_back(one, by=lens.by, at=late)
    with pytest.raises(Refused, match="deux jours"):
        actions.take_hearing(one, second, by=lens.by, at=late)
    actions.give_hearing_back(one, by=lens.by, at=NINE - timedelta(days=3))
    assert Hearing.objects.get().slot is None


@pytest.mark.django_db(transaction=True)
def test_two_teams_who_ask_at_once_leave_one_with_the_time(panel, lens, arras, amina):
    (slot,) = offer(panel, amina, 1)
    rows = ask(panel, amina, lens, arras)
    start = Barrier(2)

    def take(hearing, by):
        start.wait()
        try:
            actions.take_hearing(hearing, slot, by=by, at=CLOSED)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(take, rows, (lens.by, arras.by)))
    assert sorted(taken) == [False, True]
    assert Hearing.objects.filter(slot=slot).count() == 1


def test_letters_and_calendar_follow_with_one_uid(panel, lens, amina):
    video = actions.HearingTerms(mode="video", video="https://visio.example.org/secret")
    first, second = offer(panel, amina, 2, video)
    (one,) = ask(panel, amina, lens)
    invited = Message.objects.get(key__startswith=f"selection.hearing:{one.pk}:0:")
    assert "ne dit rien du résultat" in invited.text
    seen = []
    for act in (
        lambda: actions.take_hearing(one, first, by=lens.by, at=CLOSED),
        lambda: actions.take_hearing(one, second, by=lens.by, at=CLOSED),
        lambda: actions.withdraw_hearing_slot(second, reason="Grève.", by=amina, at=CLOSED),
    ):
        act()
        row = queries.hearings_of(lens.application).get()
        found = event(team_calendar(row))
        seen.append((str(found["uid"]), int(found["sequence"]), str(found["status"])))
    uid = f"{one.public_id}@cordee"
    assert seen == [(uid, 1, "CONFIRMED"), (uid, 2, "CONFIRMED"), (uid, 3, "CANCELLED")]
    fixed = Message.objects.get(key__startswith=f"selection.hearing:{one.pk}:1:")
    assert "secret" in fixed.text
    assert fixed.private
    gone = Message.objects.get(key__startswith=f"selection.hearing:{one.pk}:3:")
    assert "Grève." in gone.text
    assert "secret" not in gone.text
    assert gone.enclosures.count() == 1


def test_a_taken_time_is_not_cancelled_without_a_reason(panel, lens, amina):
    (slot,) = offer(panel, amina, 1)
    (one,) = ask(panel, amina, lens)
    actions.take_hearing(one, slot, by=lens.by, at=CLOSED)
    with pytest.raises(Refused, match="pourquoi"):
        actions.withdraw_hearing_slot(slot, reason=" ", by=amina, at=CLOSED)
    assert HearingSlot.objects.get().withdrawn_at is None


def test_a_team_is_reminded_the_day_before_once(panel, lens, amina):
    (slot,) = offer(panel, amina, 1)
    (one,) = ask(panel, amina, lens)
    actions.take_hearing(one, slot, by=lens.by, at=CLOSED)
    assert remind(HEARINGS, at=NINE - timedelta(days=2)) == 0
    assert remind(HEARINGS, at=NINE - timedelta(hours=23)) == 1
    assert remind(HEARINGS, at=NINE - timedelta(hours=22)) == 0
    assert "Salle 12" in Message.objects.get(key__startswith="reminder").text


def test_who_hears_is_never_at_two_places_nor_hears_what_she_left(  # noqa: PLR0917 - fixtures, by name
    panel, lens, arras, juror, other, amina
):
    hers = actions.HearingTerms(venue="Salle 12", jurors=(juror,))
    theirs = actions.HearingTerms(venue="Salle 13", jurors=(other,))
    (mine,) = offer(panel, amina, 1, hers)
    offer(panel, amina, 1, theirs)
    with pytest.raises(Refused, match="mêmes personnes"):
        offer(panel, amina, 1, ROOM)
    actions.recuse(juror, lens.application, reason="Un lien.", by=juror.person.user, at=CLOSED)
    one, two = ask(panel, amina, lens, arras)
    assert mine not in queries.free_for(one, CLOSED)
    assert mine in queries.free_for(two, CLOSED)
    with pytest.raises(Refused, match="plus proposé"):
        actions.take_hearing(one, mine, by=lens.by, at=CLOSED)


def test_a_juror_reads_the_day_in_order_without_the_file_she_left(  # noqa: PLR0917 - fixtures, by name
    client, panel, lens, arras, juror, other, amina
):
    first, second, _third = offer(panel, amina)
    one, two = ask(panel, amina, lens, arras)
    actions.take_hearing(one, second, by=lens.by, at=CLOSED)
    actions.take_hearing(two, first, by=arras.by, at=CLOSED)
    actions.recuse(juror, lens.application, reason="Un lien.", by=juror.person.user, at=CLOSED)
    client.force_login(other.person.user)
    page = client.get(url("own_hearings_day", panel)).text
    assert page.index("Arras") < page.index("Lens")
    client.force_login(juror.person.user)
    page = client.get(url("own_hearings_day", panel)).text
    assert "Arras" in page
    assert "Lens" not in page
    client.force_login(lens.by)
    assert client.get(url("own_hearings_day", panel)).status_code == 404


def test_each_team_sees_its_own_page_alone(  # noqa: PLR0917 - fixtures, by name
    client, panel, lens, arras, lille, amina
):
    offer(panel, amina)
    one, _two = ask(panel, amina, lens, arras)
    client.force_login(lens.by)
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(url("own_hearing", lens.application)).text
        assert "Salle 12" in page
        assert "Arras" not in page
        assert client.get(url("own_hearing", arras.application)).status_code == 404
        taken = url("take_hearing", arras.application, one.public_id)
        assert client.post(taken, {"slot": "x"}).status_code == 404
        for name in ("hearings", "heard_files", "hearings_day"):
            assert client.get(url(name, panel)).status_code == 404
    client.force_login(lille.by)
    assert client.get(url("own_hearing", lille.application)).status_code == 404, "not asked"


def test_the_pages_from_the_offer_to_the_time_given_back(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, lens, arras, amina
):
    with time_machine.travel(CLOSED, tick=False):
        sent = {"day": "2025-01-20", "start": "09:00", "end": "10:30", "minutes": "30",
                "mode": "on_site", "venue": ""}  # fmt: skip
        assert team.post(url("hearings", panel), sent).status_code == 422
        assert team.post(url("hearings", panel), {**sent, "venue": "Salle 12"}).status_code == 302
        assert team.post(url("heard_files", panel), {}).status_code == 422
        assert "Annuler" not in team.get(url("hearings", panel)).text, "nobody took any"
        assert "inviter" in team.get(url("heard_files", panel)).text
        ticked = {"deposits": [str(lens.public_id), str(arras.public_id)]}
        assert team.post(url("heard_files", panel), ticked).status_code == 302
        slot, last = panel.hearing_slots.first(), panel.hearing_slots.last()
        assert slot.starts == NINE
        hearing = panel.hearings.get(application=lens.application)
        client.force_login(lens.by)
        own = lens.application
        (task,) = waiting_hearings.to_do(lens.by, CLOSED)
        assert task.url == url("own_hearing", own)
        take = url("take_hearing", own, hearing.public_id)
        assert client.post(take, {}).status_code == 422
        assert client.post(take, {"slot": str(slot.public_id)}).status_code == 302
        ics = client.get(url("hearing_calendar", own, hearing.public_id))
        assert str(event(ics.content)["location"]) == "Salle 12"
        assert client.post(take, {"slot": str(last.public_id)}).status_code == 302
        back = url("give_hearing_back", own, hearing.public_id)
        assert client.post(back).status_code == 302
        assert Hearing.objects.get(pk=hearing.pk).slot is None
        taken = Hearing.objects.get(application=arras.application)
        actions.take_hearing(taken, slot, by=arras.by, at=CLOSED)
        answer = client.post(take, {"slot": str(slot.public_id)})
        assert answer.status_code == 422
        assert "plus libre" in answer.text
        client.force_login(amina)
        gone = url("withdraw_hearing_slot", panel, slot.public_id)
        client.post(gone, {"reason": "Grève."})
        assert not panel.hearing_slots.standing().filter(pk=slot.pk).exists()


def test_the_pages_of_hearings_cost_the_same_at_one_and_three(  # noqa: PLR0917 - fixtures, by name
    team, cost, panel, juror, lens, arras, lille, amina
):
    names = ("hearings", "heard_files", "hearings_day")

    def asked(deposit, rank):
        terms = actions.HearingTerms(venue="Salle 12", jurors=(juror,))
        first = NINE + rank * HALF
        actions.offer_hearings(panel, [(first, first + HALF)], terms, by=amina, at=CLOSED)
        (one,) = ask(panel, amina, deposit)
        slot = panel.hearing_slots.get(starts=first)
        actions.take_hearing(one, slot, by=deposit.by, at=CLOSED)

    asked(lens, 0)
    before = [cost(team, url(name, panel)) for name in names]
    asked(arras, 1)
    asked(lille, 2)
    assert [cost(team, url(name, panel)) for name in names] == before
