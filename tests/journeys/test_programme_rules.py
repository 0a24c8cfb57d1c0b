"""The hours of a programme, from halves to minutes, and the day a note leaves."""

from datetime import UTC, datetime, time

import pytest

from cordee.journeys.rules.programme import begins_at, hours, laid_out, note_due, time_faults
from cordee.programme.schema.year import Meeting, Slot


def slot(**fields: object) -> Slot:
    return Slot.model_validate({"label": "T", **fields})


@pytest.mark.parametrize(
    ("slots", "start", "end", "expected"),
    [
        # the template of the first seed: theory in the morning, practice in the afternoon (R67)
        ([{"half": "morning"}, {"half": "afternoon"}], time(9, 30), time(17),
         [("9:30", "12:30"), ("14:00", "17:00")]),
        ([{"half": "morning"}, {"half": "afternoon"}], time(9, 30), time(16, 30),
         [("9:30", "12:30"), ("14:00", "16:30")]),
        ([{"half": "morning"}, {"half": "morning"}, {"half": "noon"}], time(9), time(17),
         [("9:00", "10:45"), ("10:45", "12:30"), ("12:30", "14:00")]),
        ([{"start": "14:00"}, {"start": "14:45", "end": "15:15"}], time(14), time(15, 30),
         [("14:00", "14:45"), ("14:45", "15:15")]),
        ([{}], None, None, [("9:30", "17:00")]),
        ([], time(9), time(10), []),
    ],
)  # fmt: skip
def test_halves_become_hours(slots, start, end, expected):
    found = []
    for one in laid_out([slot(**fields) for fields in slots], start, end):
        told = hours(one.begins, one.lasts, None, start)
        found.append((f"{told.start:%-H:%M}", f"{told.end:%-H:%M}"))
    assert found == expected


def test_the_hours_follow_the_beginning_of_the_meeting():
    winter, summer = datetime(2025, 3, 28, 9, 30, tzinfo=UTC), datetime(2025, 4, 4, 10, tzinfo=UTC)
    assert hours(270, 60, winter, None).start == time(14)
    assert hours(270, 60, summer, None).start == time(14, 30)


@pytest.mark.parametrize("hour", [time(0), time(9, 30), time(23, 59)])
@pytest.mark.parametrize("day", [1, 2, 10])
def test_an_hour_typed_is_the_hour_told(day: int, hour: time):
    starts = datetime(2025, 2, 27, 9, 30, tzinfo=UTC)
    told = hours(begins_at(day, hour, starts, None), 5, starts, None)
    assert told.start == hour
    assert told.day is not None
    assert (told.day - starts.date()).days == day - 1


def test_a_time_ends_after_it_starts_and_stays_near_its_meeting():
    assert [one.code for one in time_faults(0, 0)] == ["programme.order"]
    assert [one.code for one in time_faults(60 * 24 * 40, 30)] == ["programme.far"]
    assert time_faults(-30, 30) == []


def test_the_note_leaves_when_the_team_says_else_the_call_else_a_week_before():
    starts = datetime(2025, 3, 31, 8, tzinfo=UTC)
    asked = Meeting.model_validate({"key": "j1", "label": "J1", "note_before": "P1M"})
    silent = Meeting.model_validate({"key": "j1", "label": "J1"})
    assert note_due(starts, asked, 3) == datetime(2025, 3, 28, 8, tzinfo=UTC)
    assert note_due(starts, asked, None) == datetime(2025, 2, 28, 8, tzinfo=UTC)
    assert note_due(starts, silent, None) == note_due(starts, None, None)
    assert note_due(starts, None, None) == datetime(2025, 3, 24, 8, tzinfo=UTC)
