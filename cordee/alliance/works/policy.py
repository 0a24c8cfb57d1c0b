"""Who proposes, reads, joins, objects to and steers what the alliance does together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.alliance.works.models import WorkAlly, Workstream
from cordee.alliance.works.rules.workstreams import ALIVE, CLOSED, DRAFT, LAUNCHED
from cordee.journeys.audiences import reader
from cordee.kernel.rights import Right
from cordee.people.policy import is_staff
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.alliance.works.models import Assembly, WorkObjection, WorkOutput
    from cordee.people.models import User

    type Anyone = User | AnonymousUser


def may_keep(user: Anyone, row: Any, *, at: datetime) -> Right:
    """The team keeps lists, frames, assemblies and the register; nobody else sees these pages."""
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()


def allied(user: Anyone, at: datetime) -> bool:
    """Whether someone stands in the alliance: team, ally, delegate, or named in a workstream."""
    who = reader(user, at)
    if who.staff or who.ally or who.teams:
        return True
    return who.person is not None and bool(_places(who.person))


def _places(person: int) -> set[int]:
    """The workstreams someone carries or takes part in."""

    def asked() -> set[int]:
        joined = WorkAlly.objects.filter(person=person, left=None).order_by()
        led = Workstream.objects.filter(leader=person).order_by()
        return {*joined.values_list("workstream_id", flat=True), *led.values_list("pk", flat=True)}

    return once(f"workstreams of {person}", asked)


def belongs(user: Anyone, workstream: Workstream, at: datetime) -> bool:
    """Whether she is of a workstream: its proposer, who carries it, an ally of it."""
    who = reader(user, at)
    if who.person is None:
        return False
    return workstream.by_id == user.pk or workstream.pk in _places(who.person)


def may_read(user: Anyone, workstream: Workstream, *, at: datetime) -> Right:
    """Launched or closed: everybody; presented or over: the allies; being prepared: its people."""
    if workstream.state in (LAUNCHED, CLOSED):
        return Right.yes()
    if not user.is_authenticated:
        return Right.no(_("Connectez-vous pour lire ce chantier."))  # a letter may lead here
    if is_staff(user, at) or belongs(user, workstream, at):
        return Right.yes()
    if workstream.state != DRAFT and allied(user, at):
        return Right.yes()
    return Right.hidden()


def may_propose(user: Anyone, at: datetime) -> Right:
    """Whoever stands in the alliance proposes."""
    if allied(user, at):
        return Right.yes()
    return Right.no(_(
        "Un chantier se propose par les alliés. Si votre structure a signé la charte, demandez à "
        "l’équipe de vous y rattacher."
    ))  # fmt: skip


def may_write(user: Anyone, workstream: Workstream, *, at: datetime) -> Right:
    """Its proposer, who carries it and the team write it while it is open."""
    right = may_read(user, workstream, at=at)
    if not right:
        return right
    own = user.is_authenticated and (workstream.by_id == user.pk or _leads(user, workstream, at))
    if not own and not (user.is_authenticated and is_staff(user, at)):
        return Right.no(_("Seules les personnes qui portent ce chantier l’écrivent."))
    if workstream.state not in ALIVE:
        return Right.no(_("Ce chantier n’est plus ouvert : il ne s’écrit plus."))
    return Right.yes()


def _leads(user: Anyone, workstream: Workstream, at: datetime) -> bool:
    person = reader(user, at).person
    return person is not None and workstream.leader_id == person


def may_join(user: Anyone, workstream: Workstream, *, at: datetime) -> Right:
    """Any ally who reads it, while it is open."""
    right = may_read(user, workstream, at=at)
    if not right:
        return right
    if not allied(user, at):
        return Right.no(_("Les alliés prennent part aux chantiers : écrivez-nous pour en être."))
    if workstream.state not in ALIVE:
        return Right.no(_("Ce chantier n’est plus ouvert."))
    return Right.yes()


def may_steer(user: Anyone, workstream: Workstream, *, at: datetime) -> Right:
    """The team presents, launches, merges, drops, closes, and writes the decisions of organs."""
    right = may_read(user, workstream, at=at)
    if not right or (user.is_authenticated and is_staff(user, at)):
        return right
    return Right.no(_("Cela revient à l’équipe d’animation."))


def may_answer(user: Anyone, objection: WorkObjection, *, at: datetime) -> Right:
    """Who carries it or the team answers what was objected."""
    return may_write(user, objection.workstream, at=at)


def may_read_output(user: Anyone, output: WorkOutput, *, at: datetime) -> Right:
    """Whoever reads a workstream reads what it made."""
    return may_read(user, output.workstream, at=at)


def may_deliver(user: Anyone, output: WorkOutput, *, at: datetime) -> Right:
    """Who writes a workstream says what it made."""
    return may_write(user, output.workstream, at=at)


def may_attend(user: Anyone, assembly: Assembly, *, at: datetime) -> Right:
    """The team at any time; once announced, its guests and, of an assembly, every ally."""
    if not user.is_authenticated:
        return Right.no(_("Connectez-vous : cette page est celle des personnes invitées."))
    if is_staff(user, at):
        return Right.yes()
    if assembly.state == assembly.State.DRAFT:
        return Right.hidden()
    if assembly.guests.filter(person__user=user).exists():
        return Right.yes()
    open_ = assembly.kind == assembly.Kind.ASSEMBLY and allied(user, at)
    return Right.yes() if open_ else Right.hidden()
