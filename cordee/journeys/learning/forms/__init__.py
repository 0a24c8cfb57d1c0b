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
from cordee.journeys.learning.forms.peers import (
    AnswerIntroductionForm,
    AskIntroductionForm,
    CardForm,
    EntrustForm,
    MinutesForm,
    OutcomeForm,
)
from cordee.journeys.learning.forms.resources import (
    AssignForm,
    NoteForm,
    QuestionForm,
    ReplyForm,
    ResourceFileForm,
    ResourceForm,
    SheetForm,
    TakeUpForm,
)
from cordee.journeys.learning.forms.surveys import AnswersForm, SurveyForm

__all__ = [
    "AnswerExtractForm",
    "AnswerIntroductionForm",
    "AnswersForm",
    "AskExtractForm",
    "AskIntroductionForm",
    "AssignForm",
    "CardForm",
    "EntrustForm",
    "EntryForm",
    "ExerciseForm",
    "FilesForm",
    "MinutesForm",
    "NoteForm",
    "OutcomeForm",
    "QuestionForm",
    "ReplyForm",
    "ResourceFileForm",
    "ResourceForm",
    "ShareForm",
    "SheetForm",
    "SurveyForm",
    "TakeUpForm",
    "TextForm",
    "UseExtractForm",
    "WordForm",
]
