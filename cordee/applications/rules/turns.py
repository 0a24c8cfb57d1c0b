"""In which examination a file is read, where each one reads only so many of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, missing
from cordee.programme.schema.dates import END_OF_DAY, at
from cordee.programme.schema.timeline import Window

COUNTED = range(1, 500)
"""Examinations, from the first one to the last that anybody counts."""


def examinations(window: Window, zone: str) -> Iterator[datetime]:
    """The moments files are examined together: those said, else one each period of time."""
    if window.cut_offs:
        yield from sorted(at(one, window.zone or zone, END_OF_DAY) for one in window.cut_offs)
        return
    opens, every = window.opens_at(zone), window.examined_every
    if opens is None or every is None:
        return
    closes = window.closes_at(zone)
    later = (every.times(one).after(opens) for one in COUNTED)
    yield from takewhile(lambda one: closes is None or one <= closes, later)


def turns(window: Window, zone: str, arrivals: Sequence[datetime]) -> list[datetime | None]:
    """The examination of each file, in the order they came; `None` when none is left for it.

    Beyond `examined_max` files the others wait for the next one.
    """
    moments = list(examinations(window, zone))
    held = [0] * len(moments)
    found: list[datetime | None] = []
    for arrived in arrivals:
        rank = next(
            (n for n, moment in enumerate(moments)
             if arrived.astimezone(UTC) < moment.astimezone(UTC)
             and (window.examined_max is None or held[n] < window.examined_max)),
            None,
        )  # fmt: skip
        if rank is not None:
            held[rank] += 1
        found.append(moments[rank] if rank is not None else None)
    return found


def turn_finding(turn: datetime | None, window: Window, zone: str) -> Finding:
    """When a file is examined, as its team reads it."""
    if turn is None:
        most = french.plural(window.examined_max or 0, "dossier")
        said = french.say(
            "Chaque examen porte sur {most} : celui-ci attend qu’un autre soit annoncé.", most=most
        )
    else:
        there = turn.astimezone(ZoneInfo(window.zone or zone))
        day = french.day(there.date()) if there.time() in {time(), END_OF_DAY} else (
            french.moment(there, zone=window.zone or zone)
        )  # fmt: skip
        said = french.say("Ce dossier est examiné le {day}, dans l’ordre des dépôts.", day=day)
    return missing("window.turn", "window", french.typeset(said), strength=Strength.ADVICE)
