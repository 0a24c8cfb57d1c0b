"""Every verb that writes territories."""

from cordee.territories.actions.bodies import Body, correct, join, leave, make
from cordee.territories.actions.contours import import_contours
from cordee.territories.actions.groupings import import_groupings
from cordee.territories.actions.vintages import import_positions, import_vintage

__all__ = [
    "Body",
    "correct",
    "import_contours",
    "import_groupings",
    "import_positions",
    "import_vintage",
    "join",
    "leave",
    "make",
]
