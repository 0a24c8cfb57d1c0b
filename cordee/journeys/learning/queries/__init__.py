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

__all__ = [
    "days_with_shares",
    "exercises",
    "extracts_of",
    "feedback_on",
    "has_handed",
    "meetings_of",
    "meetings_seen",
    "own_returns",
    "put_to_discussion",
    "reads_return",
    "returns_read",
    "shared_with",
    "written_by",
]
