"""What the year knows of someone: told to her, taken away with her."""

from datetime import UTC, date, datetime, timedelta

from cordee.journeys.models import (
    Availability,
    Charter,
    DateOption,
    Delegate,
    Meeting,
    Presence,
)
from cordee.people import actions, exports
from cordee.people.models import Person
from tests.journeys.conftest import account

LATER = datetime(2025, 6, 1, 9, tzinfo=UTC)


def test_her_data_hold_her_delegations_and_presences(lens, amina):
    user = account(lens, "elu")
    person = Person.objects.get(user=user)
    delegate = Delegate.objects.filter(person=person).latest("pk")
    meeting = Meeting.objects.filter(cohort=lens.cohort).earliest("pk")
    Presence.objects.create(
        meeting=meeting, delegate=delegate, day=date(2025, 2, 27), half="am", status="present",
        at=LATER, by=amina,
    )  # fmt: skip
    told = exports.own_data(person, LATER)
    assert [row["territoire"] for row in told["délégations"]] == [lens.name]
    assert [row["état"] for row in told["présences"]] == ["présent·e"]


def test_erasing_her_ends_her_delegation_and_her_calendar(client, lens):
    user = account(lens, "elu")
    person = Person.objects.get(user=user)
    token = Delegate.objects.filter(person=person).latest("pk").calendar_token
    assert client.get(f"/calendriers/{token}.ics").status_code == 200
    actions.erase(person, by=None, at=LATER)
    delegate = Delegate.objects.filter(person=person).latest("pk")
    assert delegate.ends == LATER
    assert client.get(f"/calendriers/{token}.ics").status_code == 404


def test_what_she_said_of_dates_and_signed_is_told_to_her_and_the_dates_go_with_her(lens, amina):
    person = Person.objects.get(user=account(lens, "elu"))
    delegate = Delegate.objects.filter(person=person).latest("pk")
    meeting = Meeting.objects.filter(cohort=lens.cohort).earliest("pk")
    option = DateOption.objects.create(
        meeting=meeting, starts=LATER, ends=LATER + timedelta(hours=1), at=LATER, by=amina
    )
    Availability.objects.create(option=option, delegate=delegate, told="yes", at=LATER)
    proof = {"method": "link", "address": person.email}
    Charter.objects.filter(participation=lens).update(proof=proof, signatory="Ève")
    told = exports.own_data(person, LATER)
    assert [row["rencontre"] for row in told["dates proposées"]] == [meeting.label]
    assert [row["signataire"] for row in told["chartes"]] == ["Ève"]
    actions.erase(person, by=None, at=LATER)
    assert not Availability.objects.exists()
