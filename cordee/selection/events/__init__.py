"""What happens in a jury."""

from cordee.selection.events.deciding import Moved, Proposed, Released, Ruled, Worded
from cordee.selection.events.jury import (
    Closed,
    Declared,
    Entrusted,
    JurorChanged,
    JurorLeft,
    JurorSeated,
    Lifted,
    Marked,
    Opened,
    Recused,
    Reopened,
    Shared,
    SubstituteCalled,
    SubstituteReleased,
    TakenBack,
)

__all__ = [
    "Closed",
    "Declared",
    "Entrusted",
    "JurorChanged",
    "JurorLeft",
    "JurorSeated",
    "Lifted",
    "Marked",
    "Moved",
    "Opened",
    "Proposed",
    "Recused",
    "Released",
    "Reopened",
    "Ruled",
    "Shared",
    "SubstituteCalled",
    "SubstituteReleased",
    "TakenBack",
    "Worded",
]
