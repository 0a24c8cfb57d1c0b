"""What a cohort writes and keeps while it learns."""

from cordee.journeys.learning.models.circles import Audience
from cordee.journeys.learning.models.exercises import Exercise, Feedback, Return, ReturnFile
from cordee.journeys.learning.models.logbook import Extract, LogEntry
from cordee.journeys.learning.models.surveys import Reply, Survey, Turnout
from cordee.journeys.learning.models.writing import SharedText, TextVersion

__all__ = [
    "Audience",
    "Exercise",
    "Extract",
    "Feedback",
    "LogEntry",
    "Reply",
    "Return",
    "ReturnFile",
    "SharedText",
    "Survey",
    "TextVersion",
    "Turnout",
]
