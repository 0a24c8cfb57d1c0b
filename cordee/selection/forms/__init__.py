"""What jurors and their team type: marks read leniently, the rest by ordinary forms."""

from cordee.selection.forms.choosing import (
    MoveForm,
    SeedForm,
)
from cordee.selection.forms.marks import Row, rows
from cordee.selection.forms.panels import (
    ContactForm,
    InterestsForm,
    InviteForm,
    RecusalForm,
    SeatForm,
    WhyForm,
)
from cordee.selection.forms.sharing import ShareForm
from cordee.selection.rules.typed import ABSTAINS, LONGEST_COMMENT, NUMBER, Given, read_mark

__all__ = [
    "ABSTAINS",
    "LONGEST_COMMENT",
    "NUMBER",
    "ContactForm",
    "Given",
    "InterestsForm",
    "InviteForm",
    "MoveForm",
    "RecusalForm",
    "Row",
    "SeatForm",
    "SeedForm",
    "ShareForm",
    "WhyForm",
    "read_mark",
    "rows",
]
