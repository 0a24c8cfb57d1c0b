"""Which organ decides which sums, and what makes its decision hold (R213, R219, R221)."""

from cordee.alliance.rules.agreements import MOST_ALERT, agreement_faults
from cordee.alliance.rules.decisions import (
    OUTCOMES,
    POSITIONS,
    PRESENT,
    Asked,
    Said,
    adopted,
    answer_faults,
    counts,
    decision_faults,
)
from cordee.alliance.rules.organs import Remit, meeting_faults, next_meeting, unsaid_day

__all__ = [
    "MOST_ALERT",
    "OUTCOMES",
    "POSITIONS",
    "PRESENT",
    "Asked",
    "Remit",
    "Said",
    "adopted",
    "agreement_faults",
    "answer_faults",
    "counts",
    "decision_faults",
    "meeting_faults",
    "next_meeting",
    "unsaid_day",
]
