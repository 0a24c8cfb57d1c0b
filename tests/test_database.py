import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def add(key):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_test_leaves_nothing_to_the_next(turn):
    assert not Session.objects.exists()
    add(str(turn))


@pytest.mark.django_db
def test_a_query_that_states_no_order_is_answered_in_a_random_one():
    for number in range(40):
        add(str(number))
    orders = {tuple(Session.objects.values_list("pk", flat=True)) for _ in range(3)}
    assert len(orders) > 1
    assert len({tuple(Session.objects.order_by("pk")) for _ in range(3)}) == 1


@pytest.mark.django_db
def test_the_tests_never_meet_the_database_of_the_house():
    assert connection.settings_dict["NAME"].startswith("test_cordee_")
