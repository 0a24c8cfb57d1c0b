"""How long a year keeps diets, presences and accounts, by the words of its call."""

from datetime import date, datetime

from cordee.kernel.moments import Duration
from cordee.programme.schema import Definition

DIETS = "P30D"
"""Where the call says nothing: diets are forgotten so long after the meeting (R127)."""


def diets_kept(definition: Definition) -> Duration:
    """How long after a meeting what people ate there is kept."""
    return Duration.parse(definition.retention.get("diets") or DIETS)


def diets_over(definition: Definition, ended: datetime, at: datetime) -> bool:
    """Whether what people ate at a meeting that ended is to be forgotten."""
    return diets_kept(definition).after(ended) < at


def presence_over(definition: Definition, last: date, today: date) -> bool:
    """Whether names leave the sheets of a year, from the day of its last meeting."""
    length = definition.retention.get("presence")
    return length is not None and Duration.parse(length).after(last) < today


def accounts_over(definition: Definition, on: date, today: date) -> bool:
    """Whether a paper of account goes: its term runs from the end of its year (L123-22)."""
    length = definition.retention.get("accounts")
    return length is not None and Duration.parse(length).after(date(on.year, 12, 31)) < today
