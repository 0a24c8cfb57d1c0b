"""Forms of what a cohort learns."""

from cordee.journeys.learning.forms.logbook import (
    AnswerExtractForm,
    AskExtractForm,
    EntryForm,
    ShareForm,
    UseExtractForm,
)

__all__ = ["AnswerExtractForm", "AskExtractForm", "EntryForm", "ShareForm", "UseExtractForm"]
