"""Organs and their decisions, as pages and papers read them."""

from cordee.alliance.queries.agreements import agreements, ending
from cordee.alliance.queries.decisions import decisions, objections, stands
from cordee.alliance.queries.organs import (
    HELD,
    able,
    late,
    mandates,
    organs,
    remit,
    seats_of,
    sitting,
)

__all__ = [
    "HELD",
    "able",
    "agreements",
    "decisions",
    "ending",
    "late",
    "mandates",
    "objections",
    "organs",
    "remit",
    "seats_of",
    "sitting",
    "stands",
]
