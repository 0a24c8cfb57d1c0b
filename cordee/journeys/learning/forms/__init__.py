"""Forms of what a cohort learns."""

from cordee.journeys.learning.forms.exercises import (
    ExerciseForm,
    FilesForm,
    TextForm,
    WordForm,
)
from cordee.journeys.learning.forms.logbook import (
    AnswerExtractForm,
    AskExtractForm,
    EntryForm,
    ShareForm,
    UseExtractForm,
)

__all__ = [
    "AnswerExtractForm",
    "AskExtractForm",
    "EntryForm",
    "ExerciseForm",
    "FilesForm",
    "ShareForm",
    "TextForm",
    "UseExtractForm",
    "WordForm",
]
