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
from cordee.selection.events.sittings import Proceeded, SittingClosed, SittingOpened, Voted

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
    "Proceeded",
    "Proposed",
    "Recused",
    "Released",
    "Reopened",
    "Ruled",
    "Shared",
    "SittingClosed",
    "SittingOpened",
    "SubstituteCalled",
    "SubstituteReleased",
    "TakenBack",
    "Voted",
    "Worded",
]
