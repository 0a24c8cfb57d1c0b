import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from cordee.ledger.models import Entry


def add(key):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_test_leaves_nothing_to_the_next(turn):
    assert not Session.objects.exists()
    add(str(turn))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_did_to_the_tables_themselves_is_undone_too(turn):
    with connection.cursor() as asked:
        asked.execute(
            "SELECT to_regclass('made'), count(*) FILTER (WHERE app = 'mine')"
            " FROM django_migrations"
        )
        assert asked.fetchone() == (None, 0)
        if turn == 1:
            asked.execute("CREATE TABLE made (id int)")
            asked.execute("UPDATE django_migrations SET app = 'mine'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_numbers_begin_anew_and_no_trigger_keeps_a_row(turn, amina):
    assert amina.pk == 1
    assert Entry.objects.exists()


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
