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
from cordee.journeys.queries import wall_clock
from cordee.journeys.rules.absences import replacement_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.actions.persons import find_or_add

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person, User

GONE = "Cette personne a déjà quitté la délégation : son remplacement est peut-être déjà fait."
OTHER = (
    "Cette adresse est connue ici sous un autre nom : vérifiez-la, ou écrivez le nom que cette "
    "personne porte dans son profil."
)
THERE = "Cette adresse est celle d’une personne de la délégation : donnez celle de qui arrive."


@transaction.atomic
def replace(
    delegate: Delegate, person: Person, *, reason: str = "", by: User, at: datetime
) -> Delegate:
    """Put someone in another's place: both passages keep their dates (R30).

    Raises `Refused` when the programme admits no replacement, for somebody who has left already,
    and by somebody who is of the delegation already.
    """
    absence = delegate.participation.cohort.edition.definition.year.absence
    if found := replacement_faults(absence):
        raise Refused(found)
    Participation.objects.select_for_update(of=("self",)).get(pk=delegate.participation_id)
    there = Delegate.objects.filter(participation=delegate.participation_id, ends=None)
    if not there.filter(pk=delegate.pk).exists():
        raise Refused(broken("replacement.gone", "email", GONE))
    if there.filter(person=person).exists():
        raise Refused(broken("replacement.there", "email", THERE))
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
def replace_by(
    delegate: Delegate, *, email: str, given_name: str, family_name: str, reason: str = "",
    by: User, at: datetime,
) -> Delegate:  # fmt: skip
    """The same by somebody known by her address, or new here; nobody is written when refused."""
    person = find_or_add(email, given_name, family_name, by=by, at=at)
    if person.is_named and not person.is_called(f"{given_name} {family_name}"):
        raise Refused(broken("replacement.other_name", "email", OTHER))
    return replace(delegate, person, reason=reason, by=by, at=at)


@transaction.atomic
def end_delegate(delegate: Delegate, *, reason: str = "", by: User, at: datetime) -> None:
    """Someone leaves a delegation; what she signed stays. A second time changes nothing."""
    held = Delegate.objects.select_for_update(of=("self",)).get(pk=delegate.pk)
    if held.ends is not None:
        return
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
    """A territory leaves the cohort, with its reason (R316); a second time changes nothing."""
    if not reason.strip():
        raise Refused(missing("withdrawal.reason", "reason", "Dites la raison de ce départ."))
    held = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    if held.ends is not None:
        return
    left = wall_clock(participation.cohort, at).date()
    participation.ends, participation.ended_because = left, tidy(reason)
    participation.save(update_fields=("ends", "ended_because"))
    record(Left(participation=participation.pk), by=by, at=at)
