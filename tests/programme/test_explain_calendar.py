"""Every dated thing of a definition, in order, following the meetings that move."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cordee.programme.explain import Dated, Reader, calendar
from tests.programme.build import define

YEAR = {
    "meetings": [
        {"key": "j1", "label": "J1", "title": "Commencer", "when": "2025-02-27", "start": "09:30",
         "end": "17:00", "venue": "base"},
        {"key": "j2", "label": "J2", "when": "2025-W25"},
        {"key": "j3", "label": "J3", "dates": ["2025-09-01", "2025-09-02"]},
        {"key": "j4", "label": "J4"},
    ],
    "venues": [{"key": "base", "label": "Base", "address": "rue de Bourgogne"}],
    "charter": {"signatory": "maire", "given": {"anchor": "meeting.j1"},
                "due": {"anchor": "meeting.j2"}},
    "pledges": [{"key": "conseil", "label": "Conseil", "rule": "presented", "before": "le conseil",
                 "due": {"anchor": "meeting.j1", "offset": "P1M"}}],
}  # fmt: skip


def keys(entries):
    return [one.key for one in entries]


def named(entries, key):
    return next(one for one in entries if one.key == key)


def test_everything_dated_is_there_in_order_and_the_undated_comes_last():
    assert keys(calendar(define(year=YEAR))) == [
        "window.depot.opens", "window.depot.closes", "charter.given", "meeting.j1",
        "pledge.conseil", "charter.due", "meeting.j2", "meeting.j3.1", "meeting.j3.2",
        "meeting.j4",
    ]  # fmt: skip


def test_the_closing_is_an_instant_with_its_zone():
    closing = named(calendar(define()), "window.depot.closes")
    assert closing.kind is Dated.CLOSING
    assert closing.at == datetime(2024, 12, 19, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert Reader.CANDIDATE in closing.readers


def test_a_meeting_with_a_fixed_day_has_hours_and_a_place():
    first = named(calendar(define(year=YEAR)), "meeting.j1")
    assert first.label == "J1 — Commencer"
    assert first.ends - first.at == timedelta(hours=7.5)
    assert first.place == "Base, rue de Bourgogne"


def test_a_vague_meeting_has_days_but_no_instant():
    vague = named(calendar(define(year=YEAR)), "meeting.j2")
    assert not vague.settled
    assert vague.at is None
    assert (vague.when.first, vague.when.last) == (date(2025, 6, 16), date(2025, 6, 22))


def test_deadlines_follow_the_meeting_that_was_moved():
    moved = calendar(define(year=YEAR), {"j1": date(2025, 3, 13), "j2": date(2025, 6, 19)})
    assert named(moved, "meeting.j1").at.date() == date(2025, 3, 13)
    assert named(moved, "charter.due").when.first == date(2025, 6, 19)
    assert named(moved, "pledge.conseil").when.first == date(2025, 4, 13)


def test_the_days_of_the_jury_are_not_public():
    made = define(stages=[{"key": "jury", "label": "Jury", "ends": {"date": "2025-01-20"}}])
    entry = named(calendar(made), "stage.jury.ends")
    assert not entry.public
    assert entry.readers == {Reader.JUROR}
