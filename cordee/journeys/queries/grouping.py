"""Reading who can be grouped, who already met, which groups stand."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from cordee.journeys.models import Delegate, GroupMember
from cordee.journeys.rules.grouping import Peer

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Cohort, Grouping


def peers(cohort: Cohort, at: datetime) -> list[Delegate]:
    """The people of a cohort that day, those whose territory left apart."""
    rows = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None
    )
    joined = rows.select_related("person", "participation")
    return list(joined.order_by("participation__name", "person__sort_key", "pk"))


def as_peers(people: list[Delegate]) -> list[Peer]:
    """The same as the rules place them."""
    return [Peer(str(one.public_id), one.role, str(one.participation_id)) for one in people]


def already_met(cohort: Cohort) -> set[tuple[str, str]]:
    """Every two people who were in one group before."""
    teams: dict[tuple[int, str, int], list[str]] = defaultdict(list)
    rows = GroupMember.objects.filter(grouping__cohort=cohort).order_by("pk")
    for grouping, pool, number, key in rows.values_list(
        "grouping_id", "pool", "number", "delegate__public_id"
    ):
        teams[grouping, pool, number].append(str(key))
    return {pair for team in teams.values() for pair in combinations(sorted(team), 2)}


def teams_of(grouping: Grouping) -> list[tuple[str, int, list[Delegate]]]:
    """Each group with its people: pool, number from 1, who."""
    found: dict[tuple[str, int], list[Delegate]] = defaultdict(list)
    rows = grouping.members.select_related("delegate__person", "delegate__participation")
    for one in rows.order_by("pool", "number", "delegate__person__sort_key", "pk"):
        found[one.pool, one.number].append(one.delegate)
    return [(pool, number + 1, team) for (pool, number), team in sorted(found.items())]
