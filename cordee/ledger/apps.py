"""The ledger app, as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """Configuration of `cordee.ledger`."""

    name = "cordee.ledger"

    def ready(self) -> None:
        """Load every app's events, so that the journal knows how to say them."""
        autodiscover_modules("events")
        from cordee.ledger import checks  # noqa: F401, PLC0415 - registers the checks
