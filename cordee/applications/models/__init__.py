"""Drafts written by several hands, and the deposits they become."""

from cordee.applications.models.deposits import Deposit
from cordee.applications.models.drafts import (
    Answer,
    AnswerVersion,
    Application,
    ApplicationQuerySet,
    Attachment,
    Member,
)

__all__ = [
    "Answer",
    "AnswerVersion",
    "Application",
    "ApplicationQuerySet",
    "Attachment",
    "Deposit",
    "Member",
]
