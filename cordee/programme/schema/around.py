"""Around the call: who owns what is made, and what the earlier editions were."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from cordee.kernel import french
from cordee.programme.schema.base import Amount, Record
from cordee.programme.schema.words import Words

FISCAL = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


def _fiscal(value: str) -> str:
    try:
        date.fromisoformat(f"2027-{value}")
    except ValueError as odd:
        raise ValueError(french.say("le premier jour d’un exercice s’écrit mois, puis jour : "
                                    '"04-01" pour le 1er avril')) from odd  # fmt: skip
    return value


FiscalDay = Annotated[
    str, AfterValidator(_fiscal), WithJsonSchema({"type": "string", "pattern": FISCAL})
]
"""The first day of a financial year: `04-01`."""


class Rights(Record):
    """Who owns what candidates and winners make, under which licence, and what may be done."""

    owner: Literal["author", "organiser", "shared", "open"] = "author"
    licence: str | None = None
    """The licence under which it is shared: `CC BY 4.0`."""
    use: Words | None = None
    """What the organiser may do with it: show it, print it, quote it."""
    note: Words | None = None


class Edition(Record):
    """An earlier edition of the programme: what candidates may compare theirs with."""

    label: Words
    files: int | None = Field(None, ge=0)
    """Files received."""
    winners: int | None = Field(None, ge=0)
    amount: Amount | None = None
    """Money given in all."""
