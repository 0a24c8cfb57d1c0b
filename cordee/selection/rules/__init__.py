"""What a mark is worth and what a call asks of the chosen set: pure questions."""

from cordee.selection.rules.instance import Candidate, Sheet, problem
from cordee.selection.rules.marks import Standing, mark_faults, scale_of, standing

__all__ = ["Candidate", "Sheet", "Standing", "mark_faults", "problem", "scale_of", "standing"]
