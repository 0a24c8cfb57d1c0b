"""Let someone look on, for a purpose and a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.strategy.events import Exported, GuestWelcomed
from cordee.journeys.strategy.models import Guest
from cordee.journeys.strategy.queries.guests import holders
from cordee.journeys.strategy.rules import guests as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused
from cordee.ledger.actions import record
from cordee.people.actions.seats import give_seat
from cordee.people.models.seats import Role

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.people.models import Person, User


@transaction.atomic
def welcome(
    cohort: Cohort,
    person: Person,
    kind: str,
    *,
    purpose: str,
    ends: datetime | None,
    part: str = "",
    by: User,
    at: datetime,
) -> Guest:
    """Open an access: a seat of observer on the cohort, with an end.

    How near it reads comes from the part of the programme, the cohort when it names none.
    """
    found = rules.guest_faults(purpose, ends, at)
    parts = {one.key: one for one in cohort.edition.definition.year.parts}
    if part in parts and parts[part].per == "cohort":
        held = sum(one.holds(at) for one in holders(cohort, part))
        found += rules.part_faults(str(parts[part].label), parts[part].count, held)
    if found:
        raise Refused(found)
    seat = give_seat(person, Role.OBSERVER, scope=cohort, starts=at, ends=ends, by=by, at=at)
    reads = rules.nearest(parts[part].reads if part in parts else "cohort")
    made = Guest.objects.create(
        cohort=cohort, seat=seat, kind=kind, part=part, reads=reads, purpose=tidy(purpose), at=at
    )
    record(GuestWelcomed(guest=made.pk, reads=reads), by=by, at=at)
    return made


@transaction.atomic
def tell_export(guest: Guest, rows: int, *, by: User, at: datetime) -> None:
    """Keep a trace of what a guest took away."""
    record(Exported(guest=guest.pk, rows=rows), by=by, at=at)
