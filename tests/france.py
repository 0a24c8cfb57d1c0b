"""France for the tests that ask for every territory: imported once a run, then cloned."""

from datetime import UTC, datetime

from cordee.territories import actions, gazetteer, positions
from cordee.territories.gazetteer import Gazetteer
from tests import database

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""When the vintage was imported."""


def arrives() -> None:
    """Give the worker a database where the shipped vintage is, and nothing else."""
    database.furnished("france", _imported)


def _imported() -> None:
    shipped = Gazetteer.load(gazetteer.shipped())
    actions.import_vintage(shipped, positions.shipped(), by=None, at=NOON)
