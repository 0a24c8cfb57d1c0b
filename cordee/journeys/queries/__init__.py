"""Reading the year of a cohort."""

from cordee.journeys.queries.ledger import (
    OVER,
    PRESENT,
    Ledger,
    calendar,
    calendar_of,
    gatherings,
    held_days,
    local_day,
    of_user,
    participations,
    pledges,
    wall_clock,
)
from cordee.journeys.queries.polls import (
    Poll,
    asked_of,
    best_calendar,
    invited,
    options_of,
    poll_of,
)

__all__ = [
    "OVER",
    "PRESENT",
    "Ledger",
    "Poll",
    "asked_of",
    "best_calendar",
    "calendar",
    "calendar_of",
    "gatherings",
    "held_days",
    "invited",
    "local_day",
    "of_user",
    "options_of",
    "participations",
    "pledges",
    "poll_of",
    "wall_clock",
]
