"""A seat: a role somewhere, for a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people import actions, policy, queries
from cordee.people.models import Organisation, Seat

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def body(db):
    """Any object of the house on which a role may be held."""
    return Organisation.objects.create(name="Communauté de communes du Marais", kind="cc")


def test_a_seat_holds_from_its_start_included_to_its_end_excluded(farida, amina, body):
    actions.give_seat(
        farida.person, "applicant", scope=body, starts=NOW, ends=NOW + DAY, by=amina, at=NOW - DAY
    )
    instants = [NOW - DAY, NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY]
    held = [policy.holds(farida, "applicant", body, at) for at in instants]
    assert held == [False, True, True, False]


def test_a_seat_is_held_on_its_object_and_no_other(farida, amina, body):
    other = Organisation.objects.create(name="Autre", kind="cc")
    actions.give_seat(farida.person, "applicant", scope=body, by=amina, at=NOW)
    assert policy.holds(farida, "applicant", body, NOW)
    assert not policy.holds(farida, "applicant", other, NOW)
    assert not policy.holds(farida, "applicant", None, NOW)
    assert not policy.holds(farida, "delegate", body, NOW)


def test_the_same_seat_twice_at_once_is_refused_in_french(farida, amina, body):
    actions.give_seat(farida.person, "applicant", scope=body, by=amina, at=NOW)
    with pytest.raises(Refused, match="Farida Haddad a déjà ce rôle"):
        actions.give_seat(farida.person, "applicant", scope=body, by=amina, at=NOW + DAY)
    assert Seat.objects.filter(person=farida.person).count() == 1


def test_the_database_itself_refuses_an_overlap(farida, body):
    scope = f"people.organisation:{body.public_id}"
    first = {"person": farida.person, "role": "delegate", "scope": scope, "starts": NOW}
    Seat.objects.create(**first, ends=NOW + 2 * DAY)
    with pytest.raises(IntegrityError, match="no_overlapping_identical_seat"):
        Seat.objects.create(**first | {"starts": NOW + DAY})


def test_the_same_seat_may_follow_itself(farida, amina, body):
    actions.give_seat(
        farida.person, "delegate", scope=body, starts=NOW, ends=NOW + DAY, by=amina, at=NOW
    )
    actions.give_seat(farida.person, "delegate", scope=body, starts=NOW + DAY, by=amina, at=NOW)
    assert Seat.objects.filter(person=farida.person).count() == 2


@pytest.mark.parametrize(
    ("role", "scoped", "said"),
    [("staff", True, "toute la maison"), ("applicant", False, "quel dossier")],
)
def test_a_role_says_whether_it_needs_an_object(  # noqa: PLR0917 - fixtures and a table
    farida, amina, body, role, scoped, said
):
    with pytest.raises(Refused, match=said):
        actions.give_seat(farida.person, role, scope=body if scoped else None, by=amina, at=NOW)


def test_a_seat_never_ends_before_it_starts(farida, amina):
    with pytest.raises(Refused, match="après le début"):
        actions.give_seat(farida.person, "juror", starts=NOW, ends=NOW - DAY, by=amina, at=NOW)


def test_ending_a_seat_needs_a_reason_and_takes_effect_at_once(denise, amina):
    seat = Seat.objects.get(person=denise.person)
    with pytest.raises(Refused, match="pourquoi"):
        actions.end_seat(seat, because="  ", by=amina, at=NOW)
    ended = actions.end_seat(seat, because="Déménage", by=amina, at=NOW)
    assert (ended.ended_because, ended.ended_by, ended.ends) == ("Déménage", amina, NOW)
    assert not policy.holds(denise, "juror", None, NOW)


def test_a_seat_ends_once(denise, amina):
    seat = Seat.objects.get(person=denise.person)
    actions.end_seat(seat, because="Déménage", by=amina, at=NOW)
    with pytest.raises(Refused, match="déjà terminé"):
        actions.end_seat(seat, because="Encore", by=amina, at=NOW + DAY)


def test_the_last_keeper_of_the_house_cannot_leave(amina, chloe):
    seat = Seat.objects.get(person=amina.person)
    with pytest.raises(Refused, match="dernier rôle de l’équipe"):
        actions.end_seat(seat, because="Départ", by=amina, at=NOW)


def test_a_keeper_leaves_when_another_stays(amina, bernard):
    seat = Seat.objects.get(person=amina.person)
    actions.end_seat(seat, because="Départ", by=bernard, at=NOW)
    assert not policy.is_staff(amina, NOW)


def test_giving_and_ending_are_written_in_the_journal(denise, amina, farida):
    seat = actions.give_seat(farida.person, "observer", by=amina, at=NOW)
    actions.end_seat(seat, because="Fin", by=amina, at=NOW + DAY)
    kinds = Entry.objects.filter(at__gte=NOW).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["people.seat_given", "people.seat_ended"]
    assert "Farida" not in str(list(Entry.objects.order_by("pk").values_list("payload", flat=True)))


def test_held_by_lists_only_ones_own_current_seats(denise, etienne, amina):
    assert [seat.person for seat in queries.held_by(denise, NOW)] == [denise.person]


def test_a_seat_shows_the_object_it_is_held_on(farida, amina, body):
    actions.give_seat(farida.person, "applicant", scope=body, by=amina, at=NOW)
    actions.give_seat(farida.person, "delegate", scope="calls.lost:not-a-key", by=amina, at=NOW)
    rows = queries.label_scopes(Seat.objects.held_by(farida, NOW).order_by("role"))
    assert [seat.place for seat in rows] == [body, None]


@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_end_each_other_at_once_leave_one(amina, bernard):
    seats = [Seat.objects.get(person=one.person) for one in (amina, bernard)]
    start = Barrier(2)

    def end(seat, by):
        start.wait()
        try:
            actions.end_seat(seat, because="Querelle", by=by, at=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(end, seats, (bernard, amina)))
    assert sorted(ended) == [False, True]
    assert Seat.objects.current(NOW).staffing().count() == 1
