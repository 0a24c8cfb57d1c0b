"""Whose clock closes a window, which examination reads a file, which formats are awaited."""

from datetime import UTC, date, datetime

import pytest

from cordee.applications.rules.arrivals import type_findings
from cordee.applications.rules.passage import speaking, stage_silence
from cordee.applications.rules.turns import examinations, turn_finding, turns
from cordee.calls.rules import Circumstances, receive
from cordee.kernel.clocks import zone_at
from cordee.programme.conditions import Facts, judge
from cordee.programme.schema.who import MemberOf
from tests.programme.build import define

LOCAL = {"key": "w", "label": "W", "opens": "2025-01-01", "closes": "2025-02-01T17:00"}


@pytest.mark.parametrize(("department", "country", "hour", "late"), [
    ("974", "FR", 13, True), ("974", "FR", 12, False), ("972", "FR", 20, False),
    ("972", "FR", 21, True), ("59", "FR", 16, True), ("", "US", 16, True),
])  # fmt: skip
def test_a_window_may_close_by_the_clock_of_the_candidate(department, country, hour, late):
    made = define(windows=[{**LOCAL, "clock": "applicant"}])
    about = Circumstances(there=zone_at(department, country))
    at = datetime(2025, 2, 1, hour, tzinfo=UTC)
    assert bool(receive(made, at, about=about).faults) is late
    plain = receive(define(windows=[LOCAL]), at, about=about)
    assert bool(plain.faults) is (hour >= 16)


CUT = {"key": "w", "label": "W", "opens": "2025-01-01", "permanent": True}


def came(*days):
    return [datetime(2025, 1, day, 9, tzinfo=UTC) for day in days]


def test_each_examination_reads_so_many_files_in_order_of_arrival():
    made = define(windows=[{**CUT, "cut_offs": ["2025-01-10", "2025-01-20"], "examined_max": 2}])
    window = made.windows[0]
    found = turns(window, "Europe/Paris", came(2, 3, 4, 12, 13))
    days = [one.day if one else 0 for one in found]
    assert days == [10, 10, 20, 20, 0]
    assert "attend qu’un autre" in turn_finding(None, window, "Europe/Paris").sentence
    said = turn_finding(found[0], window, "Europe/Paris").sentence.replace("\u00a0", " ")
    assert "examiné le vendredi 10 janvier 2025" in said


def test_examinations_come_back_each_month_until_the_closing():
    window = define(windows=[{**LOCAL, "closes": "2025-04-15", "examined_every": "P1M"}]).windows[0]
    assert [one.month for one in examinations(window, "Europe/Paris")] == [2, 3, 4]


TWO = {"document_types": ["doc", "pdf"], "types_together": True}


@pytest.mark.parametrize(("form", "names", "expected"), [
    (TWO, ["f.doc"], ["arrival.type_missing"]), (TWO, ["f.odt", "f.PDF"], []),
    (TWO, ["f.pdf", "photo.jpg"], ["arrival.type_missing"]), (TWO, ["photo.jpg"], []),
    ({"document_types": ["pdf"]}, ["f.docx"], ["arrival.type"]),
    ({"document_types": ["pdf", "docx"]}, ["f.docx"], []), ({}, ["f.doc"], []),
])  # fmt: skip
def test_a_mail_that_brings_one_of_two_formats_is_told(form, names, expected):
    found = type_findings(define(form=form), names)
    assert [one.code for one in found] == expected
    assert not any(one.blocks for one in found)


def test_the_silence_of_a_stage_speaks_on_its_last_day():
    told = {"key": "a", "label": "A", "silence": "acceptance", "ends": {"date": "2025-03-01"}}
    made = define(stages=[told, {"key": "b", "label": "B"}])
    (stage,) = speaking(made)
    rule = stage_silence(made, stage)
    assert (rule.means, rule.on) == ("acceptance", date(2025, 3, 1))


@pytest.mark.parametrize(("on", "met"), [("deposit", False), ("selection", True)])
def test_a_circle_is_looked_at_on_the_day_the_call_says(on, met):
    rule = MemberOf(circle="reseau", on=on)
    facts = Facts(circles=frozenset(), circles_now=frozenset({"reseau"}))
    assert (judge(rule, facts).verdict.name == "OK") is met
