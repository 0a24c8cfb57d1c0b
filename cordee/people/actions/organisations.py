"""Organisations and their dated place in the governance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, broken
from cordee.kernel.french import day, say
from cordee.ledger.actions import record
from cordee.people.events import GovernanceJoined, GovernanceLeft, OrganisationKept
from cordee.people.models import Membership, Organisation, User
from cordee.people.models.organisations import GOVERNANCE

if TYPE_CHECKING:
    from datetime import date, datetime


@transaction.atomic
def keep_organisation(organisation: Organisation, *, by: User | None, at: datetime) -> Organisation:
    """Write an organisation, new or corrected; the form has checked its numbers."""
    taken = Organisation.objects.filter(siret=organisation.siret).exclude(pk=organisation.pk)
    if organisation.siret and (twin := taken.first()):
        raise Refused(
            broken(
                "organisation.twice", "siret", say("{name} porte déjà ce SIRET.", name=twin.name)
            )
        )
    organisation.save()
    record(OrganisationKept(organisation=organisation.pk), by=by, at=at)
    return organisation


@transaction.atomic
def join_governance(
    organisation: Organisation,
    *,
    starts: date,
    ends: date | None = None,
    circle: str = GOVERNANCE,
    by: User | None,
    at: datetime,
) -> Membership:
    """Enter an organisation in a circle from a day (included) to another (excluded)."""
    if ends is not None and ends <= starts:
        raise Refused(broken("membership.ends", "ends", _("La fin doit venir après le début.")))
    made = Membership(organisation=organisation, circle=circle, starts=starts, ends=ends)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as twice:
        sentence = say(
            "{name} est déjà membre pendant tout ou partie de cette période.",
            name=organisation.name,
        )
        raise Refused(broken("membership.twice", "starts", sentence)) from twice
    event = GovernanceJoined(
        organisation=organisation.pk,
        circle=made.circle,
        starts=starts.isoformat(),
        ends=ends.isoformat() if ends else "",
    )
    record(event, by=by, at=at)
    return made


@transaction.atomic
def leave_governance(
    organisation: Organisation,
    *,
    ends: date,
    circle: str = GOVERNANCE,
    by: User | None,
    at: datetime,
) -> Membership:
    """End the membership that holds on that day: that day is the first without it."""
    current = organisation.memberships.current(ends).filter(circle=circle)
    held = current.select_for_update(of=("self",)).first()
    if held is None or held.starts == ends:
        sentence = say(
            "{name} n’est pas membre de la gouvernance le {ends}.",
            name=organisation.name,
            ends=day(ends),
        )
        raise Refused(broken("membership.none", "ends", sentence))
    held.ends = ends
    held.save(update_fields=["ends"])
    event = GovernanceLeft(organisation=organisation.pk, circle=held.circle, ends=ends.isoformat())
    record(event, by=by, at=at)
    return held
