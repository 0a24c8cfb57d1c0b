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
)

__all__ = [
    "OVER",
    "PRESENT",
    "Ledger",
    "calendar",
    "calendar_of",
    "gatherings",
    "held_days",
    "local_day",
    "of_user",
    "participations",
    "pledges",
]
