"""The ledger app, as Django knows it."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Configuration of `cordee.ledger`."""

    name = "cordee.ledger"
