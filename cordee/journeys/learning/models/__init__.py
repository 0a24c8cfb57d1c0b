"""What a cohort writes and keeps while it learns."""

from cordee.journeys.learning.models.circles import Audience
from cordee.journeys.learning.models.logbook import Extract, LogEntry

__all__ = ["Audience", "Extract", "LogEntry"]
