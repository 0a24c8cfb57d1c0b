"""Contradictions planted in a whole call: the calendar, before the choice and after."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
    # second step opens before first closes
    ("step.early", (("windows.1.opens", "2027-02-01T09:00:00"),)),
    # second step opens before preselection ends
    ("step.early", (("windows.1.opens", "2027-03-15T09:00:00"),)),
    # second step closes before preselection ends
    ("step.early", (("stages.0.ends", {"date": date(2027, 6, 1)}),)),
    # preselection ends before first window closes
    ("stage.order", (("stages.0.ends", {"date": date(2027, 2, 1)}),)),
    # lecture starts before window closes
    ("stage.order", (("stages.1.starts", {"date": date(2027, 5, 1)}),)),
    # lecture ends before its window closes
    (
        "stage.order",
        (
            ("stages.1.ends", {"date": date(2027, 5, 1)}),
            ("stages.1.starts", None),
        ),
    ),
    # audition before lecture ends
    ("stage.order", (("stages.2.starts", {"date": date(2027, 6, 5)}),)),
    # audition ends before lecture starts
    (
        "stage.order",
        (
            ("stages.2.ends", {"date": date(2027, 5, 30)}),
            ("stages.2.starts", None),
        ),
    ),
    # decision before audition
    ("stage.order", (("stages.3.ends", {"date": date(2027, 6, 12)}),)),
    # hearing milestone outside hearing stage
    ("stage.hearing", (("milestones.3.when", date(2027, 6, 28)),)),
    # reserve expires before answer
    ("answer.afterwards", (("selection.reserve.expires", {"date": date(2027, 6, 1)}),)),
    # cut-off after closing
    ("window.cut_offs", (("windows.0.cut_offs", [date(2027, 6, 1)]),)),
    # cut-off before opening
    ("window.cut_offs", (("windows.0.cut_offs", [date(2026, 6, 1)]),)),
    # cut offs out of order
    ("window.cut_offs", (("windows.0.cut_offs", [date(2027, 2, 10), date(2027, 1, 20)]),)),
    # files_min above capacity
    (
        "window.cut_offs",
        (
            ("windows.1.files_min", 30),
            ("windows.1.capacity", 20),
        ),
    ),
    # step waves includes own window
    ("step.early", (("steps.0.waves", ["w1"]),)),
    # same window for step and after
    ("step.early", (("steps.1.window", "w1"),)),
    # after stage of later step
    ("step.early", (("steps.1.after", "lecture"),)),
    # within longer than window
    ("step.early", (("steps.1.within", "P6M"),)),
    # estimated minutes huge
    ("duration.negative", (("timeline.estimated_minutes", 100000),)),
    # complaint window negative
    ("duration.negative", (("timeline.complaints.0.within", "-P1M"),)),
    # acceptance longer than to first meeting
    ("answer.afterwards", (("selection.acceptance_within", "P6M"),)),
    # answer number beyond bounds
    ("answer.kind", (("eligibility.+", {"rule": "answer", "question": "cout", "min": 500000}),)),
    # answer min>max
    (
        "answer.kind",
        (("eligibility.+", {"rule": "answer", "question": "cout", "min": 5, "max": 2}),),
    ),
    # answer of later step
    ("answer.kind", (("eligibility.+", {"rule": "answer", "question": "projet", "equals": True}),)),
    # answer dates reversed
    (
        "answer.kind",
        (
            (
                "eligibility.+",
                {
                    "rule": "answer",
                    "question": "debut",
                    "after": date(2028, 1, 1),
                    "before": date(2027, 1, 1),
                },
            ),
        ),
    ),
    # deliverable due after longest project
    (
        "calendar.too_late",
        (("year.deliverables.0.due", {"anchor": "project_start", "offset": "P3Y"}),),
    ),
    # deliverable before start of year
    ("calendar.too_soon", (("year.deliverables.0.due", {"date": date(2027, 5, 1)}),)),
    # deliverable before notification
    ("calendar.too_soon", (("year.deliverables.0.due", {"date": date(2027, 6, 20)}),)),
    # when min>max
    (
        "answer.kind",
        (("form.sections.1.questions.6.when", {"question": "cout", "min": 5, "max": 2}),),
    ),
    # when number beyond question bounds
    ("answer.kind", (("form.sections.1.questions.6.when", {"question": "cout", "min": 500000}),)),
    # when yes/no to a text
    (
        "answer.kind",
        (("form.sections.1.questions.6.when", {"question": "projet", "equals": True}),),
    ),
    # hearing without minutes fine
    ("meeting.room", (("selection.places_min", 12),)),
    # places*min > budget
    (
        "meeting.room",
        (
            ("grants.0.min", 90000),
            ("selection.places_min", 12),
            ("selection.places_max", 15),
        ),
    ),
    # fee due before answer
    ("calendar.too_soon", (("fees.0.due", {"date": date(2027, 5, 1)}),)),
    # meeting before the answer
    ("calendar.too_soon", (("year.meetings.0.when", date(2027, 6, 1)),)),
    # meeting before decision
    ("calendar.too_soon", (("year.meetings.0.when", date(2027, 6, 22)),)),
    # meeting outside its phase
    ("meeting.phase", (("year.meetings.3.phase", "p1"),)),
    # meeting remote with venue
    ("meeting.room", (("year.meetings.0.mode", "remote"),)),
    # two meetings same day
    ("meeting.phase", (("year.meetings.1.when", date(2027, 9, 21)),)),
    # meeting days vs hours
    ("meeting.length", (("year.meetings.0.hours", 30),)),
    # slots outside hours
    (
        "meeting.length",
        (("year.meetings.0.slots", [{"label": "x", "start": "18:00", "end": "19:00"}]),),
    ),
    # people_max below cohort
    ("meeting.room", (("year.meetings.0.people_max", 5),)),
    # pledge due before start
    ("calendar.too_soon", (("year.pledges.2.due", {"date": date(2027, 1, 1)}),)),
    # pledge due after end
    ("calendar.too_late", (("year.pledges.2.due", {"date": date(2035, 1, 1)}),)),
    # phase reversed
    ("meeting.phase", (("year.phases.0.ends", {"date": date(2027, 1, 1)}),)),
    # phases out of order
    (
        "calendar.too_soon",
        (
            ("year.phases.1.starts", {"date": date(2027, 1, 1)}),
            ("year.phases.1.ends", {"date": date(2027, 6, 1)}),
        ),
    ),
    # phase starts before answer
    ("calendar.too_soon", (("year.phases.0.starts", {"date": date(2027, 2, 1)}),)),
    # phase lasts vs dates
    ("phase.order", (("year.phases.0.lasts", "P2Y"),)),
    # gate before phase 1
    ("calendar.too_soon", (("gates.0.when", {"date": date(2027, 2, 1)}),)),
    # charter given before answer
    ("calendar.too_soon", (("year.charter.given", {"date": date(2027, 2, 1)}),)),
    # charter due after end
    ("calendar.too_late", (("year.charter.due", {"date": date(2035, 1, 1)}),)),
    # parts takes*count < places
    (
        "meeting.room",
        (
            ("year.parts.0.count", 2),
            ("year.parts.0.takes", 2),
        ),
    ),
    # group size > people
    ("meeting.room", (("year.groups.0.size", 500),)),
    # stated answer
    (
        "stated.day",
        (("stated", [{"about": "answer", "said": "le 1er août", "value": "2027-08-01"}]),),
    ),
    # stated first meeting
    (
        "stated.day",
        (
            (
                "stated",
                [{"about": "first_meeting", "said": "le 1er octobre", "value": "2027-10-01"}],
            ),
        ),
    ),
    # an amount said otherwise by the source
    ("stated.given", (("stated", [{"about": "grant", "said": "80 %", "value": "0.8"}]),)),
    # two waves overlap
    (
        "window.waves",
        (
            ("steps.0.waves", ["w3"]),
            (
                "windows.+",
                {
                    "key": "w3",
                    "label": "W3",
                    "opens": "2027-02-01T09:00:00",
                    "closes": "2027-03-20T12:00:00",
                },
            ),
        ),
    ),
    # meeting between itself
    ("meeting.between", (("year.meetings.1.between", ["j2"]),)),
    # meeting between reversed
    (
        "meeting.between",
        (("year.meetings.+", {"key": "p", "label": "P", "between": ["j3", "j1"]}),),
    ),
    # result due before start
    ("year.dates", (("year.results.0.due", {"date": date(2027, 1, 1)}),)),
    # handed count above deliverable
    ("meeting.lasts", (("year.pledges.3.count", 4),)),
    # meeting days 3 for one day
    ("meeting.lasts", (("year.meetings.0.days", 3),)),
    # embargo before decision
    (
        "milestone.early",
        (
            (
                "milestones.+",
                {"key": "e", "label": "E", "kind": "embargo", "when": date(2027, 3, 1)},
            ),
        ),
    ),
    # ceremony before answer
    (
        "milestone.early",
        (
            (
                "milestones.+",
                {"key": "e", "label": "C", "kind": "ceremony", "when": date(2027, 3, 1)},
            ),
        ),
    ),
    # start before agreement
    (
        "milestone.early",
        (("milestones.+", {"key": "e", "label": "S", "kind": "start", "when": date(2027, 7, 10)}),),
    ),
    # vote without vote stage
    (
        "milestone.early",
        (("milestones.+", {"key": "e", "label": "V", "kind": "vote", "when": date(2027, 5, 1)}),),
    ),
    # mandatory after closing
    (
        "milestone.early",
        (
            ("milestones.0.mandatory", True),
            ("milestones.0.when", date(2027, 6, 20)),
        ),
    ),
    # survey when before start
    (
        "year.dates",
        (("year.surveys", [{"key": "s", "label": "S", "when": {"date": date(2027, 1, 1)}}]),),
    ),
]
