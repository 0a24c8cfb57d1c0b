"""The panel: who sits, what she declares, which files she leaves, when marks end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from cordee.applications.rules.passage import step_judged
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.models import Invitation
from cordee.people.models.seats import Role
from cordee.programme.conditions import holds
from cordee.selection import followups
from cordee.selection.events import (
    Closed,
    Declared,
    JurorLeft,
    JurorSeated,
    Lifted,
    Opened,
    RecusalConfirmed,
    Recused,
    Reopened,
)
from cordee.selection.models import (
    Assignment,
    Bypass,
    Juror,
    Mark,
    Naming,
    Panel,
    Recusal,
    Remark,
    Replacement,
    Ruling,
    Slip,
)
from cordee.selection.queries import applications_of, files, frozen_facts, stage_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.people.models import Organisation, Person, User


@transaction.atomic
def open_panel(edition: Edition, stage: str, *, by: User, at: datetime) -> Panel:
    """Let the panel of a stage begin; raises `Refused` before the closing of the call."""
    found = next((one for one in edition.definition.stages if one.key == stage), None)
    closes = edition.definition.limit(step_judged(edition.definition, found) if found else "")
    if closes is not None and at < closes:
        raise Refused(
            broken("panel.early", "panel", "Le jury ouvre les dossiers après la clôture.")
        )
    if found is None:
        raise Refused(broken("panel.stage", "stage", "L’appel ne prévoit pas cette étape."))
    panel, created = Panel.objects.get_or_create(
        edition=edition, stage=stage, defaults={"label": str(found.label), "opened_at": at}
    )
    if created:
        pass_by(panel)
        record(Opened(panel=panel.pk, edition=edition.pk), by=by, at=at)
    return panel


def pass_by(panel: Panel) -> None:
    """Note again the files that the stage does not concern (`when`), from what they declared."""
    when = stage_of(panel).when
    if when is None:
        return
    panel.bypasses.all().delete()
    past = [one for one in files(panel) if not holds(when, frozen_facts(one))]
    Bypass.objects.bulk_create(
        Bypass(panel=panel, application_id=one.application_id) for one in past
    )


@transaction.atomic
def seat_juror(
    panel: Panel,
    person: Person,
    *,
    seat: str = "",
    organisation: Organisation | None = None,
    part: str = Juror.Part.MEMBER,
    voting: bool = True,
    president: bool = False,
    by: User,
    at: datetime,
) -> Juror:
    """Appoint someone to a panel; she judges no file she helped to write."""
    juror, created = Juror.objects.get_or_create(
        panel=panel,
        person=person,
        defaults={
            "seat": seat,
            "organisation": organisation,
            "part": part,
            "voting": voting and part == Juror.Part.MEMBER,
            "president": president,
            "starts": at,
        },
    )
    if juror.part == Juror.Part.TEAM and part != Juror.Part.TEAM:
        juror.part, juror.seat, juror.organisation = part, seat, organisation
        juror.voting, juror.president = voting and part == Juror.Part.MEMBER, president
        juror.save()
    if juror.ends is not None and juror.ends <= at:
        juror.ends, created = None, True
        juror.save(update_fields=("ends",))
    if created:
        record(JurorSeated(panel=panel.pk, juror=juror.pk), by=by, at=at)
        _leaves_her_own(juror, by=by, at=at)
    return juror


def _leaves_her_own(juror: Juror, *, by: User, at: datetime) -> None:
    """She judges no file she helped to write."""
    for application in applications_of(juror.person, juror.panel.edition_id):
        recuse(
            juror,
            application,
            reason="Fait partie de l’équipe candidate.",
            source=Recusal.Source.STAFF,
            by=by,
            at=at,
        )


def come_to_sit(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: someone accepted to sit on a panel, her seat there is made."""
    if event.role != Role.JUROR or by is None:
        return
    invitation = Invitation.objects.select_related("seat__person", "organisation").get(
        pk=event.invitation
    )
    asked = invitation.details
    named = str(asked.get("panel", ""))
    panel = Panel.objects.filter(public_id=named).first() if named else None
    if panel is not None and invitation.seat is not None:
        seat_juror(
            panel,
            invitation.seat.person,
            seat=str(asked.get("seat", "")),
            organisation=invitation.organisation,
            part=str(asked.get("part", Juror.Part.MEMBER)),
            voting=bool(asked.get("voting", True)),
            president=bool(asked.get("president", False)),
            by=by,
            at=at,
        )


@transaction.atomic
def unseat(juror: Juror, *, keep_marks: bool = False, by: User, at: datetime) -> None:
    """End a seat: her marks no longer count unless they are kept, and stay written."""
    still = Q(ends=None) | Q(ends__gt=at)
    if not Juror.objects.filter(still, pk=juror.pk).update(ends=at):
        raise Refused(broken("juror.left", "juror", "Cette personne ne siège déjà plus."))
    Replacement.objects.filter(Q(absent=juror) | Q(substitute=juror), ends=None).update(ends=at)
    marks = Mark.objects.filter(juror=juror, withdrawn_at=None)
    withdrawn = 0 if keep_marks else marks.update(withdrawn_at=at)
    if not keep_marks:
        Slip.objects.filter(juror=juror, withdrawn_at=None).update(withdrawn_at=at)
    record(JurorLeft(juror=juror.pk, marks_withdrawn=withdrawn), by=by, at=at)


@transaction.atomic
def declare(
    juror: Juror,
    conflicts: Mapping[Application, str],
    *,
    interests: str | None = None,
    by: User,
    at: datetime,
) -> None:
    """Declare one's interests, in general and file by file; each conflict needs its reason (R50).

    `interests` empty of change (`None`) keeps what was said before.
    """
    if any(not reason.strip() for reason in conflicts.values()):
        raise Refused(
            missing("recusal.reason", "reason", "Dites en une phrase la raison de chaque déport.")
        )
    for application, reason in conflicts.items():
        recuse(juror, application, reason=reason, by=by, at=at)
    juror.declared_at = at
    juror.interests = juror.interests if interests is None else tidy(interests)
    juror.save(update_fields=("declared_at", "interests"))
    record(Declared(juror=juror.pk, recusals=len(conflicts)), by=by, at=at)


@transaction.atomic
def recuse(
    juror: Juror,
    application: Application,
    *,
    reason: str,
    source: str = Recusal.Source.DECLARED,
    by: User,
    at: datetime,
) -> Recusal:
    """Withdraw from a file: it disappears for her, and her marks on it no longer count.

    Said after her declaration, it holds at once all the same; the team confirms it.
    """
    if not tidy(reason):
        raise Refused(
            missing("recusal.reason", "reason", "Dites en une phrase la raison du déport.")
        )
    recusal, created = Recusal.objects.get_or_create(
        juror=juror,
        application=application,
        lifted_at=None,
        defaults={
            "reason": tidy(reason),
            "source": source,
            "late": source == Recusal.Source.DECLARED and juror.declared_at is not None,
            "at": at,
        },
    )
    if created:
        withdrawn = _undone(juror, application, at)
        record(
            Recused(juror=juror.pk, application=application.pk, marks_withdrawn=withdrawn),
            by=by,
            at=at,
        )
    return recusal


def _undone(juror: Juror, application: Application, at: datetime) -> int:
    """What she gave and said of a file no longer counts; how many marks it was."""
    here = {"deposit__application": application, "withdrawn_at": None}
    withdrawn = Mark.objects.filter(juror=juror, **here).update(withdrawn_at=at)
    Naming.objects.filter(slip__juror=juror, **here).update(withdrawn_at=at)
    Remark.objects.filter(
        panel=juror.panel_id,
        application=application,
        by__person=juror.person_id,
        withdrawn_at=None,
    ).update(withdrawn_at=at)
    Assignment.objects.filter(juror=juror, application=application).delete()
    return withdrawn


@transaction.atomic
def confirm_recusal(recusal: Recusal, *, by: User, at: datetime) -> None:
    """The team took note of a late declaration: what it undid was looked at."""
    updated = Recusal.objects.unconfirmed().filter(pk=recusal.pk)
    if not updated.update(confirmed_at=at, confirmed_by=by):
        raise Refused(broken("recusal.confirmed", "recusal", "Ce déport est déjà confirmé."))
    event = RecusalConfirmed(juror=recusal.juror_id, application=recusal.application_id)
    record(event, by=by, at=at)


@transaction.atomic
def lift(recusal: Recusal, *, by: User, at: datetime) -> None:
    """Undo a withdrawal made by mistake; the marks withdrawn stay so until she gives them again."""
    if not Recusal.objects.filter(pk=recusal.pk, lifted_at=None).update(lifted_at=at):
        raise Refused(broken("recusal.lifted", "recusal", "Ce déport est déjà levé."))
    record(Lifted(juror=recusal.juror_id, application=recusal.application_id), by=by, at=at)


@transaction.atomic
def close_marks(panel: Panel, *, by: User, at: datetime) -> None:
    """End the marking: what is given is what will be counted."""
    if Panel.objects.filter(pk=panel.pk, closed_at=None).update(closed_at=at):
        record(Closed(panel=panel.pk), by=by, at=at)
        panel.closed_at = at
        for deposit in files(panel) if stage_of(panel).reply_within else ():
            followups.reviews_open(panel, deposit, at=at)
    panel.closed_at = panel.closed_at or at


def undecided(panel: Panel) -> None:
    """Raise `Refused` once the stage is decided: what the decision rests on stays as it was."""
    if Ruling.objects.filter(edition=panel.edition_id, stage=panel.stage).exists():
        raise Refused(
            broken(
                "panel.ruled",
                "panel",
                "La décision de cette étape est prise : ses notes ne bougent plus.",
            )
        )


@transaction.atomic
def reopen_marks(panel: Panel, *, by: User, at: datetime) -> None:
    """Let the jurors mark again, as long as nothing is decided."""
    undecided(panel)
    if Panel.objects.filter(pk=panel.pk).exclude(closed_at=None).update(closed_at=None):
        record(Reopened(panel=panel.pk), by=by, at=at)
    panel.closed_at = None
