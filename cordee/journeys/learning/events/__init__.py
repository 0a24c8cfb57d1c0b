"""What happens while a cohort learns."""

from cordee.journeys.learning.events.exercises import (
    ExercisePublished,
    FeedbackGiven,
    FeedbackRemoved,
    ReturnHanded,
    ReturnTakenBack,
)
from cordee.journeys.learning.events.logbook import (
    EntryShared,
    EntryTakenBack,
    ExtractAnswered,
    ExtractAsked,
    ExtractUsed,
    ExtractWithdrawn,
)
from cordee.journeys.learning.events.peers import (
    CardShown,
    CardTakenAway,
    IntroductionAnswered,
    IntroductionAsked,
    IntroductionFollowed,
    MinutesOpened,
    MinutesPublished,
    PartEntrusted,
)
from cordee.journeys.learning.events.resources import (
    QuestionAnswered,
    QuestionAsked,
    QuestionAssigned,
    QuestionClosed,
    QuestionFollowed,
    QuestionPromoted,
    ResourceMoved,
    ResourceRemoved,
    ThemesTold,
)
from cordee.journeys.learning.events.surveys import SurveyAnswered, SurveyClosed, SurveyPlanned

__all__ = [
    "CardShown",
    "CardTakenAway",
    "EntryShared",
    "EntryTakenBack",
    "ExercisePublished",
    "ExtractAnswered",
    "ExtractAsked",
    "ExtractUsed",
    "ExtractWithdrawn",
    "FeedbackGiven",
    "FeedbackRemoved",
    "IntroductionAnswered",
    "IntroductionAsked",
    "IntroductionFollowed",
    "MinutesOpened",
    "MinutesPublished",
    "PartEntrusted",
    "QuestionAnswered",
    "QuestionAsked",
    "QuestionAssigned",
    "QuestionClosed",
    "QuestionFollowed",
    "QuestionPromoted",
    "ResourceMoved",
    "ResourceRemoved",
    "ReturnHanded",
    "ReturnTakenBack",
    "SurveyAnswered",
    "SurveyClosed",
    "SurveyPlanned",
    "ThemesTold",
]
