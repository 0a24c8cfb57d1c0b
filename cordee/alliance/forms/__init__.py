"""What is typed of organs, mandates, decisions and objections."""

from cordee.alliance.forms.agreements import AgreementForm, LetEndForm
from cordee.alliance.forms.decisions import AnswerForm, DecisionForm, ObjectionForm, StrikeForm
from cordee.alliance.forms.organs import (
    DAY,
    TOP,
    EndForm,
    MandateForm,
    MeetingForm,
    OrganForm,
    PersonForm,
)

__all__ = [
    "DAY",
    "TOP",
    "AgreementForm",
    "AnswerForm",
    "DecisionForm",
    "EndForm",
    "LetEndForm",
    "MandateForm",
    "MeetingForm",
    "ObjectionForm",
    "OrganForm",
    "PersonForm",
    "StrikeForm",
]
