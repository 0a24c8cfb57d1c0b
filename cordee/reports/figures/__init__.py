"""Every figure the house knows: one function each, from the period to the number and its rows.

A figure never counts what it does not list: its value is computed from the very rows it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.reports.figures import alliance, allies, around, candidates, choices, course, money
from cordee.reports.figures.candidates import lives
from cordee.reports.figures.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cordee.reports.rules import Figure, Period

    type Count = Callable[[Period], Figure]

FIGURES: dict[str, Count] = {
    "calls": candidates.calls,
    "files": candidates.files,
    "deposits": candidates.deposits,
    "departments": candidates.departments,
    "kinds": candidates.kinds,
    "referrals": candidates.referrals,
    "people": candidates.people,
    "elected": candidates.roles,
    "winners": choices.winners,
    "success": choices.success,
    "territories": course.territories,
    "meetings": course.meetings,
    "presence": course.presence,
    "attendance": course.attendance,
    "pledges": course.pledges,
    "charters": course.charters,
    "fees_due": money.fees_due,
    "fees_paid": money.fees_paid,
    "funders": money.funders,
    "funded": money.funded,
    "valued": money.valued,
    "sizes": around.sizes,
    "followed": around.followed,
    "sequels": around.sequels,
    "supported": around.supported,
    "supported_allies": around.supported_allies,
    "days_paid": around.days_paid,
    "days_given": around.days_given,
    "allies_paid": around.allies_paid,
    "allies_given": around.allies_given,
    "takeups": around.takeups,
    "testimonies": course.testimonies,
    "signed_bodies": allies.bodies,
    "signed_people": allies.people,
    "active_allies": allies.active,
    "drop_ins": allies.drop_ins,
    "drop_ins_missed": allies.missed,
    "communities": allies.communities,
    "alliance_meetings": allies.gatherings,
    "workstreams": alliance.workstreams,
    "builders": alliance.builders,
    "presented": alliance.presented,
    "objected": alliance.objected,
    "supports": alliance.supports,
    "leaders": alliance.leaders,
    "assembled": alliance.assembled,
    "spoken": alliance.spoken,
    "interventions": alliance.interventions,
    "press": alliance.press,
}


def all_of(period: Period) -> list[Figure]:
    """Every figure of a period, in the order of a report."""
    return [count(period) for count in FIGURES.values()]


__all__ = ("FIGURES", "LABELS", "all_of", "lives")
