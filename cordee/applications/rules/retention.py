"""How long a call keeps what is handed in, by its own words, and from which day."""

from datetime import date

from cordee.kernel.moments import Duration
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q

WHOLE = "*"
"""Everything a file holds, in the table of what was erased."""


def kept_until(definition: Definition, result: str, since: date) -> date | None:
    """The last day a file is kept whole: as one that was selected, or as all the others.

    `since` is the day the results were told, or that of the closing; none when nothing is said.
    """
    length = definition.retention.get("selected" if result == "selected" else "refused")
    return Duration.parse(length).after(since) if length else None


def passing(definition: Definition) -> list[q.Asked]:
    """The questions whose answers are kept less long than the file itself."""
    return [one for one in definition.questions()
            if isinstance(one, q.Asked) and one.purge_after is not None]  # fmt: skip


def over(definition: Definition, result: str, since: date, today: date) -> list[str]:
    """What is to be erased of a file on that day: `*` for the whole, or keys of questions."""
    until = kept_until(definition, result, since)
    if until is not None and until < today:
        return [WHOLE]
    return [
        one.key
        for one in passing(definition)
        if one.purge_after is not None and one.purge_after.after(since) < today
    ]
