"""What is owed during the year: presence, documents, acts, working time."""

from typing import Annotated, Literal

from pydantic import Field

from cordee.kernel.findings import Strength
from cordee.programme.schema.base import (
    Amount,
    Due,
    Key,
    Labelled,
    StrengthField,
    Tagged,
)
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.who import AnyCondition
from cordee.programme.schema.words import Words

EvidenceKind = Literal["link", "document", "meeting", "article", "deliberation", "minutes",
                       "agenda", "photo", "declaration", "register"]  # fmt: skip


class PledgeBase(Labelled, Tagged):
    """What every pledge carries: who owes it, how strongly, until when, how it is shown.

    `who` is `everyone`, `team`, `organiser`, or the key of a role or lead of the team.
    `level` tells apart what is expected, the minimum, and the rule of the lead (R77).
    """

    who: Key = "team"
    strength: StrengthField = Strength.OBLIGATION
    level: Literal["expected", "minimum", "lead"] = "minimum"
    evidence: tuple[EvidenceKind, ...] = ()
    due: Due | None = None
    lasts: DurationField | None = None
    """How long it binds, from `due` or from the end of the project."""
    when: AnyCondition | None = None
    """Whom alone it binds: « private owners, for ten years »."""
    tracks: tuple[Key, ...] = ()


class PresenceAll(PledgeBase):
    """Present at every meeting of these kinds (R75)."""

    rule: Literal["presence.all"] = "presence.all"
    meetings: tuple[str, ...] = ()
    """Kinds or keys of meetings; all that count when empty."""


class PresenceAtLeast(PledgeBase):
    """Each person present at so many meetings of these kinds (R76), or at a share of them."""

    rule: Literal["presence.at_least"] = "presence.at_least"
    count: int | None = Field(None, ge=1)
    share: Amount | None = None
    meetings: tuple[str, ...] = ()


class PresenceTogether(PledgeBase):
    """At each meeting, so many people of each role of the team (the binôme, R110-R112)."""

    rule: Literal["presence.together"] = "presence.together"
    needs: dict[Key, int] = Field(min_length=1)
    meetings: tuple[str, ...] = ()


class PresentedTo(PledgeBase):
    """The approach is presented to a governing body, with proof (R85-R87)."""

    rule: Literal["presented"] = "presented"
    before: Words


class Handed(PledgeBase):
    """A document or deliverable is handed in by its date."""

    rule: Literal["handed"] = "handed"
    deliverable: Key | None = None
    count: int = Field(1, ge=1)


class Done(PledgeBase):
    """Something is done on the territory, shown by typed evidence (R79, R91, R135, R137)."""

    rule: Literal["done"] = "done"
    count: int = Field(1, ge=1)
    examples: tuple[Words, ...] = ()


class WorkTime(PledgeBase):
    """Working time given between meetings (R54)."""

    rule: Literal["work_time"] = "work_time"
    days: Amount | None = None
    hours: Amount | None = None
    every: DurationField | None = None
    """So much in each such period: a day a week."""


class Accepts(PledgeBase):
    """A rule of conduct everyone accepts (R123)."""

    rule: Literal["accepts"] = "accepts"
    statements: tuple[Words, ...] = Field(min_length=1)


AnyPledge = Annotated[
    PresenceAll
    | PresenceAtLeast
    | PresenceTogether
    | PresentedTo
    | Handed
    | Done
    | WorkTime
    | Accepts,
    Field(discriminator="rule"),
]
