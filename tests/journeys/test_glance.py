"""A cohort at a glance: presences as a map, what is lost, who has gone silent."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions, glance, queries
from cordee.journeys.glance import Row
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.signs import last_seen
from cordee.people.models import User
from tests.journeys.conftest import RELEASED

MARCH = datetime(2025, 3, 3, 9, tzinfo=UTC)


def row(participation: Participation, at: datetime) -> Row:
    cohort = participation.cohort
    ledger = queries.Ledger.read(cohort, cohort.participations.all())
    return glance.row(ledger, participation, last_seen(cohort), at)


def lived(cohort: Cohort, lens: Participation, amina: User) -> None:
    """At J1, one of the two delegates of Lens signs all day; nobody of Arras does."""
    meeting = cohort.meetings.get(key="j1")
    actions.sign(meeting, lens.delegates.get(role="elu"), by=amina, at=MARCH)
    actions.close_meeting(meeting, by=amina, at=MARCH)


def test_each_cell_counts_who_came_of_who_was_expected(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    assert row(lens, MARCH).cells == []
    lived(cohort, lens, amina)
    [there], [nobody] = row(lens, MARCH).cells, row(arras, MARCH).cells
    assert (there.there, there.asked, there.tone) == (1, 2, "warn")
    assert (nobody.there, nobody.asked, nobody.tone) == (0, 2, "bad")


def test_what_is_lost_is_named(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    lived(cohort, lens, amina)
    assert [state.pledge.key for state in row(arras, MARCH).lost] == ["tous"]


def test_a_team_without_a_sign_for_weeks_is_silent_until_it_gives_one(
    lens: Participation, amina: User
):
    later = RELEASED + timedelta(days=46)
    assert not row(lens, RELEASED + timedelta(days=44)).silent
    assert row(lens, later).silent
    actions.show(lens, "conseil", kind="deliberation", on=RELEASED.date(), body="Conseil", by=amina,
                 at=later)  # fmt: skip
    assert not row(lens, later).silent
    assert row(lens, later).seen == later


def test_the_page_shows_the_map_and_the_money(
    staff: Client, cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    lived(cohort, lens, amina)
    with time_machine.travel(MARCH):
        page = staff.get(reverse("journeys:cohort", args=[cohort.public_id])).text
    assert "1/2" in page
    assert "0/2" in page
    assert "plus l’être" in page
    assert "1\u202f050" in page
