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
from cordee.journeys.queries.programme import (
    Programme,
    Turn,
    hours_of_item,
    programme,
    told,
    told_to,
)

__all__ = [
    "OVER",
    "PRESENT",
    "Ledger",
    "Poll",
    "Programme",
    "Turn",
    "asked_of",
    "best_calendar",
    "calendar",
    "calendar_of",
    "gatherings",
    "held_days",
    "hours_of_item",
    "invited",
    "local_day",
    "of_user",
    "options_of",
    "participations",
    "pledges",
    "poll_of",
    "programme",
    "told",
    "told_to",
    "wall_clock",
]
