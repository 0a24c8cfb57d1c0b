"""What a pledge asks beside its verb: how it is shown, how long it binds, how often it is owed."""

from collections.abc import Mapping
from datetime import date

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.moments import Duration, When
from cordee.programme.schema.pledges import PledgeBase

MOST = 400
"""Periods counted; beyond, the period is a mistake."""


def binds_until(pledge: PledgeBase, due: When | None, end: date | None) -> date | None:
    """The last day a pledge binds, from its deadline or from the end of the year, if it lasts."""
    start = due.last if due is not None else end
    return pledge.lasts.after(start) if pledge.lasts and start else None


def bound_said(until: date | None, today: date) -> str:
    """« Engage jusqu’au 3 mars 2030. », or that it bound until then; empty without such a day."""
    if until is None:
        return ""
    said = french.day(until, weekday=False)
    if today <= until:
        return french.say(" Engage jusqu’au {day}.", day=said)
    return french.say(" A engagé jusqu’au {day}.", day=said)


def kind_faults(pledge: PledgeBase, kind: str, words: Mapping[str, object]) -> list[Finding]:
    """Why such a piece does not show a pledge; `words` says each kind of evidence."""
    if not pledge.evidence or kind in pledge.evidence:
        return []
    asked = french.listed([str(words[one]) for one in pledge.evidence], french.say("ou"))
    sentence = french.say("Cet engagement se montre par : {asked}.", asked=asked)
    return [broken("evidence.kind", "kind", sentence)]


def kind_of(pledge: PledgeBase, wanted: str) -> str:
    """The kind under which the house itself files a piece: the wanted one, or the first asked."""
    return wanted if not pledge.evidence or wanted in pledge.evidence else pledge.evidence[0]


def periods(every: Duration, first: date, end: date) -> int:
    """How many whole periods went by from a day to another."""
    ranks = range(1, MOST)
    return next((rank - 1 for rank in ranks if every.times(rank).after(first) > end), MOST)
