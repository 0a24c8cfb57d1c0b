"""What a report must say and never say: its figures, its words, its plan, its accounts."""

from cordee.reports.rules.figures import (
    AT_MOST,
    Figure,
    Period,
    Rows,
    contradictions,
    period_faults,
    print_faults,
    share,
    whole,
)

__all__ = (
    "AT_MOST",
    "Figure",
    "Period",
    "Rows",
    "contradictions",
    "period_faults",
    "print_faults",
    "share",
    "whole",
)
