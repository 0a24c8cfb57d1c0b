"""Fixtures of the ledger: somebody who acts, facts already written."""

import pytest
from django.db import transaction

from cordee.ledger.actions import record
from cordee.people.models import User
from tests.ledger.cast import NOON, Tried


@pytest.fixture
def camille(db):
    return User.objects.create_user("camille@example.org")


@pytest.fixture
def write(camille):
    """Write so many facts, each in a transaction of its own."""

    def _write(count=1, by=camille):
        for route in range(count):
            with transaction.atomic():
                record(Tried(route=route), by=by, at=NOON)

    return _write
