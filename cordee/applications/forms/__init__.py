"""The forms of a file."""

from cordee.applications.forms.answers import AnswersForm, Block
from cordee.applications.forms.collecting import collected
from cordee.applications.forms.gathering import BeginForm, MemberForm, ReasonForm
from cordee.applications.forms.questions import fields_of
from cordee.applications.forms.together import CommentForm
from cordee.applications.forms.words import CONTACT, said

__all__ = [
    "CONTACT",
    "AnswersForm",
    "BeginForm",
    "Block",
    "CommentForm",
    "MemberForm",
    "ReasonForm",
    "collected",
    "fields_of",
    "said",
]
