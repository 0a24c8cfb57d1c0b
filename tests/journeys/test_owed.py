"""What a delegation must do is told on its page: by whom, by when, until it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions, owed, queries
from cordee.journeys.claims import Billed
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.owed import Owed
from cordee.people.models import User
from tests.journeys.conftest import RELEASED, account

MARCH = datetime(2025, 3, 3, 9, tzinfo=UTC)


def asked(participation: Participation, at: datetime, role: str = "") -> list[Owed]:
    ledger = queries.Ledger.read(participation.cohort, [participation])
    own = participation.delegates.filter(role=role).first()
    return owed.owed(owed.standing(participation, own, ledger, at))


def words(found: list[Owed]) -> list[str]:
    return [str(one.label) for one in found]


def test_a_poll_is_owed_by_whoever_has_not_answered_it_and_by_nobody_else(
    cohort: Cohort, lens: Participation, amina: User
):
    meeting = cohort.meetings.get(key="j2")
    june = datetime(2025, 6, 19, 7, 30, tzinfo=UTC)
    actions.open_poll(meeting, [(june, june + timedelta(hours=7))], by=amina, at=RELEASED)
    assert "Dire quand vous pouvez venir\u00a0: J2" in words(asked(lens, RELEASED, "tech"))
    assert not [one for one in asked(lens, RELEASED) if one.whose == "me"]


def test_a_pledge_with_a_date_is_owed_until_it_is_shown_then_no_more(
    lens: Participation, amina: User
):
    before = [one for one in asked(lens, MARCH) if one.label == "Conseil"]
    assert [one.due for one in before] == [date(2025, 3, 27)]
    actions.show(lens, "conseil", kind="deliberation", on=date(2025, 3, 2), body="Conseil",
                 by=amina, at=MARCH)  # fmt: skip
    assert "Conseil" not in words(asked(lens, MARCH))


def test_a_meeting_going_on_asks_for_a_signature_and_not_after(cohort: Cohort, lens: Participation):
    meeting = cohort.meetings.get(key="j1")
    assert meeting.starts
    assert meeting.ends
    label = "Signer votre présence\u00a0: J1"
    assert label in words(asked(lens, meeting.starts + timedelta(hours=1), "tech"))
    assert label not in words(asked(lens, meeting.ends + timedelta(minutes=1), "tech"))


def test_the_next_meeting_of_each_territory_is_told_in_one_query(
    cohort: Cohort, lens: Participation, django_assert_num_queries
):
    j1 = cohort.meetings.get(key="j1")
    others = [*cohort.participations.order_by("pk")]
    assert j1.ends
    with django_assert_num_queries(1):
        found = queries.next_meetings(others, j1.ends - timedelta(minutes=1))
    assert {found[one.pk] for one in others} == {j1}
    assert lens in others
    assert j1 not in queries.next_meetings(others, j1.ends).values()
    assert queries.next_meetings([], j1.ends) == {}


def test_a_contribution_is_owed_once_asked_and_until_received(lens: Participation, amina: User):
    charge = lens.charges.get()
    assert "Régler la contribution" not in words(asked(lens, MARCH))
    actions.claim(charge, Billed("Lens"), by=amina, at=MARCH)
    assert "Régler la contribution" in words(asked(lens, MARCH))
    actions.pay(charge, by=amina, at=MARCH)
    assert "Régler la contribution" not in words(asked(lens, MARCH))


@pytest.mark.parametrize(
    ("due", "status", "tone"),
    [
        (date(2025, 3, 2), "en retard\u00a0: 2\u00a0mars 2025", "bad"),
        (date(2025, 3, 13), "pour le 13\u00a0mars 2025", "warn"),
        (date(2025, 3, 14), "pour le 14\u00a0mars 2025", "info"),
        (None, "à faire", "info"),
    ],
)
def test_what_is_due_says_how_pressing_it_is(due: date | None, status: str, tone: str):
    [task] = owed.tasks([Owed("Rendre", "/x/", due)], MARCH.date())
    assert (task.status, task.tone, task.hint) == (status, tone, "Pour votre équipe")


def test_a_vague_date_is_told_as_the_last_it_may_be():
    [task] = owed.tasks([Owed("Rendre", "/x/", date(2025, 4, 2), fixed=False)], MARCH.date())
    assert task.status == "au plus tard le 2\u00a0avril 2025"


def test_the_page_of_a_territory_begins_with_what_is_to_do(client: Client, lens: Participation):
    client.force_login(account(lens, "tech"))
    with time_machine.travel(MARCH):
        page = client.get(reverse("journeys:territory", args=[lens.public_id])).text
    assert page.index("À faire") < page.index("Conseil") < page.index("Engagements")
    assert "Ce qui est délivré à la fin" in page
    assert "Certificat" in page


def test_what_moved_lately_is_news_for_two_weeks(cohort: Cohort, lens: Participation, amina: User):
    june = datetime(2025, 6, 19, 7, 30, tzinfo=UTC)
    actions.move_meeting(cohort.meetings.get(key="j2"), starts=june, ends=june + timedelta(hours=7),
                         by=amina, at=MARCH)  # fmt: skip
    ledger = queries.Ledger.read(cohort, [lens])

    def told(at: datetime) -> list[str]:
        return [str(one.label) for one in owed.news(owed.standing(lens, None, ledger, at))]

    assert told(MARCH) == ["J2\u00a0: jeudi 19\u00a0juin 2025 à 9\u00a0h\u00a030"]
    assert told(MARCH + timedelta(days=15)) == []
