"""The evening before a meeting, one page says what is ready and leads to what is not."""

from dataclasses import replace
from datetime import UTC, datetime

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.eve import readiness
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.rules.eve import Readiness, checklist
from cordee.kernel.findings import Verdict
from cordee.people.models import User

EVE = datetime(2025, 2, 26, 18, tzinfo=UTC)
READY = Readiness(dated=True, on_site=True, remote=False, venue="Salle A", turns=4,
                  note_written=True, expected=2, answered=2)  # fmt: skip


def lacks(found: Readiness) -> list[str]:
    return [one.where for one in checklist(found) if one.verdict is not Verdict.OK]


def test_a_meeting_that_is_ready_lacks_nothing():
    assert lacks(READY) == []


def test_each_lack_is_told_and_none_other():
    assert lacks(replace(READY, venue="")) == ["venue"]
    assert lacks(replace(READY, remote=True)) == ["video"]
    assert lacks(replace(READY, on_site=False, venue="")) == []
    assert lacks(replace(READY, turns=0, note_written=False)) == ["turns", "note"]
    assert lacks(replace(READY, answered=1)) == ["coming"]
    for key in ("awaited_speakers", "undone", "unreachable", "charters"):
        [found] = [one for one in checklist(replace(READY, **{key: ["Nour", "Eve"]}))
                   if one.verdict is not Verdict.OK]  # fmt: skip
        assert "Nour et Eve" in found.sentence


def test_the_charter_is_asked_for_on_the_day_it_is_given_only(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    assert readiness(cohort.meetings.get(key="j1")).charters == ["Arras", "Lens"]
    assert readiness(cohort.meetings.get(key="j2")).charters == []
    actions.give_charter(lens, by=amina, at=EVE)
    assert readiness(cohort.meetings.get(key="j1")).charters == ["Arras"]


def test_the_page_leads_to_what_lacks_and_costs_the_same_however_many(
    staff: Client, cohort: Cohort, lens: Participation, arras: Participation, cost
):
    meeting = cohort.meetings.get(key="j1")
    page = reverse("journeys:eve", args=[meeting.public_id])
    with time_machine.travel(EVE):
        shown = staff.get(page).text
        assert "Le lieu n’est pas dit" in shown
        assert reverse("journeys:prepare", args=[meeting.public_id]) in shown
        whole = cost(staff, page)
        arras.delegates.update(ends=EVE)
        assert cost(staff, page) == whole
