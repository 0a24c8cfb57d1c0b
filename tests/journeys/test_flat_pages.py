"""The screens of the year cost the same whatever the number of cohorts the house runs."""

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.journeys.models import Cohort, Participation
from cordee.people.models import User
from cordee.selection.actions import release
from tests.journeys.conftest import RELEASED, definition, laureate, ruled


def another(rank: int, by: User) -> Cohort:
    """Another cohort of the house, with its own territories and meetings."""
    there = publish(definition(f"autre-{rank}"), {}, by=by, at=RELEASED)
    ruling = ruled(there, by)
    laureate(there, ruling, f"Ailleurs{rank}", [], by)
    release(ruling, by=by, at=RELEASED)
    return Cohort.objects.get(edition=there)


def test_a_cohort_a_meeting_and_an_agenda_cost_the_same_beside_other_cohorts(
    staff: Client, lens: Participation, amina: User, cost
):
    j1 = lens.cohort.meetings.get(key="j1").public_id
    token = lens.delegates.earliest("pk").calendar_token
    pages = [
        reverse("journeys:cohort", args=[lens.cohort.public_id]),
        reverse("journeys:meeting", args=[j1]),
        reverse("journeys:programme", args=[j1]),
        reverse("journeys:personal", args=[token]),
    ]
    with time_machine.travel(RELEASED, tick=False):
        few = [cost(staff, page) for page in pages]
        for rank in range(2):
            another(rank, amina)
        assert [cost(staff, page) for page in pages] == few
