"""What a mark is worth and what a call asks of the chosen set: pure questions."""

from cordee.selection.rules.balance import at_count, counts_to_try
from cordee.selection.rules.choice import (
    PLACES,
    Set,
    by_merit,
    composed,
    moved,
    proposed,
    ruling_faults,
)
from cordee.selection.rules.composition import Sitting, composition
from cordee.selection.rules.instance import Candidate, Sheet, places, problem
from cordee.selection.rules.interests import Team, Tie, hints, plain_words
from cordee.selection.rules.marks import Standing, mark_faults, scale_of, standing
from cordee.selection.rules.solving import answered, set_faults, solved
from cordee.selection.rules.terms import NO_TERMS, Relaxed, Terms, relaxing, term_faults, terms_of

__all__ = [
    "NO_TERMS",
    "PLACES",
    "Candidate",
    "Relaxed",
    "Set",
    "Sheet",
    "Sitting",
    "Standing",
    "Team",
    "Terms",
    "Tie",
    "answered",
    "at_count",
    "by_merit",
    "composed",
    "composition",
    "counts_to_try",
    "hints",
    "mark_faults",
    "moved",
    "places",
    "plain_words",
    "problem",
    "proposed",
    "relaxing",
    "ruling_faults",
    "scale_of",
    "set_faults",
    "solved",
    "standing",
    "term_faults",
    "terms_of",
]
