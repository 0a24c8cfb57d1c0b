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
from cordee.journeys.learning.forms.surveys import AnswersForm, SurveyForm

__all__ = [
    "AnswerExtractForm",
    "AnswersForm",
    "AskExtractForm",
    "EntryForm",
    "ExerciseForm",
    "FilesForm",
    "ShareForm",
    "SurveyForm",
    "TextForm",
    "UseExtractForm",
    "WordForm",
]
