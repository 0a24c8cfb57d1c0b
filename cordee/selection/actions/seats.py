"""The seats of a panel once held: what each is there for, and who sits in whose place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, broken
from cordee.ledger.actions import record
from cordee.selection.events import JurorChanged, JurorSeated, SubstituteCalled, SubstituteReleased
from cordee.selection.models import Assignment, Juror, Mark, Recusal, Replacement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Profile:
    """What a seat is: its part, voice, mandate, load, and what its holder knows."""

    part: str = Juror.Part.MEMBER
    seat: str = ""
    voting: bool = True
    president: bool = False
    organisation: Organisation | None = None
    stands_for: Juror | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    expertise: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    load_min: int = 0
    load_max: int | None = None


@transaction.atomic
def follow(juror: Juror, *, by: User, at: datetime) -> Juror:
    """Keep the seat, without any reading, of someone of the team who declares her interests."""
    if juror.pk is None:
        kept, _created = Juror.objects.get_or_create(
            panel=juror.panel,
            person=juror.person,
            defaults={"part": Juror.Part.TEAM, "voting": False, "starts": at},
        )
        kept.panel = juror.panel
        record(JurorSeated(panel=kept.panel_id, juror=kept.pk), by=by, at=at)
        return kept
    return juror


@transaction.atomic
def change_juror(juror: Juror, profile: Profile, *, by: User, at: datetime) -> Juror:
    """Change what a seat is; raises `Refused` on dates, loads or substitutes that contradict."""
    if found := list(_faults(juror, profile)):
        raise Refused(found)
    juror.part, juror.seat = profile.part, profile.seat
    juror.voting = profile.voting and profile.part == Juror.Part.MEMBER
    juror.president, juror.organisation = profile.president, profile.organisation
    juror.stands_for = profile.stands_for
    juror.starts, juror.ends = profile.starts or juror.starts, profile.ends
    juror.expertise, juror.languages = list(profile.expertise), list(profile.languages)
    juror.load_min, juror.load_max = profile.load_min, profile.load_max
    juror.save()
    record(JurorChanged(juror=juror.pk, part=juror.part, voting=juror.voting), by=by, at=at)
    return juror


def _faults(juror: Juror, profile: Profile) -> Iterator[Finding]:
    starts = profile.starts or juror.starts
    if profile.ends is not None and profile.ends <= starts:
        yield broken("juror.mandate", "ends", "Le mandat finit avant d’avoir commencé.")
    if profile.load_max is not None and profile.load_min > profile.load_max:
        yield broken("juror.load", "load_max", "Le maximum de dossiers est sous le minimum.")
    if (titular := profile.stands_for) is not None:
        if titular.pk == juror.pk or titular.panel_id != juror.panel_id:
            yield broken("juror.substitute", "stands_for", "On supplée quelqu’un d’autre du jury.")
        elif titular.stands_for_id is not None:
            sentence = "Cette personne est elle-même suppléante."
            yield broken("juror.substitute", "stands_for", sentence)


@transaction.atomic
def call_substitute(substitute: Juror, *, reason: str, by: User, at: datetime) -> Replacement:
    """Call a substitute: she sits, votes and reads in place of whom she stands for.

    What was not begun by the absent goes to her, except files she withdrew from.
    """
    absent = substitute.stands_for
    if absent is None:
        raise Refused(broken("substitute.none", "juror", "Cette personne ne supplée personne."))
    running = Replacement.objects.select_for_update().filter(ends=None)
    if running.filter(absent=absent).exists() or running.filter(substitute=substitute).exists():
        raise Refused(broken("substitute.twice", "juror", "Cette suppléance est déjà en cours."))
    made = Replacement.objects.create(
        absent=absent, substitute=substitute, starts=at, reason=tidy(reason)
    )
    _hand_over(absent, substitute)
    record(SubstituteCalled(absent=absent.pk, substitute=substitute.pk), by=by, at=at)
    return made


@transaction.atomic
def release_substitute(replacement: Replacement, *, by: User, at: datetime) -> None:
    """End a replacement: the absent sits again; what the substitute marked stays."""
    if not Replacement.objects.filter(pk=replacement.pk, ends=None).update(ends=at):
        raise Refused(broken("substitute.over", "juror", "Cette suppléance est déjà finie."))
    _hand_over(replacement.substitute, replacement.absent)
    record(
        SubstituteReleased(absent=replacement.absent_id, substitute=replacement.substitute_id),
        by=by,
        at=at,
    )


def _hand_over(giver: Juror, taker: Juror) -> None:
    """Pass on what the giver was asked to read and has not begun."""
    begun = Mark.objects.filter(juror=giver, withdrawn_at=None).values("deposit__application")
    left = Recusal.objects.standing().filter(juror=taker).values("application")
    has = Assignment.objects.filter(juror=taker).values("application")
    rows = Assignment.objects.filter(juror=giver).exclude(application__in=begun)
    rows.exclude(application__in=left).exclude(application__in=has).update(juror=taker)
