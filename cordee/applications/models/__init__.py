"""Drafts written by several hands, and the deposits they become."""

from cordee.applications.models.approvals import Approval
from cordee.applications.models.deposits import Deposit
from cordee.applications.models.drafts import (
    Answer,
    AnswerVersion,
    Application,
    ApplicationQuerySet,
    Attachment,
    Member,
)
from cordee.applications.models.together import Comment, Hand

__all__ = [
    "Answer",
    "AnswerVersion",
    "Application",
    "ApplicationQuerySet",
    "Approval",
    "Attachment",
    "Comment",
    "Deposit",
    "Hand",
    "Member",
]
