"""Personal data has an end: told a month before, erased on the day, kept by one sign-in."""

from datetime import UTC, datetime, timedelta

import pytest

from cordee.ledger.models import Message
from cordee.people import actions
from cordee.people.models import Person, User

THEN = datetime(2020, 1, 6, 9, tzinfo=UTC)
DAY = timedelta(days=1)
END = THEN + 1825 * DAY


@pytest.fixture
def away(db):
    """Someone seen once, long ago."""
    user = User.objects.create(email="lointaine@example.org", last_login=THEN, joined=THEN)
    return Person.objects.create(
        user=user, email=user.email, given_name="Léa", family_name="Loin", created=THEN
    )


def test_someone_not_seen_for_years_is_told_a_month_before(away):
    assert actions.retire(at=END - 31 * DAY) == (0, 0)
    assert actions.retire(at=END - 29 * DAY) == (1, 0)
    letter = Message.objects.get()
    assert letter.to == away.email
    assert "seront effacés" in letter.text


def test_she_is_told_once(away):
    actions.retire(at=END - 29 * DAY)
    assert actions.retire(at=END - 28 * DAY) == (0, 0)


def test_she_is_erased_a_month_after_being_told(away):
    actions.retire(at=END - 29 * DAY)
    assert actions.retire(at=END + DAY / 2) == (0, 0)
    assert actions.retire(at=END + 2 * DAY) == (0, 1)
    away.refresh_from_db()
    assert away.name == "Personne effacée"


def test_a_worker_that_slept_for_years_still_gives_the_month(away):
    late = END + 400 * DAY
    assert actions.retire(at=late) == (1, 0)
    assert actions.retire(at=late + 31 * DAY) == (0, 1)


def test_signing_in_keeps_her(away):
    actions.retire(at=END - 29 * DAY)
    User.objects.update(last_login=END - DAY)
    assert actions.retire(at=END + 2 * DAY) == (0, 0)


@pytest.mark.parametrize("role", ["juror", "staff"])
def test_whoever_still_has_a_place_is_kept(away, role):
    actions.give_seat(away, role, by=None, at=THEN)
    assert actions.retire(at=END + 99 * DAY) == (0, 0)


def test_a_name_without_address_is_erased_without_a_letter(db):
    Person.objects.create(given_name="Nom", family_name="Seul", created=THEN)
    assert actions.retire(at=END + DAY) == (0, 1)


def test_nobody_is_erased_twice(away):
    actions.erase(away, by=None, at=THEN)
    assert actions.retire(at=END + 99 * DAY) == (0, 0)
