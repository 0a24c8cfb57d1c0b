"""What a call is at an instant, from when to when, and how its rules may change."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from cordee.kernel.findings import Finding, missing
from cordee.kernel.french import say
from cordee.kernel.speech import noted
from cordee.programme.schema import Definition
from cordee.programme.schema.timeline import Step


class Phase(StrEnum):
    """Where a call stands; the value is the word people read (R145)."""

    UPCOMING = noted("à venir")
    OPEN = noted("ouvert")
    CLOSED = noted("clos")
    JUDGED = noted("en jury")
    RESULTS = noted("lauréats")
    ARCHIVED = noted("archivé")

    @property
    def said(self) -> str:
        """The word, that a page says in the language of its reader."""
        return say(self.value)


def phase(
    *,
    opens: datetime | None,
    closes: datetime | None,
    judging: datetime | None,
    results: datetime | None,
    archived: datetime | None,
    at: datetime,
) -> Phase:
    """The latest stage the clock has reached; an absent date is never reached."""
    reached = [
        (archived, Phase.ARCHIVED),
        (results, Phase.RESULTS),
        (judging, Phase.JUDGED),
        (closes, Phase.CLOSED),
    ]
    for since, name in reached:
        if since is not None and since <= at:
            return name
    return Phase.UPCOMING if opens is not None and at < opens else Phase.OPEN


def newcomers(definition: Definition) -> list[Step]:
    """The steps by which a file may begin: those that follow no other, and need no invitation.

    A step that follows an optional one (a letter of intent nobody must send) is open too.
    """
    optional = {step.key for step in definition.steps if not step.required}
    return [
        step
        for rank, step in enumerate(definition.steps)
        if rank == 0
        or (not step.after and not step.invited and (not step.follows or step.follows in optional))
    ]


def bounds(definition: Definition) -> tuple[datetime | None, datetime | None]:
    """From when to when newcomers are received, waves included; `None` when there is no bound."""
    windows = [w for step in newcomers(definition) for w in definition.windows_of(step.key)]
    zone = definition.timeline.zone
    opens = [window.opens_at(zone) for window in windows]
    closes = [None if window.permanent else window.closes_at(zone) for window in windows]
    return _extreme(min, opens), _extreme(max, closes)


def _extreme(
    pick: Callable[[list[datetime]], datetime], moments: Sequence[datetime | None]
) -> datetime | None:
    """The first or the last of some instants; one that is missing has no bound."""
    known = [one for one in moments if one is not None]
    return pick(known) if known and len(known) == len(moments) else None


def change_faults(*, published: bool, notice: str, promised: bool) -> list[Finding]:
    """A promise changed while people rely on it needs its reason, said to them."""
    if published and promised and not notice.strip():
        return [
            missing(
                "notice",
                "notice",
                "Cette modification touche une promesse faite aux candidats : dites ce qui change "
                "et pourquoi, le message leur sera envoyé.",
            )
        ]
    return []
