"""Reading calls."""

from cordee.calls.queries.editions import listed, public

__all__ = ["listed", "public"]
