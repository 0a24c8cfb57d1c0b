"""Durations: calendar months, and working days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from cordee.kernel.moments import Duration, worked

FRIDAY, SATURDAY, SUNDAY = date(2027, 2, 26), date(2027, 2, 27), date(2027, 2, 28)


@pytest.mark.parametrize(
    ("start", "count", "ends"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, date(2027, 3, 1)),
        (SATURDAY, 1, date(2027, 3, 1)),
        (SUNDAY, 1, date(2027, 3, 1)),
        (FRIDAY, 5, date(2027, 3, 5)),
        (SATURDAY, 5, date(2027, 3, 5)),
        (FRIDAY, 10, date(2027, 3, 12)),
        (SUNDAY, -1, FRIDAY),
        (date(2027, 3, 1), -1, FRIDAY),
        (date(2027, 3, 5), -10, date(2027, 2, 19)),
    ],
)
def test_working_days_skip_week_ends(start, count, ends):
    assert worked(start, count) == ends


@pytest.mark.parametrize("count", [*range(-30, 31)])
def test_working_days_agree_with_counting_them_one_by_one(count):
    for offset in range(7):
        day = date(2027, 3, 1 + offset)
        step = 1 if count > 0 else -1
        walked, left = day, abs(count)
        while left:
            walked = date.fromordinal(walked.toordinal() + step)
            left -= walked.weekday() < 5
        assert worked(day, count) == walked


def test_a_duration_in_working_days_is_read_moved_and_said():
    duration = Duration.parse("P10B")
    assert duration.said() == "10\xa0jours ouvrés"
    assert duration.after(FRIDAY) == date(2027, 3, 12)
    assert Duration.parse("-P1B").after(date(2027, 3, 1)) == FRIDAY
    noon = datetime(2027, 2, 26, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert duration.after(noon) == datetime(2027, 3, 12, 12, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(("text", "said"), [
    ("P16W", "16 semaines"), ("P28D", "4 semaines"), ("P14D", "14 jours"), ("P30D", "30 jours"),
])  # fmt: skip
def test_many_whole_weeks_are_said_in_weeks(text, said):
    assert Duration.parse(text).said().replace("\u00a0", " ") == said
