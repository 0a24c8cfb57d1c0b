"""What to call people whose names alone do not tell them apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cordee.journeys.queries.ledger import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.journeys.models import Delegate
    from cordee.programme.schema import Definition


def told_apart(people: Iterable[Delegate], definition: Definition) -> dict[int, str]:
    """The name of each delegate by her key: with her role beside a namesake of her territory.

    The persons are read beforehand: this asks nothing of the database.
    """
    known = list(people)
    alike = Counter((one.participation_id, str(one.person)) for one in known)
    roles = {one.key: str(one.label) for one in parts_of(definition)}
    return {
        one.pk: f"{one.person}, {roles.get(one.role, one.role)}"
        if alike[one.participation_id, str(one.person)] > 1
        else str(one.person)
        for one in known
    }
