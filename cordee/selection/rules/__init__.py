"""What a mark is worth and what a call asks of the chosen set: pure questions."""

from cordee.selection.rules.choice import Set, by_merit, moved, proposed, ruling_faults
from cordee.selection.rules.instance import Candidate, Sheet, problem
from cordee.selection.rules.interests import Team, Tie, hints
from cordee.selection.rules.marks import Standing, mark_faults, scale_of, standing

__all__ = [
    "Candidate",
    "Set",
    "Sheet",
    "Standing",
    "Team",
    "Tie",
    "by_merit",
    "hints",
    "mark_faults",
    "moved",
    "problem",
    "proposed",
    "ruling_faults",
    "scale_of",
    "standing",
]
