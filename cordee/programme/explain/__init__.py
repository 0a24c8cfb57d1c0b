"""Explaining a definition: everything a candidate, a juror and a participant must know."""

from cordee.programme.explain.calendar import Dated, Entry, calendar
from cordee.programme.explain.document import Document, Reader
from cordee.programme.explain.plain import markdown, terminal
from cordee.programme.explain.telling import explain, rule_words

__all__ = [
    "Dated",
    "Document",
    "Entry",
    "Reader",
    "calendar",
    "explain",
    "markdown",
    "rule_words",
    "terminal",
]
