"""Each person of a delegation accepts the rules of conduct of the programme (R123)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import Accepted
from cordee.journeys.models import Acceptance
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.proofs import of_each
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Delegate
    from cordee.people.models import User


@transaction.atomic
def accept(delegate: Delegate, pledge: str, *, by: User, at: datetime) -> Acceptance:
    """She accepts a rule, in the words she reads now; twice changes nothing."""
    asked = of_each(pledges_asked(delegate.participation))
    rule = next((one for one in asked if one.key == pledge), None)
    if rule is None:
        raise Refused(broken("pledge.unknown", "pledge", "Ce programme ne demande pas cet accord."))
    made, new = Acceptance.objects.get_or_create(
        delegate=delegate,
        pledge=pledge,
        defaults={"at": at, "statements": [str(one) for one in rule.statements]},
    )
    if new:
        record(Accepted(participation=delegate.participation_id, pledge=pledge), by=by, at=at)
    return made
