"""Reading what a cohort learns."""

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
    "extracts_of",
    "meetings_of",
    "meetings_seen",
    "put_to_discussion",
    "shared_with",
    "written_by",
]
