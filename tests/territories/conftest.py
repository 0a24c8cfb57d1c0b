"""France for the tests of territories: imported once, gone when the package is over."""

from datetime import date

import pytest
from django.db import connection

from cordee.ledger.models import Entry
from cordee.territories.models import Membership, Territory, Vintage
from tests import database
from tests import france as whole
from tests.france import NOON


@pytest.fixture(scope="package")
def _imported(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        whole.arrives()
    yield
    with django_db_blocker.unblock():
        database.wash()


@pytest.fixture
def france(_imported, db):
    """The shipped vintage, as rows."""
    return Vintage.objects.get()


@pytest.fixture
def nowhere(db):
    """No territory at all, for the time of a test."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_tables()} CASCADE")


def _tables():
    return ", ".join(model._meta.db_table for model in (Membership, Territory, Vintage))


@pytest.fixture
def territory(db):
    """Make one territory as a vintage would write it."""

    def made(name="Beauvoir", kind="commune", **more):
        ref = more.pop("ref", f"{kind}:{Territory.objects.count():05d}")
        values = {"origin": "cog", "made_at": NOON, **more}
        return Territory.objects.create(name=name, kind=kind, ref=ref, **values)

    return made


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def today():
    return date(2026, 3, 10)


@pytest.fixture
def entries(db):
    """The journal's kinds, oldest first."""
    return lambda: list(Entry.objects.order_by("pk").values_list("kind", flat=True))
