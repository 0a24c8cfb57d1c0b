"""What happens to surveys; an anonymous answer leaves no trace but its count."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class SurveyPlanned(Event):
    """Questions were prepared for a cohort."""

    kind: ClassVar[str] = "learning.survey_planned"
    saying: ClassVar[Any] = _("{actor} a préparé un questionnaire.")

    survey: int
    questions: int


@dataclass(frozen=True)
class SurveyClosed(Event):
    """A survey was closed before its date."""

    kind: ClassVar[str] = "learning.survey_closed"
    saying: ClassVar[Any] = _("{actor} a fermé un questionnaire.")

    survey: int


@dataclass(frozen=True)
class SurveyAnswered(Event):
    """Someone answered a survey that everyone signs."""

    kind: ClassVar[str] = "learning.survey_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à un questionnaire.")

    survey: int
