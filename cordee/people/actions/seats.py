"""Seats: given for a time, ended with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, blocking, broken, missing
from cordee.kernel.french import moment, say
from cordee.ledger.actions import record
from cordee.people.actions.factors import demand_second_factor
from cordee.people.events import SeatEnded, SeatGiven
from cordee.people.models import Organisation, Person, Seat, User
from cordee.people.rules import HOUSE_ROLES, SECOND_FACTOR_ROLES, scope_key, seat_faults

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

KEEPERS = tuple(role for role in HOUSE_ROLES if role != "assistant")
"""Roles that may give any role: without one of them nobody could enter the team."""


@transaction.atomic
def give_seat(
    person: Person,
    role: str,
    *,
    scope: Model | str | None = None,
    organisation: Organisation | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Seat:
    """Give someone a role on an object (or the whole house), from `starts` (now) to `ends`.

    Refused when the dates or the scope make no sense, when she was erased, or when she already
    holds that very seat during part of that time.
    """
    seat = Seat(
        person=person,
        role=role,
        scope=scope_key(scope),
        organisation=organisation,
        starts=starts or at,
        ends=ends,
        given_by=by,
    )
    found = seat_faults(seat.role, seat.scope, seat.starts, seat.ends)
    if person.erased:
        found.append(broken("seat.person", "person", _("Cette personne a été effacée.")))
    if blocking(found):
        raise Refused(found)
    _insert(seat)
    if seat.role in SECOND_FACTOR_ROLES and person.user is not None:
        demand_second_factor(person.user, at)
    record(_given(seat), by=by, at=at)
    return seat


def _insert(seat: Seat) -> None:
    """Save, letting the database say whether the same seat is already held."""
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as twice:
        if "no_overlapping_identical_seat" not in str(twice):
            raise
        raise Refused(
            broken(
                "seat.twice",
                "role",
                say(
                    "{name} a déjà ce rôle pendant tout ou partie de cette période. Mettez-y "
                    "d’abord fin, ou choisissez d’autres dates.",
                    name=seat.person.name,
                ),
            )
        ) from twice


def _given(seat: Seat) -> SeatGiven:
    return SeatGiven(
        seat=seat.pk,
        person=seat.person_id,
        role=seat.role,
        scope=seat.scope,
        starts=seat.starts.isoformat(),
        ends=seat.ends.isoformat() if seat.ends else "",
    )


@transaction.atomic
def end_seat(seat: Seat, *, because: str, by: User | None, at: datetime) -> Seat:
    """End a role now (one to come never starts); the reason is kept with the seat."""
    seat = _locked(seat)
    found = []
    if seat.ends is not None and seat.ends <= at:
        said = moment(seat.ends.astimezone(at.tzinfo))
        found.append(
            broken(
                "seat.ended", "ends", say("Ce rôle est déjà terminé depuis le {said}.", said=said)
            )
        )
    if not because.strip():
        found.append(missing("seat.because", "because", _("Dites pourquoi ce rôle prend fin.")))
    if not found and _last_of_the_house(seat, at):
        found.append(
            broken(
                "seat.last",
                "role",
                _(
                    "C’est le dernier rôle de l’équipe : plus personne ne pourrait entrer. "
                    "Donnez d’abord ce rôle à quelqu’un d’autre."
                ),
            )
        )
    if found:
        raise Refused(found)
    seat.ends, seat.ended_by, seat.ended_because = max(at, seat.starts), by, because.strip()[:300]
    seat.save(update_fields=["ends", "ended_by", "ended_because"])
    event = SeatEnded(seat=seat.pk, person=seat.person_id, role=seat.role, scope=seat.scope)
    record(event, by=by, at=at)
    return seat


def _locked(seat: Seat) -> Seat:
    """Hold a seat until the end of the act; those who keep the house are all held together.

    Two of them who end each other's role at the same instant wait for one another: one stays.
    """
    held = Seat.objects.select_for_update(of=("self",)).order_by("pk")
    if seat.role in KEEPERS:
        list(held.filter(role__in=KEEPERS, ended_because=""))
    return held.get(pk=seat.pk)


def _last_of_the_house(seat: Seat, at: datetime) -> bool:
    """Whether nobody else could give roles any more."""
    if seat.role not in KEEPERS:
        return False
    others = Seat.objects.current(at).with_role(*KEEPERS).exclude(pk=seat.pk)
    return not others.filter(person__user__is_active=True, ended_because="").exists()
