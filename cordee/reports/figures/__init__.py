"""Every figure the house knows: one function each, from the period to the number and its rows.

A figure never counts what it does not list: its value is computed from the very rows it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.reports.figures import alliance, allies, around, candidates, choices, course, money
from cordee.reports.figures.candidates import lives
from cordee.reports.figures.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cordee.reports.rules import Figure, Period
    from cordee.web.components import Text

    type Count = Callable[[Period], Figure]

SUBJECTS: tuple[tuple[Text, dict[str, Count]], ...] = (
    (
        _("Appels et candidatures"),
        {
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
        },
    ),
    (
        _("Une année ensemble"),
        {
            "territories": course.territories,
            "sizes": around.sizes,
            "meetings": course.meetings,
            "presence": course.presence,
            "attendance": course.attendance,
            "pledges": course.pledges,
            "charters": course.charters,
            "followed": around.followed,
            "sequels": around.sequels,
            "supported": around.supported,
            "supported_allies": around.supported_allies,
            "takeups": around.takeups,
            "testimonies": course.testimonies,
        },
    ),
    (
        _("Argent et temps donné"),
        {
            "fees_due": money.fees_due,
            "fees_paid": money.fees_paid,
            "funders": money.funders,
            "funded": money.funded,
            "valued": money.valued,
            "days_paid": around.days_paid,
            "days_given": around.days_given,
            "allies_paid": around.allies_paid,
            "allies_given": around.allies_given,
        },
    ),
    (
        _("L’alliance"),
        {
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
        },
    ),
)
"""What is counted, by subject, in the order of a page and of a report."""

FIGURES: dict[str, Count] = {key: count for _name, told in SUBJECTS for key, count in told.items()}


def all_of(period: Period) -> list[Figure]:
    """Every figure of a period, in the order of a report."""
    return [count(period) for count in FIGURES.values()]


def by_subject(counted: Iterable[Figure]) -> list[tuple[Text, list[Figure]]]:
    """Those that count something, under the subject they are told in."""
    found = {one.key: one for one in counted if one.value}
    shown = [(name, [found[key] for key in told if key in found]) for name, told in SUBJECTS]
    return [(name, inside) for name, inside in shown if inside]


__all__ = ("FIGURES", "LABELS", "SUBJECTS", "all_of", "by_subject", "lives")
