"""What happens to strategies, diagnoses, experience and words given."""

from cordee.journeys.strategy.events.actors import ActorKept
from cordee.journeys.strategy.events.diagnoses import (
    DiagnosisTold,
    GridClosed,
    Scored,
    VisitCancelled,
    VisitPlanned,
)
from cordee.journeys.strategy.events.funding import FundingCancelled, FundingRecorded
from cordee.journeys.strategy.events.giving import (
    DaysCancelled,
    DaysRecorded,
    SequelWasChosen,
    SupportKept,
    SupportStepCancelled,
    SupportStepRecorded,
)
from cordee.journeys.strategy.events.guests import Exported, GuestWelcomed
from cordee.journeys.strategy.events.plans import (
    ActionChanged,
    ActionRemoved,
    Finished,
    Opened,
    Remarked,
    RemarkSettled,
    RemarkWithdrawn,
    Reopened,
    Restored,
)
from cordee.journeys.strategy.events.voices import (
    Consented,
    Gathered,
    SheetKept,
    SheetReviewed,
    SheetWithdrawn,
    Withdrawn,
)

__all__ = [
    "ActionChanged",
    "ActionRemoved",
    "ActorKept",
    "Consented",
    "DaysCancelled",
    "DaysRecorded",
    "DiagnosisTold",
    "Exported",
    "Finished",
    "FundingCancelled",
    "FundingRecorded",
    "Gathered",
    "GridClosed",
    "GuestWelcomed",
    "Opened",
    "RemarkSettled",
    "RemarkWithdrawn",
    "Remarked",
    "Reopened",
    "Restored",
    "Scored",
    "SequelWasChosen",
    "SheetKept",
    "SheetReviewed",
    "SheetWithdrawn",
    "SupportKept",
    "SupportStepCancelled",
    "SupportStepRecorded",
    "VisitCancelled",
    "VisitPlanned",
    "Withdrawn",
]
