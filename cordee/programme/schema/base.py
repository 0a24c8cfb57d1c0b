"""The bricks of every record: keys, amounts, strengths, deadlines, labels."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WithJsonSchema,
    model_serializer,
    model_validator,
)

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.moments import Duration
from cordee.programme.schema.dates import DurationField, WhenField
from cordee.programme.schema.words import Words


class Record(BaseModel):
    """A record of the vocabulary: frozen, and a misspelt field is a fault, not a silence."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


class Tagged(Record):
    """A record told from its siblings by one word, which is written out even when it is a default.

    Otherwise a dump without defaults could not be read again.
    """

    tag: ClassVar[str] = "rule"

    @model_serializer(mode="wrap")
    def _with_its_tag(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {self.tag: getattr(self, self.tag), **handler(self)}


KEY = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"

Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
"""A name used by other records: lower case without accents, digits, `-` or `_`."""

MAX_DIGITS = 15


def _decimal(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise ValueError(NUMBER)
    try:
        found = Decimal(str(value))
    except InvalidOperation as odd:
        raise ValueError(NUMBER) from odd
    digits = found.as_tuple().exponent
    if not isinstance(digits, int) or (found and found.adjusted() >= MAX_DIGITS):
        raise ValueError(NUMBER)
    if digits < -MAX_DECIMALS:
        raise ValueError(french.say("six décimales au plus"))
    return found


NUMBER = french.say('un nombre est attendu : 700, 8.5 ou "0.25"')

MAX_DECIMALS = 6

_AMOUNT = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}

Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(str),
    WithJsonSchema(_AMOUNT),
]
"""An exact decimal number: 700, 8.5, "0.25"."""

Audience = Literal["me", "team", "jury", "staff", "cohort", "alliance", "public"]
"""Who reads, in one ordered scale (design, § 3)."""

StrengthField = Annotated[
    Strength,
    BeforeValidator(
        lambda value: (
            {"advice": "conseil", "criterion": "critère", "obligation": "obligation"}.get(
                value, value
            )
            if isinstance(value, str)
            else value
        )
    ),
    WithJsonSchema({"enum": ["advice", "criterion", "obligation", "conseil", "critère"]}),
]

ANCHOR = r"[a-z_]+(?:\.[A-Za-z0-9_-]+)*"
"""How a mark of the calendar looks; a date holds digits first, or a space."""


class Due(Record):
    """A deadline: a date, or so long after (or before, with a minus) an anchor (R86, R89).

    An anchor is `meeting.KEY`, `window.KEY.opens`, `window.KEY.closes`, `milestone.KEY`,
    `deliverable.KEY`, `stage.KEY`, `gate.KEY`, `start` (first meeting), `end` (last meeting), or
    an event of each file: `deposit`, `notification`, `agreement` (signed), `project_start`,
    `project_end`, `payment`.
    """

    date: WhenField | None = None
    anchor: str = ""
    offset: DurationField = Duration()
    clear: bool = False
    """Clear days: neither the day of the mark nor the last one counts."""
    weekend: Literal["kept", "next", "previous"] = "kept"
    """What becomes of a deadline that falls on a Saturday or a Sunday."""
    note: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_day(cls, value: Any) -> Any:
        """A day, or a mark of the calendar, alone: `due = 2027-03-31`, `due = "meeting.j1"`."""
        if isinstance(value, str) and re.fullmatch(ANCHOR, value):
            return {"anchor": value}
        return {"date": value} if isinstance(value, (date, str)) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> "Due":
        if (self.date is None) == (not self.anchor):
            raise ValueError(
                french.say("une échéance donne soit « date », soit « anchor » (avec « offset »)")
            )
        return self


class Labelled(Record):
    """A record people read and other records name."""

    key: Key
    label: Words
    description: Words | None = None
