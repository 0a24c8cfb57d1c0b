"""A meeting is taken again on the right weekdays; the rest of the year does not move for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions, queries
from cordee.journeys.models import Cohort, Meeting, Participation
from cordee.journeys.reminders_dates import NEW_DATES
from cordee.journeys.rules.free_days import ZONES, name_of, zones_of
from cordee.journeys.rules.repeating import faults, repeated
from cordee.kernel.findings import Refused
from cordee.ledger.reminders import comforts, remind
from cordee.people.models import User
from tests.journeys.conftest import RELEASED, account


def j1(cohort: Cohort) -> Meeting:
    return cohort.meetings.select_related("cohort__edition__current").get(key="j1", ordinal=1)


@pytest.mark.parametrize(
    ("first", "rhythm", "step", "expected"),
    [
        ("2025-02-27", "weeks", 2, ["2025-03-13", "2025-03-27", "2025-04-10"]),
        # a second Tuesday stays a second Tuesday, every two months (R285)
        ("2022-01-11", "months", 2, ["2022-03-08", "2022-05-10", "2022-07-12"]),
        # a fifth Monday falls back on the last one
        ("2025-03-31", "months", 1, ["2025-04-28", "2025-05-26", "2025-06-30"]),
        ("2025-12-04", "months", 1, ["2026-01-01", "2026-02-05", "2026-03-05"]),
    ],
)
def test_a_meeting_comes_back_on_its_weekday(first, rhythm, step, expected):
    days = repeated(date.fromisoformat(first), rhythm, step, 3)
    assert [one.isoformat() for one in days] == expected
    assert {one.weekday() for one in days} == {date.fromisoformat(first).weekday()}


def test_too_many_times_is_refused():
    assert [one.code for one in faults(1, 25)] == ["repeat.many"]
    assert faults(52, 24) == []


def test_a_day_says_the_feast_the_weekend_or_the_school_holidays_of_those_who_come():
    """Winter 2026, as the ministry published it: A from 7 to 22 February, B 14 to 1 March, C 21."""
    assert "Travail" in name_of(date(2026, 5, 1))
    assert name_of(date(2026, 2, 15)) == "dimanche"
    wednesday = date(2026, 2, 18)
    assert name_of(wednesday) == name_of(wednesday, ["C"]) == ""
    assert name_of(wednesday, ["B", "C"]) == "vacances d’hiver, zone B"
    assert name_of(wednesday, ["A", "B"]) == "vacances d’hiver, zone A et zone B"
    assert name_of(date(2026, 2, 26), ["A", "B"]) == "vacances d’hiver, zone B"
    assert "pas encore connues" in name_of(date(2045, 2, 15), ["A"])
    assert zones_of(["62", "59", "75", "2A", "974", "62", ""]) == ["B", "C"]
    assert len(ZONES) == 94  # every département of the mainland but Corsica's two


def test_the_programme_and_the_duties_come_along_and_no_deadline_moves(cohort: Cohort, amina: User):
    actions.write_item(
        j1(cohort), begins=0, lasts=60, kind="talk", label="Apport", by=amina, at=RELEASED
    )
    duty = actions.write_duty(j1(cohort), who="Nous", does="Salle", by=amina, at=RELEASED)
    actions.tick_duty(duty, done=True, by=amina, at=RELEASED)
    before = queries.held_days(cohort.meetings.all())
    days = repeated(date(2025, 2, 27), "weeks", 5, 2)
    made = actions.repeat_meeting(j1(cohort), days, by=amina, at=RELEASED)
    # the clock changes on 30 March: half past nine stays half past nine
    assert [one.starts for one in made] == [
        datetime(2025, 4, 3, 7, 30, tzinfo=UTC),
        datetime(2025, 5, 8, 7, 30, tzinfo=UTC),
    ]
    assert [one.label for one in made] == ["J1 – 2", "J1 – 3"]
    assert [one.items.get().label for one in made] == ["Apport", "Apport"]
    assert [one.duties.get().done_at for one in made] == [None, None]
    assert queries.held_days(cohort.meetings.all()) == before
    assert actions.repeat_meeting(j1(cohort), days, by=amina, at=RELEASED) == []


def test_a_meeting_without_date_is_not_taken_again(cohort: Cohort, amina: User):
    vague = cohort.meetings.get(key="j2")
    with pytest.raises(Refused, match="Fixez d’abord"):
        actions.repeat_meeting(vague, [date(2025, 9, 1)], by=amina, at=RELEASED)
    with pytest.raises(Refused, match="au moins un jour"):
        actions.repeat_meeting(j1(cohort), [], by=amina, at=RELEASED)


def test_the_team_chooses_among_proposed_days_and_holidays_are_left_out(
    staff: Client, cohort: Cohort
):
    page = reverse("journeys:repeat", args=[j1(cohort).public_id])
    asked = f"{page}?rhythm=weeks&step=5&count=2"
    shown = staff.get(asked).text
    assert "jour férié" in shown
    assert shown.count("checked") == 1
    assert staff.post(asked, {}).status_code == 422
    assert staff.post(asked, {"day": ["2025-04-03", "1999-01-01"]}).status_code == 302
    assert cohort.meetings.filter(key="j1").count() == 2
    assert staff.get(f"{page}?rhythm=weeks&step=9999&count=-1").status_code == 200


def test_a_delegate_takes_nothing_again(client: Client, lens: Participation):
    client.force_login(account(lens, "elu"))
    page = reverse("journeys:repeat", args=[j1(lens.cohort).public_id])
    assert client.post(page, {"day": "2025-04-03"}).status_code == 404


def test_the_days_added_at_once_are_told_in_one_letter_then_no_more(cohort: Cohort, amina: User):
    days = repeated(date(2025, 2, 27), "weeks", 5, 2)
    actions.repeat_meeting(j1(cohort), days, by=amina, at=RELEASED)
    told = list(NEW_DATES.proposals(RELEASED))
    assert len(told) == 4  # two people of each territory, whatever the number of days
    assert all("J1 – 2" in one.text and "J1 – 3" in one.text for one in told)
    with time_machine.travel(RELEASED, tick=False):
        assert remind(NEW_DATES, at=RELEASED) == 4
        assert remind(NEW_DATES, at=RELEASED + timedelta(hours=1)) == 0
    assert not list(NEW_DATES.proposals(RELEASED + timedelta(days=4)))
    assert NEW_DATES.key in dict(comforts())  # gathered or muted as one likes
