"""Choose what a territory lives next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.strategy.events import SequelWasChosen
from cordee.journeys.strategy.models import SequelChosen
from cordee.journeys.strategy.queries.sequels import offered
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.people.models import User


@transaction.atomic
def choose_sequel(
    participation: Participation, key: str, words: str = "", *, by: User, at: datetime
) -> SequelChosen:
    """Say what a territory chooses among what its programme offers; said again, the last counts."""
    labels = {one.key: str(one.label) for one in offered(participation.cohort)}
    if key not in labels:
        raise Refused(broken("sequel.unknown", "key", "Choisissez une des suites proposées."))
    made = SequelChosen.objects.create(
        participation=participation, key=key, label=labels[key][:250], words=tidy(words), at=at,
        by=by,
    )  # fmt: skip
    record(SequelWasChosen(participation=participation.pk, key=key), by=by, at=at)
    return made
