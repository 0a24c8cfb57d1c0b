"""People of a delegation come and go; a territory may leave (R30, R316)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import (
    DelegationChanged,
    Left,
)
from cordee.journeys.models import (
    Delegate,
    Participation,
)
from cordee.journeys.rules.absences import replacement_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person, User


@transaction.atomic
def replace(
    delegate: Delegate, person: Person, *, reason: str = "", by: User, at: datetime
) -> Delegate:
    """Put someone in another's place: both passages keep their dates (R30).

    Raises `Refused` when the programme admits no replacement.
    """
    absence = delegate.participation.cohort.edition.definition.year.absence
    if found := replacement_faults(absence):
        raise Refused(found)
    end_delegate(delegate, reason=reason, by=by, at=at)
    made = Delegate.objects.create(
        participation=delegate.participation,
        person=person,
        role=delegate.role,
        leads=delegate.leads,
        starts=at,
        replaces=delegate,
        calendar_token=secrets.token_urlsafe(32),
    )
    record(
        DelegationChanged(
            participation=delegate.participation_id, delegate=made.pk, change="replaced"
        ),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def end_delegate(delegate: Delegate, *, reason: str = "", by: User, at: datetime) -> None:
    """Someone leaves a delegation; what she signed stays."""
    delegate.ends, delegate.ended_because = at, tidy(reason)
    delegate.save(update_fields=("ends", "ended_because"))
    record(
        DelegationChanged(
            participation=delegate.participation_id, delegate=delegate.pk, change="left"
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw(participation: Participation, *, reason: str, by: User | None, at: datetime) -> None:
    """A territory leaves the cohort, with its reason (R316)."""
    if not reason.strip():
        raise Refused(missing("withdrawal.reason", "reason", "Dites la raison de ce départ."))
    participation.ends, participation.ended_because = at.date(), tidy(reason)
    participation.save(update_fields=("ends", "ended_because"))
    record(Left(participation=participation.pk), by=by, at=at)
