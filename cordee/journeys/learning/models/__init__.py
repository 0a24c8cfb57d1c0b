"""What a cohort writes and keeps while it learns."""

from cordee.journeys.learning.models.circles import Audience
from cordee.journeys.learning.models.exercises import Exercise, Feedback, Return, ReturnFile
from cordee.journeys.learning.models.logbook import Extract, LogEntry
from cordee.journeys.learning.models.minutes import Minutes, MinutesPart
from cordee.journeys.learning.models.peers import Card, Introduction
from cordee.journeys.learning.models.questions import Question, QuestionNote
from cordee.journeys.learning.models.resources import KitVisit, Resource, ResourceFile, TakeUp
from cordee.journeys.learning.models.shelves import Bookmark, ThemeTreated
from cordee.journeys.learning.models.surveys import Reply, Survey, Turnout
from cordee.journeys.learning.models.writing import SharedText, TextVersion

__all__ = [
    "Audience",
    "Bookmark",
    "Card",
    "Exercise",
    "Extract",
    "Feedback",
    "Introduction",
    "KitVisit",
    "LogEntry",
    "Minutes",
    "MinutesPart",
    "Question",
    "QuestionNote",
    "Reply",
    "Resource",
    "ResourceFile",
    "Return",
    "ReturnFile",
    "SharedText",
    "Survey",
    "TakeUp",
    "TextVersion",
    "ThemeTreated",
    "Turnout",
]
