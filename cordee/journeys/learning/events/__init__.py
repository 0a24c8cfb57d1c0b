"""What happens while a cohort learns."""

from cordee.journeys.learning.events.logbook import (
    EntryShared,
    EntryTakenBack,
    ExtractAnswered,
    ExtractAsked,
    ExtractUsed,
    ExtractWithdrawn,
)

__all__ = [
    "EntryShared",
    "EntryTakenBack",
    "ExtractAnswered",
    "ExtractAsked",
    "ExtractUsed",
    "ExtractWithdrawn",
]
