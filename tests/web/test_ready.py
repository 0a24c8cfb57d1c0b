"""A query made ready answers what the query itself answers, for each person her own."""

from datetime import UTC, datetime
from threading import Thread
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q

from cordee.people.models import Person, Seat, User
from cordee.web.ready import ready

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@ready
def by_key(user: int, at: datetime, *, word: str = ""):
    rows = User.objects.select_related("person").filter(pk=user, joined__lt=at)
    return rows.filter(Q(email__contains=word) | Q(pk=user)).order_by("pk")


@pytest.fixture
def two(db):
    made = [User.objects.create_user(f"{name}@example.org") for name in ("lea", "tom")]
    Person.objects.bulk_create(Person(user=one, email=one.email) for one in made)
    User.objects.update(joined=NOW)
    return made


def test_each_value_is_asked_anew_with_what_is_joined(two, django_assert_num_queries):
    lea, tom = two
    later = NOW.replace(year=2027)
    with django_assert_num_queries(3):
        assert [one.person.email for one in by_key(lea.pk, later)] == [lea.email]
        assert [one.person.email for one in by_key(tom.pk, later)] == [tom.email]
        assert by_key(tom.pk, NOW) == []
    User.objects.filter(pk=lea.pk).update(email="nouvelle@example.org")
    assert by_key(lea.pk, later)[0].email == "nouvelle@example.org"


def test_each_shape_is_made_ready_once(two):
    seen = []

    @ready
    def emails(user: int, *, wanted: bool):
        seen.append(user)
        rows = User.objects.filter(pk=user).order_by("pk")
        rows = rows if wanted else rows.exclude(pk=user)
        return rows.values_list("email", flat=True)

    for user in two:
        assert emails(user.pk, wanted=True) == [user.email]
        assert emails(user.pk, wanted=False) == []
    assert len(seen) == 2
    assert not {user.pk for user in two} & set(seen)  # nobody's own key shapes the query


def test_other_threads_ask_through_their_own_connection(two):
    lea, _tom = two
    by_key(lea.pk, NOW.replace(year=2027))
    found = []

    def elsewhere():
        found.append(by_key(lea.pk, NOW.replace(year=2027)))
        connection.close()

    other = Thread(target=elsewhere)
    other.start()
    other.join()
    assert found == [[]]  # the rows of this test are in its transaction, which only we see


def test_a_value_that_only_shapes_the_query_must_be_named():
    @ready
    def oops(role: str):
        return Seat.objects.filter(role__in=[role.upper()])

    with pytest.raises(TypeError, match="name it"):
        oops("juror")
    with pytest.raises(KeyError):
        by_key(None, NOW)


def test_identifiers_are_values_too(two):
    @ready
    def person(public_id: UUID):
        return Person.objects.filter(public_id=public_id).order_by("pk")

    for one in Person.objects.order_by("pk"):
        assert person(one.public_id) == [one]


def test_what_would_be_prefetched_is_refused_rather_than_forgotten():
    @ready
    def oops(user: int):
        return User.objects.filter(pk=user).prefetch_related("person")

    with pytest.raises(TypeError, match="join it"):
        oops(1)
