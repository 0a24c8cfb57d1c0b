"""Adopt groups of peers, as proposed or changed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import Grouped
from cordee.journeys.models import Grouping, GroupMember
from cordee.journeys.queries.grouping import peers
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.journeys.rules.grouping import Placed
    from cordee.people.models import User


@transaction.atomic
def adopt_groups(cohort: Cohort, placed: Placed, *, label: str, by: User, at: datetime) -> Grouping:
    """Keep groups: who was together counts for the next ones.

    Raises `Refused` without a name, or when the delegations changed since the proposal.
    """
    if not tidy(label):
        raise Refused(missing("groups.label", "label", "Donnez un nom à ces groupes."))
    people = {str(one.public_id): one for one in peers(cohort, at)}
    if people.keys() != placed.places.keys():
        sentence = "Les délégations ont changé depuis : relisez la proposition."
        raise Refused(broken("groups.stale", "label", sentence))
    made = Grouping.objects.create(
        cohort=cohort, label=tidy(label), kind=placed.kind, levels=dict(placed.levels), at=at, by=by
    )
    GroupMember.objects.bulk_create(
        GroupMember(grouping=made, delegate=people[key], pool=pool, number=number)
        for key, (pool, number) in sorted(placed.places.items())
    )
    record(Grouped(cohort=cohort.pk, grouping=made.pk, people=len(people)), by=by, at=at)
    return made
