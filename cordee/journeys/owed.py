"""What a delegation must do, by when, and its rooms: each room adds a line in `reactions`.

# cordee/journeys/learning/owed.py
def exercises(standing):
    yield Owed("Rendre l’exercice 2", url, due=date(2026, 3, 1))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.kernel import french
from cordee.reactions import COHORT_PARTS, NEWS, OWED, TERRITORY_PARTS
from cordee.web.components import Task, Text, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cordee.journeys.models import Cohort, Delegate, Participation
    from cordee.journeys.queries import Ledger
    from cordee.journeys.rules.pledges import PledgeState

FRESH = timedelta(days=14)
MOST_NEWS = 6
SOON = 10
"""Days before its date from which something due asks for attention."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A territory at an instant, seen by one of its delegates, or by nobody of it (`own` None)."""

    participation: Participation
    own: Delegate | None
    ledger: Ledger
    states: list[PledgeState]
    today: date
    """On the wall clock of the programme."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to do: `url` opens the page where it is done; `whose` says who is meant."""

    label: Text
    url: str
    due: date | None = None
    whose: Literal["me", "team"] = "team"
    hint: Text = ""
    fixed: bool = True
    """Whether the day is known; otherwise `due` is the last it may be."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened lately and concerns this delegation."""

    at: datetime
    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A room of a territory, its address, what is in it, and who reads there."""

    label: Text
    url: str
    hint: Text = ""
    readers: Text = ""


def standing(
    participation: Participation, own: Delegate | None, ledger: Ledger, at: datetime
) -> Standing:
    """What the functions of the tables receive; the pledges are judged once."""
    today = queries.wall_clock(participation.cohort, at).date()
    return Standing(participation, own, ledger, ledger.pledges(participation, at), today, at)


def owed(seen: Standing) -> list[Owed]:
    """Everything every room asks of this territory, and of this delegate: the most pressing first.

    What has no date comes last, in the order of the table.
    """
    found = [one for path in OWED for one in import_string(path)(seen)]
    mine = [one for one in found if one.whose == "team" or seen.own is not None]
    return sorted(mine, key=lambda one: (one.due is None, one.due or seen.today))


def news(seen: Standing) -> list[News]:
    """What happened in the last days in every room, the latest first, a few lines only."""
    found = [one for path in NEWS for one in import_string(path)(seen, seen.at - FRESH)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_NEWS]


def parts(seen: Standing) -> list[Part]:
    """The rooms of this territory that may be entered, in the order of the table."""
    return [one for path in TERRITORY_PARTS for one in import_string(path)(seen)]


def doors(cohort: Cohort) -> list[Part]:
    """The rooms of a cohort, for the team of the house, in the order of the table."""
    return [one for path in COHORT_PARTS for one in import_string(path)(cohort)]


def tasks(asked: Iterable[Owed], today: date) -> list[Task]:
    """As a task list draws them: whose it is, and how pressing."""
    return [_task(one, today) for one in asked]


def _task(one: Owed, today: date) -> Task:
    status, tone = _pressing(one, today)
    whose = _("Pour vous") if one.whose == "me" else _("Pour votre équipe")
    hint = f"{whose} – {one.hint}" if one.hint else whose
    return Task(one.label, status, tone, one.url, hint)


def _pressing(one: Owed, today: date) -> tuple[str, Tone]:
    due = one.due
    if due is None:
        return _("à faire"), "info"
    said = french.day(due, weekday=False)
    if due < today:
        return _("en retard : %(day)s") % {"day": said}, "bad"
    tone: Tone = "warn" if (due - today).days <= SOON else "info"
    words = _("pour le %(day)s") if one.fixed else _("au plus tard le %(day)s")
    return words % {"day": said}, tone
