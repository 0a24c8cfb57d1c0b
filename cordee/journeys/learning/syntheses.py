"""The synthesis of a working group, once handed in, among the resources of its cohort (R284)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.journeys.learning.actions.resources import move_resource, write_resource
from cordee.journeys.learning.models import Audience, Resource
from cordee.journeys.models import WorkingGroup
from cordee.kernel import french

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

WORDS = 200


def keep(event: Any, *, by: User, at: datetime) -> None:
    """Reaction: the cohort reads it beside its other sheets; who leads the group read it."""
    rows = WorkingGroup.objects.select_related("cohort").prefetch_related("members__person")
    group = rows.get(pk=event.group)
    led = [str(one.person) for one in group.members.all() if one.leads and one.left_at is None]
    made = write_resource(
        group.cohort, by=by, at=at, kind=Resource.Kind.REPORT, audience=Audience.COHORT,
        title=group.question[:WORDS], summary=group.about[:400], body=group.synthesis,
        credit=french.listed(led)[:WORDS],
    )  # fmt: skip
    for state in (Resource.State.REVIEWED, Resource.State.PUBLISHED):
        made = move_resource(made, state, by=by, at=at)
