"""Deadlines hang on meetings, windows and milestones, and move with them."""

from datetime import date

import pytest

from cordee.programme import anchors, computed
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Due


def definition(meetings, **more):
    return Definition.model_validate(
        {
            "key": "essai",
            "title": "Essai",
            "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "opens": "2025-01-06", "closes": "2025-03-30T01:30:00"}],
            "milestones": [{"key": "reponse", "label": "Réponse", "when": "late 2025-04"}],
            "year": {
                "meetings": [{"label": one["key"], **one} for one in meetings],
                "deliverables": [{"key": "plan", "label": "Plan", "due": {"anchor": "end"}}],
            },
            **more,
        }
    )


def due(anchor, offset="P0D"):
    return Due.model_validate({"anchor": anchor, "offset": offset})


THREE = [
    {"key": "j0", "when": "2025-05-31", "days": 0.5, "kind": "webinar"},
    {"key": "j1", "when": "2025-W25"},
    {"key": "j2", "dates": ["2025-09-03", "2025-09-04"], "count": 2},
]


def test_a_month_after_the_31st_is_the_last_day_of_a_short_month():
    when = anchors.deadline(definition(THREE), due("meeting.j0", "P1M"))
    assert when.fixed
    assert when.first == date(2025, 6, 30)


@pytest.mark.parametrize(("more", "expected"), [
    ({}, date(2025, 6, 15)), ({"clear": True}, date(2025, 6, 16)),
    ({"weekend": "next"}, date(2025, 6, 16)), ({"weekend": "previous"}, date(2025, 6, 13)),
    ({"offset": "-P15D", "clear": True}, date(2025, 5, 15)),
    ({"offset": "P10B"}, date(2025, 6, 13)),
])  # fmt: skip
def test_a_deadline_counts_clear_days_and_leaves_weekends(more, expected):
    due = Due.model_validate({"anchor": "meeting.j0", "offset": "P15D", **more})
    assert anchors.deadline(definition(THREE), due).first == expected


def test_a_window_may_close_so_long_after_its_opening():
    window = {"key": "w", "opens": "2025-01-06T09:00:00", "closes_after": "P60D"}
    made = definition([], windows=[window])
    assert anchors.anchor(made, "window.w.closes").first == date(2025, 3, 7)
    assert made.closes().isoformat() == "2025-03-07T09:00:00+01:00"


def test_an_envelope_grows_on_the_days_the_call_says():
    choice = {"budget": 100, "top_ups": [
        {"amount": 50, "on": "2025-03-01"}, {"rate": "0.1", "on": "2026-01-01", "every": "P1Y"},
        {"amount": 999}, {"amount": 7, "on": "2025-01-01", "track": "t"},
    ]}  # fmt: skip
    made = definition([], selection=choice, tracks=[{"key": "t", "label": "T", "budget": 3}])
    held = {year: computed.topped_up(made, date(year, 6, 1)) for year in (2024, 2025, 2026, 2027)}
    assert [str(one.selection.budget) for one in held.values()] == ["100", "150", "165.0", "181.50"]
    assert [str(one.tracks[0].budget) for one in held.values()] == ["3", "10", "10", "10"]
    assert computed.topped_up(definition([]), date(2025, 1, 1)) == definition([])


def test_a_deadline_hung_on_a_vague_meeting_stays_vague():
    when = anchors.deadline(definition(THREE), due("meeting.j1", "-P2D"))
    assert not when.fixed
    assert (when.first, when.last) == (date(2025, 6, 14), date(2025, 6, 20))
    assert when.said() == "du 14\xa0juin 2025 au 20\xa0juin 2025, date à confirmer"


def test_a_deadline_follows_the_meeting_when_it_is_moved():
    moved = {"j1": date(2025, 6, 19)}
    assert anchors.deadline(definition(THREE), due("meeting.j1", "P1M"), moved).first == date(
        2025, 7, 19
    )


def test_start_and_end_are_the_first_and_last_days_even_of_long_meetings():
    made = definition(THREE)
    assert anchors.anchor(made, "start").first == date(2025, 5, 31)
    assert anchors.anchor(made, "end").last == date(2025, 9, 4)
    assert anchors.deadline(made, due("deliverable.plan")).last == date(2025, 9, 4)


def test_start_moves_when_another_meeting_comes_first():
    assert anchors.anchor(definition(THREE), "start", {"j0": date(2025, 12, 1)}).first == date(
        2025, 6, 16
    )


def test_a_meeting_may_hang_on_the_start_of_the_others():
    made = definition([*THREE, {"key": "visite", "due": {"anchor": "start", "offset": "P10D"}}])
    assert anchors.anchor(made, "meeting.visite").first == date(2025, 6, 10)
    assert anchors.anchor(made, "start").first == date(2025, 5, 31)


def test_the_closing_is_the_local_day_whatever_the_clock_change():
    made = definition(THREE)
    assert anchors.deadline(made, due("window.w.closes")).first == date(2025, 3, 30)
    assert anchors.deadline(made, due("window.w.opens")).first == date(2025, 1, 6)


def test_an_event_of_the_file_has_no_day_until_it_happens():
    made = definition(THREE)
    assert anchors.deadline(made, due("notification", "P15D")).said() == "date à fixer"
    told = {"notification": date(2025, 4, 28)}
    assert anchors.deadline(made, due("notification", "P15D"), told).first == date(2025, 5, 13)


def test_stages_and_gates_are_anchors_too():
    made = definition(
        THREE,
        stages=[{"key": "jury", "label": "Jury", "ends": {"anchor": "milestone.reponse"}}],
        gates=[{"key": "mi-parcours", "label": "Mi-parcours", "when": {"anchor": "meeting.j1"}}],
    )
    assert anchors.deadline(made, due("stage.jury")).last == date(2025, 4, 30)
    assert anchors.deadline(made, due("gate.mi-parcours")).first == date(2025, 6, 16)


def test_without_any_dated_meeting_the_deadline_is_unknown():
    when = anchors.deadline(definition([{"key": "j1"}]), due("start", "P1M"))
    assert when.said() == "date à fixer"


@pytest.mark.parametrize(
    "name", ["meeting.j9", "demarrage", "window.w", "window.x.opens", "milestone.", "deliverable.x"]
)
def test_an_anchor_that_names_nothing_says_what_can_be_written(name):
    with pytest.raises(LookupError, match="ne désigne rien"):
        anchors.deadline(definition(THREE), due(name))


def test_two_meetings_hung_on_each_other_are_refused_without_looping():
    circle = [
        {"key": "a", "due": {"anchor": "meeting.b"}},
        {"key": "b", "due": {"anchor": "meeting.a"}},
    ]
    with pytest.raises(LookupError, match="lui-même"):
        anchors.deadline(definition(circle), due("meeting.a"))


def test_engagement_is_the_sum_of_the_meetings_repeats_counted():
    assert computed.days_asked(definition(THREE).year.meetings) == computed.Decimal("3.5")


def test_the_stretch_counts_both_calendar_months():
    assert computed.stretch(definition(THREE)).months == 5


def test_the_time_left_to_choose_goes_from_closing_to_first_meeting():
    assert computed.days_to_first_meeting(definition(THREE)) == 62


def test_the_mean_gap_takes_vague_dates_at_their_middle():
    two = [{"key": "a", "when": "2025-06"}, {"key": "b", "when": "2025-08-01"}]
    assert computed.mean_gap(definition(two)).days == 47


def test_no_rhythm_is_told_when_a_meeting_stands_for_several():
    two = [{"key": "a", "when": "2025-06"}, {"key": "b", "when": "2025-08", "count": 8}]
    assert computed.mean_gap(definition(two)) is None


def test_a_meeting_people_may_skip_is_not_part_of_the_engagement():
    two = [{"key": "a", "when": "2025-06"}, {"key": "b", "when": "2025-08", "required": False}]
    assert computed.days_asked(definition(two).year.meetings) == 1
