"""Gather a team: join, change, leave, hand on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import touch
from cordee.applications.events import HandedOn, TeamChanged
from cordee.applications.models import Application, Member
from cordee.applications.queries import writers
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.people.actions.invitations import invite, renew
from cordee.people.actions.invitations import withdraw as take_back
from cordee.people.actions.seats import end_seat
from cordee.people.models import Invitation, Seat
from cordee.people.models.seats import Role
from cordee.people.rules import scope_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.people.models import Person, User


CALM = timedelta(minutes=10)
"""How long an invitation is given to arrive before it may be sent again."""


@transaction.atomic
def join(
    application: Application,
    *,
    role: str,
    given_name: str,
    family_name: str,
    person: Person | None = None,
    leads: Iterable[str] = (),
    by: User,
    at: datetime,
    **details: str,
) -> Member:
    """Add someone to the team; `details` are email, phone, capacity, organisation, service."""
    _check_role(application, role)
    member = Member.objects.create(
        application=application,
        person=person,
        role=role,
        given_name=tidy(given_name),
        family_name=tidy(family_name),
        leads=sorted(set(leads)),
        joined_at=at,
        **{name: tidy(value) for name, value in details.items()},
    )
    _changed(member, "joined", by=by, at=at)
    return member


def _changed(member: Member, change: str, *, by: User, at: datetime) -> None:
    """Write in the journal that the team moved, and that the file is no longer as handed in."""
    touch(member.application, at=at)
    event = TeamChanged(application=member.application_id, member=member.pk, change=change)
    record(event, by=by, at=at)


@transaction.atomic
def replace(
    member: Member, *, because: str = "", by: User, at: datetime, **newcomer: Any
) -> Member:
    """Someone takes the place of another, with its role and parts unless said otherwise (R30).

    `newcomer` is what `join` asks; both passages stay written, one pointing at the other.
    """
    given = {"role": member.role, "leads": member.leads, **newcomer}
    made = join(member.application, by=by, at=at, **given)
    Member.objects.filter(pk=made.pk).update(replaces=member)
    leave(member, because=because, by=by, at=at)
    return made


def come_in(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: someone accepted to write with a team, her member row gets its person."""
    invitation = Invitation.objects.select_related("seat__person").get(pk=event.invitation)
    member = invitation.details.get("member")
    if member and invitation.seat is not None:
        Member.objects.filter(public_id=member, person=None).update(
            person=invitation.seat.person, agreed_at=at
        )


@transaction.atomic
def change_member(member: Member, *, by: User, at: datetime, **changes: Any) -> Member:
    """Correct what is said of a member: her role, her parts, her details.

    The invitation sent to an address corrected since no longer opens the file.
    """
    if "role" in changes:
        _check_role(member.application, changes["role"])
    if tidy(changes.get("email", member.email)).lower() != member.email.lower():
        _take_back_invitations(member, by=by, at=at)
    for name, value in changes.items():
        setattr(member, name, tidy(value) if isinstance(value, str) else value)
    member.save(update_fields=tuple(changes))
    _changed(member, "changed", by=by, at=at)
    return member


@transaction.atomic
def leave(member: Member, *, because: str = "", by: User, at: datetime) -> None:
    """Take someone off the team: her passage stays written, her right to write ends (R30).

    When she answers for the file, another writer does from then on (`heir`). Raises `Refused`
    when there is nobody to hand it to; does nothing for someone already gone.
    """
    gone = {"left_at": at, "left_because": tidy(because)[:300]}
    if not Member.objects.filter(pk=member.pk, left_at=None).update(**gone):
        return
    if _answers_for(member):
        _pass_on(member.application, by=by, at=at)
    member.approvals.filter(taken_back_at=None).update(taken_back_at=at)
    _close_door(member, by=by, at=at)
    _changed(member, "left", by=by, at=at)


def _answers_for(member: Member) -> bool:
    return member.person is not None and member.person.user_id == member.application.owner_id


def _pass_on(application: Application, *, by: User, at: datetime) -> None:
    """Hand the file to its heir, before whoever answers for it goes."""
    chosen = heir(application)
    if chosen is None:
        sentence = _(
            "Vous répondez de ce dossier et personne d’autre de l’équipe n’a encore ouvert son "
            "compte : invitez quelqu’un et attendez son accord, ou retirez la candidature."
        )
        raise Refused(broken("owner.alone", "owner", sentence))
    hand_on(application, chosen, by=by, at=at)


def heir(application: Application) -> User | None:
    """Who answers for the file when its owner goes: whoever plays a part, else the earliest."""
    rows = writers(application).filter(person__user__is_active=True)
    others = rows.exclude(person__user=application.owner_id).select_related("person__user")
    ranked = sorted(others, key=lambda one: (not one.leads, one.joined_at, one.pk))
    return ranked[0].person.user if ranked and ranked[0].person else None


def _close_door(member: Member, *, by: User, at: datetime) -> None:
    """End the seat of someone who leaves, and the invitation she has not answered."""
    here = {"role": Role.APPLICANT, "scope": scope_key(member.application)}
    if member.person_id is not None:
        for seat in Seat.objects.current(at).filter(person=member.person_id, **here).order_by("pk"):
            end_seat(seat, because="A quitté l’équipe", by=by, at=at)
    _take_back_invitations(member, by=by, at=at)


def _take_back_invitations(member: Member, *, by: User, at: datetime) -> None:
    """Close the links she has not followed yet; one that expired could still be renewed."""
    waiting = Invitation.objects.filter(accepted=None, withdrawn=None, role=Role.APPLICANT)
    hers = waiting.somewhere(member.application).filter(details__member=str(member.public_id))
    for one in hers.order_by("pk"):
        take_back(one, by=by, at=at)


@transaction.atomic
def ask_in(member: Member, *, by: User, at: datetime) -> Invitation:
    """Invite a member to write, or send her again, with a new link, the invitation that waits.

    Raises `Refused` when she already writes, when another member was invited at her address, or
    when the last letter has just left.
    """
    application = member.application
    here = Invitation.objects.filter(role=Role.APPLICANT).pending(at).somewhere(application)
    waiting = here.filter(email=member.email.lower(), details__member=str(member.public_id)).first()
    if waiting is None:
        about = {"label": str(application), "about": application.edition.title}
        details = {"member": str(member.public_id), **about}
        return invite(
            member.email, Role.APPLICANT, scope=application, details=details, by=by, at=at
        )
    if at - waiting.sent < CALM:
        sentence = french.say(
            "L’invitation vient de partir vers {email} : elle arrive en quelques minutes, parfois "
            "dans les courriels indésirables. Si rien ne vient, renvoyez-la un peu plus tard.",
            email=member.email,
        )
        raise Refused(broken("invitation.soon", "email", sentence))
    return renew(waiting, by=by, at=at)


@transaction.atomic
def hand_on(application: Application, owner: User, *, by: User | None, at: datetime) -> None:
    """Give the file to another of its writers, before leaving for instance."""
    if not application.members.filter(left_at=None, person__user=owner).exists():
        raise Refused(
            broken(
                "owner",
                "owner",
                _("La personne doit d’abord faire partie de l’équipe et avoir ouvert son compte."),
            )
        )
    if application.owner_id == owner.pk:
        return
    application.owner = owner
    application.save(update_fields=("owner",))
    record(HandedOn(application=application.pk, owner=owner.pk), by=by, at=at)


def _check_role(application: Application, role: str) -> None:
    team = application.edition.definition.team_of(application.track)
    if team is not None and team.roles and role not in {one.key for one in team.roles}:
        raise Refused(
            broken(
                "team.role", "team", _("Choisissez un des rôles de l’équipe proposés par l’appel.")
            )
        )
