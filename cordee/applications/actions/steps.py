"""Take the next step of a call: a new file, opened on what was given already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import SteppedOn
from cordee.applications.models import Answer, Application, Attachment, Member, Partner
from cordee.applications.queries.journey import admitted_by
from cordee.applications.queries.times import there, where
from cordee.applications.rules.passage import carried, passage_faults, step_of
from cordee.applications.tidings import invite_on
from cordee.calls.rules import Circumstances, time_faults
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.people.models import User
    from cordee.programme.schema.timeline import Step


@transaction.atomic
def go_on(application: Application, step: str, *, by: User, at: datetime) -> Application:
    """Open the next step of a candidate; taken twice, it is the same file.

    Raises `Refused` when a verdict is awaited, when this step is not handed in, or when the
    window of the next one is not open.
    """
    definition = application.edition.definition
    wanted = step_of(definition, step)
    if wanted is None or wanted.invited:
        raise Refused(broken("step", "step", _("Cette étape ne s’ouvre pas d’ici.")))
    found = passage_faults(
        wanted,
        handed_in=application.current_id is not None,
        withdrawn=application.withdrawn_at is not None,
        admitted=admitted_by(application, at),
        stages={one.key: str(one.label) for one in definition.stages},
    )
    invited = at if wanted.after else None
    about = Circumstances(
        application.track,
        invited=invited,
        there=there(application, definition),
        refs=where(application, definition, at),
    )
    found = found or time_faults(definition, at, step, about)
    if found:
        raise Refused(found)
    return _opened(application, wanted, invited=bool(wanted.after), by=by, at=at)


@transaction.atomic
def open_next(
    applications: Iterable[Application], stage: str, *, by: User | None, at: datetime
) -> list[Application]:
    """Open, for the files a stage retained, the steps that come after it; their teams are told."""
    made = []
    for application in applications:
        for step in application.edition.definition.steps:
            if step.after != stage or application.withdrawn_at is not None:
                continue
            if not application.edition.definition.concerns(step.tracks, application.track):
                continue
            one = _opened(application, step, invited=True, by=by, at=at)
            invite_on(one, at=at)
            made.append(one)
    return made


def _opened(
    application: Application, step: Step, *, invited: bool, by: User | None, at: datetime
) -> Application:
    """The file of the next step, made once, with everything that is not to be asked twice."""
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    known = application.following.filter(step=step.key, withdrawn_at=None).first()
    if known is not None:
        return known
    made = Application.objects.create(
        edition=application.edition,
        step=step.key,
        track=application.track,
        territory=application.territory,
        body_name=application.body_name,
        department=application.department,
        kind=application.kind,
        owner=application.owner,
        origin=application.origin,
        heard=application.heard,
        known=application.known,
        preferences=application.preferences,
        labels=application.labels,
        previous=application,
        invited_at=at if invited else None,
        started_at=at,
    )
    _copy(application, made, at)
    event = SteppedOn(application=made.pk, previous=application.pk, step=step.key, invited=invited)
    record(event, by=by, at=at)
    return made


def _copy(old: Application, new: Application, at: datetime) -> None:
    """The team, the partners, the answers and the files the next step asks again."""
    definition = old.edition.definition
    for member in old.members.filter(left_at=None).order_by("pk"):
        Member.objects.create(**_fields(member, application=new, joined_at=at))
    for partner in old.partners.order_by("pk"):
        Partner.objects.create(**_fields(partner, application=new, at=at))
    rows = {one.question: one for one in old.answers.order_by("pk")}
    for key in carried(definition, new.step, new.track, rows):
        one = rows[key]
        Answer.objects.create(application=new, question=key, value=one.value, by=one.by, at=at)
    files = old.attachments.filter(removed_at=None).order_by("pk")
    asked = carried(definition, new.step, new.track, dict.fromkeys(one.question for one in files))
    for attachment in files:
        if attachment.question in asked:
            Attachment.objects.create(**_fields(attachment, application=new, at=at))


def _fields(row: Member | Partner | Attachment, **changes: object) -> dict[str, object]:
    """A row's own values, but those that make it this row."""
    own = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 - documented by Django
        if field.name not in {"id", "public_id", *changes}
    }
    return {**own, **changes}
