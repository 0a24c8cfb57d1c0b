"""Drafts written by several hands, the deposits they become, what the staff does with them."""

from cordee.applications.models.approvals import Approval
from cordee.applications.models.arrivals import Arrival, ArrivedFile, LeftPiece
from cordee.applications.models.attendance import Attendance
from cordee.applications.models.bundles import Bundle
from cordee.applications.models.deposits import Deposit
from cordee.applications.models.doors import Guest, LateCode
from cordee.applications.models.drafts import (
    Answer,
    AnswerVersion,
    Application,
    ApplicationQuerySet,
    Attachment,
    Member,
)
from cordee.applications.models.exchanges import Exchange, Mailing
from cordee.applications.models.instruction import (
    Completion,
    CompletionPoint,
    Examination,
    StaffNote,
)
from cordee.applications.models.merging import Merger
from cordee.applications.models.papers import SignedCopy
from cordee.applications.models.partners import Partner
from cordee.applications.models.references import Reference
from cordee.applications.models.referrals import Referral
from cordee.applications.models.together import Comment, Hand
from cordee.applications.models.uploads import Upload

__all__ = [
    "Answer",
    "AnswerVersion",
    "Application",
    "ApplicationQuerySet",
    "Approval",
    "Arrival",
    "ArrivedFile",
    "Attachment",
    "Attendance",
    "Bundle",
    "Comment",
    "Completion",
    "CompletionPoint",
    "Deposit",
    "Examination",
    "Exchange",
    "Guest",
    "Hand",
    "LateCode",
    "LeftPiece",
    "Mailing",
    "Member",
    "Merger",
    "Partner",
    "Reference",
    "Referral",
    "SignedCopy",
    "StaffNote",
    "Upload",
]
