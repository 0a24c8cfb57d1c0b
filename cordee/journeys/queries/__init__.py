"""Reading the year of a cohort."""

from cordee.journeys.queries.coming import (
    catering,
    counts,
    own_coming,
    rides,
    seats_left,
    serves_meal,
    shared,
)
from cordee.journeys.queries.grouping import already_met, as_peers, teams_of
from cordee.journeys.queries.grouping import peers as group_peers
from cordee.journeys.queries.half_days import HalfDays, half_days_asked
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
from cordee.journeys.queries.money import charges, papers_of, payer, sums
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
    "HalfDays",
    "Ledger",
    "Poll",
    "Programme",
    "Turn",
    "already_met",
    "as_peers",
    "asked_of",
    "best_calendar",
    "calendar",
    "calendar_of",
    "catering",
    "charges",
    "counts",
    "gatherings",
    "group_peers",
    "half_days_asked",
    "held_days",
    "hours_of_item",
    "invited",
    "local_day",
    "of_user",
    "options_of",
    "own_coming",
    "papers_of",
    "participations",
    "payer",
    "pledges",
    "poll_of",
    "programme",
    "rides",
    "seats_left",
    "serves_meal",
    "shared",
    "sums",
    "teams_of",
    "told",
    "told_to",
    "wall_clock",
]
