"""What happens to strategies, diagnoses, experience and words given."""

from cordee.journeys.strategy.events.diagnoses import (
    DiagnosisTold,
    GridClosed,
    Scored,
    VisitCancelled,
    VisitPlanned,
)
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

__all__ = [
    "ActionChanged",
    "ActionRemoved",
    "DiagnosisTold",
    "Finished",
    "GridClosed",
    "Opened",
    "RemarkSettled",
    "RemarkWithdrawn",
    "Remarked",
    "Reopened",
    "Restored",
    "Scored",
    "VisitCancelled",
    "VisitPlanned",
]
