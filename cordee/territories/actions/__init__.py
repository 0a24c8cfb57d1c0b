"""Every verb that writes territories."""

from cordee.territories.actions.vintages import import_positions, import_vintage

__all__ = [
    "correct",
    "import_groupings",
    "import_positions",
    "import_vintage",
    "join",
    "leave",
    "make",
]
