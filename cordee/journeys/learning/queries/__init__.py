"""Reading what a cohort learns."""

from cordee.journeys.learning.queries.exercises import (
    exercises,
    feedback_on,
    has_handed,
    own_returns,
    reads_return,
    returns_read,
)
from cordee.journeys.learning.queries.logbook import (
    days_with_shares,
    extracts_of,
    meetings_of,
    meetings_seen,
    put_to_discussion,
    shared_with,
    written_by,
)
from cordee.journeys.learning.queries.resources import (
    kit,
    kits,
    library,
    overdue,
    questions,
)
from cordee.journeys.learning.queries.surveys import (
    already_said,
    answered_by,
    compared,
    concerned,
    may_be_told,
    reply_of,
    surveys,
    told,
    turn,
    without_pulse,
)

__all__ = [
    "already_said",
    "answered_by",
    "compared",
    "concerned",
    "days_with_shares",
    "exercises",
    "extracts_of",
    "feedback_on",
    "has_handed",
    "kit",
    "kits",
    "library",
    "may_be_told",
    "meetings_of",
    "meetings_seen",
    "overdue",
    "own_returns",
    "put_to_discussion",
    "questions",
    "reads_return",
    "reply_of",
    "returns_read",
    "shared_with",
    "surveys",
    "told",
    "turn",
    "without_pulse",
    "written_by",
]
