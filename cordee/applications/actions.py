"""Write a file, gather its team, hand it in: the only writer of applications."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.applications.events import Deposited, HandedOn, Started, TeamChanged, Withdrawn
from cordee.applications.models import Answer, AnswerVersion, Application, Deposit, Member
from cordee.applications.queries import content_of, draft_of
from cordee.applications.rules import deposit_findings
from cordee.applications.rules.answers import empty
from cordee.calls.rules import time_faults
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, blocking, broken
from cordee.ledger.actions import record
from cordee.people.actions.invitations import withdraw as take_back
from cordee.people.actions.seats import end_seat
from cordee.people.models import Invitation, Seat
from cordee.people.models.seats import Role
from cordee.people.rules import scope_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.kernel.findings import Finding
    from cordee.people.models import Person, User
    from cordee.territories.models import Territory


@transaction.atomic
def start(
    edition: Edition,
    *,
    territory: Territory | None = None,
    body_name: str = "",
    kind: str = "",
    track: str = "",
    origin: str = Application.Origin.ONLINE,
    by: User,
    at: datetime,
) -> Application:
    """Begin a file for a body; raises `Refused` before the opening and after the closing."""
    definition = edition.definition
    step = definition.steps[0].key
    if found := time_faults(definition, at, step):
        raise Refused(found)
    application = Application.objects.create(
        edition=edition,
        step=step,
        track=track,
        territory=territory,
        body_name=body_name or (territory.name if territory else ""),
        department=territory.department if territory else "",
        kind=territory.kind if territory else kind,
        owner=by,
        origin=origin,
        started_at=at,
    )
    record(Started(application=application.pk, edition=edition.pk), by=by, at=at)
    return application


class Fate(StrEnum):
    """What became of a text just typed."""

    SAVED = "enregistré"
    UNCHANGED = "inchangé"
    CONFLICT = "conflit"
    LATE = "trop tard"


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer in force and the fate of what was typed; whatever the fate, the text is kept."""

    answer: Answer
    fate: Fate


@transaction.atomic
def save_answer(
    application: Application,
    question: str,
    value: Any,
    *,
    revision: int | None = None,
    by: User,
    at: datetime,
) -> Saved:
    """Save one answer; the former text goes to its history, nothing typed is ever lost.

    `revision` is the one the writer started from, 0 when nothing was written yet: when another
    hand saved since, nothing is replaced and the fate is CONFLICT, unless the writer changed
    nothing of what she was shown. After the closing the fate is LATE. In both cases the typed
    text stands in the history, flagged `lost`. Raises `Refused` for a question nobody asks.
    """
    if application.edition.definition.question(question) is None:
        raise Refused(broken("question", f"questions.{question}", "Cette question n’existe pas."))
    value = tidy(value) if isinstance(value, str) else value
    answer, created = _answer(application, question, value, by=by, at=at)
    late = bool(time_faults(application.edition.definition, at, application.step))
    if late:
        if created:
            Answer.objects.filter(pk=answer.pk).update(value=None)
            answer.value = None
        _keep(answer, value, answer.revision, by=by, at=at, lost=True)
        return Saved(answer, Fate.LATE)
    if created:
        return Saved(answer, Fate.SAVED)
    if _same(answer.value, value):
        return Saved(answer, Fate.UNCHANGED)
    if revision is not None and revision != answer.revision:
        if _same(_shown(answer, revision), value):
            return Saved(answer, Fate.UNCHANGED)
        _keep(answer, value, revision, by=by, at=at, lost=True)
        return Saved(answer, Fate.CONFLICT)
    return Saved(_replace(answer, value, by=by, at=at), Fate.SAVED)


def _answer(
    application: Application, question: str, value: Any, *, by: User, at: datetime
) -> tuple[Answer, bool]:
    """The row of that answer, locked; made when it is the first text."""
    return Answer.objects.select_for_update(of=("self",)).get_or_create(
        application=application, question=question, defaults={"value": value, "by": by, "at": at}
    )


def _same(one: Any, other: Any) -> bool:
    return one == other or (empty(one) and empty(other))


def _shown(answer: Answer, revision: int) -> Any:
    """What the writer was shown: the text of that revision, nothing before the first."""
    former = answer.versions.filter(revision=revision, lost=False).order_by("-pk")
    return former.values_list("value", flat=True).first()


def _replace(answer: Answer, value: Any, *, by: User, at: datetime) -> Answer:
    _keep(answer, answer.value, answer.revision, by=answer.by, at=answer.at)
    answer.value, answer.by, answer.at = value, by, at
    answer.revision += 1
    answer.save(update_fields=("value", "by", "at", "revision"))
    return answer


def _keep(
    answer: Answer, value: Any, revision: int, *, by: User | None, at: datetime, lost: bool = False
) -> None:
    """Keep a text in the history; one kept aside grows in one row while its author goes on."""
    row = {"answer": answer, "revision": revision, "by": by, "lost": lost}
    if lost and AnswerVersion.objects.filter(**row).update(value=value, at=at):
        return
    AnswerVersion.objects.create(**row, value=value, at=at)


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
    record(TeamChanged(application=application.pk, member=member.pk, change="joined"), by=by, at=at)
    return member


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
    """Correct what is said of a member: her role, her parts, her details."""
    if "role" in changes:
        _check_role(member.application, changes["role"])
    for name, value in changes.items():
        setattr(member, name, tidy(value) if isinstance(value, str) else value)
    member.save(update_fields=tuple(changes))
    record(
        TeamChanged(application=member.application_id, member=member.pk, change="changed"),
        by=by,
        at=at,
    )
    return member


@transaction.atomic
def leave(member: Member, *, by: User, at: datetime) -> None:
    """Take someone off the team: her passage stays written, her right to write ends (R30)."""
    if not Member.objects.filter(pk=member.pk, left_at=None).update(left_at=at):
        return
    _close_door(member, by=by, at=at)
    record(
        TeamChanged(application=member.application_id, member=member.pk, change="left"),
        by=by,
        at=at,
    )


def _close_door(member: Member, *, by: User, at: datetime) -> None:
    """End the seat of someone who leaves, and the invitation she has not answered."""
    here = {"role": Role.APPLICANT, "scope": scope_key(member.application)}
    if member.person_id is not None:
        for seat in Seat.objects.current(at).filter(person=member.person_id, **here).order_by("pk"):
            end_seat(seat, because="A quitté l’équipe", by=by, at=at)
    asked = {"details__member": str(member.public_id), "expires__gt": at}
    for one in Invitation.objects.filter(accepted=None, withdrawn=None, **asked, **here):
        take_back(one, by=by, at=at)


@transaction.atomic
def hand_on(application: Application, owner: User, *, by: User, at: datetime) -> None:
    """Give the file to another of its writers, before leaving for instance."""
    if not application.members.filter(left_at=None, person__user=owner).exists():
        raise Refused(
            broken(
                "owner",
                "owner",
                "La personne doit d’abord faire partie de l’équipe et avoir ouvert son compte.",
            )
        )
    application.owner = owner
    application.save(update_fields=("owner",))
    record(HandedOn(application=application.pk, owner=owner.pk), by=by, at=at)


@transaction.atomic
def deposit(application: Application, *, by: User, at: datetime) -> Deposit:
    """Freeze the draft, whole, under the rules in force, and say so in the ledger.

    The row is locked and the clock read by the caller is compared inside the transaction (R2):
    a deposit is whole or absent. Handing in again the same content returns the same deposit; a
    changed content makes the next number, until the closing. Raises `Refused` with every reason.
    """
    application = _held(application)
    draft = draft_of(application, at)
    found = deposit_findings(application.edition.definition, draft, at)
    if refusals := [*_state_faults(application), *blocking(found)]:
        raise Refused(refusals)
    content = content_of(application, draft, at)
    fingerprint = digest(content)
    if application.current is not None and application.current.digest == fingerprint:
        return application.current
    made = Deposit.objects.create(
        application=application,
        number=application.deposits.count() + 1,
        version=application.edition.rules_in_force,
        content=content,
        digest=fingerprint,
        findings=[finding.as_dict() for finding in found],
        at=at,
        by=by,
    )
    application.current = made
    application.save(update_fields=("current",))
    record(
        Deposited(
            application=application.pk, deposit=made.pk, number=made.number, digest=fingerprint
        ),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def withdraw(application: Application, *, reason: str, by: User, at: datetime) -> None:
    """Take the file back: the jury no longer sees it, its writers still do."""
    updated = Application.objects.filter(pk=application.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_because=tidy(reason)
    )
    if not updated:
        raise Refused(broken("withdrawn", "application", "Cette candidature est déjà retirée."))
    record(Withdrawn(application=application.pk), by=by, at=at)


def _held(application: Application) -> Application:
    """The row locked, then read with what stands beside it.

    Two queries, in this order: a row locked after a wait is the latest, but what the same query
    joins to it is as old as the query; the deposit of the hand that went first would be missed.
    """
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    rows = Application.objects.select_related("edition__current", "territory", "current")
    return rows.get(pk=application.pk)


def _state_faults(application: Application) -> list[Finding]:
    if application.withdrawn_at is None:
        return []
    return [
        broken(
            "withdrawn",
            "application",
            "Cette candidature a été retirée. Pour candidater, commencez un autre dossier.",
        )
    ]


def _check_role(application: Application, role: str) -> None:
    team = application.edition.definition.team_of(application.track)
    if team is not None and team.roles and role not in {one.key for one in team.roles}:
        raise Refused(
            broken("team.role", "team", "Choisissez un des rôles de l’équipe proposés par l’appel.")
        )
