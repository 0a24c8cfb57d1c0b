"""Begin a file: by which door, at which step, for which body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.doors import bind, held_code
from cordee.applications.actions.partnering import lead_body
from cordee.applications.events import Started
from cordee.applications.models import Application, Guest
from cordee.applications.queries import circumstances, competing, members_matter
from cordee.applications.queries.times import there, where
from cordee.applications.rules.known import body_findings
from cordee.calls.rules import entrance, receive
from cordee.kernel.findings import Refused, blocking, broken
from cordee.kernel.french import say
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.programme.schema import Definition
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
    heard: str = "",
    known: dict[str, Any] | None = None,
    code: str = "",
    by: User,
    at: datetime,
) -> Application:
    """Begin a file for a body, by the first step open to newcomers.

    Raises `Refused` before the opening, after the closing unless `code` is a late code in force,
    when the window is full, when the step is kept for guests, or when the body may have no other.
    """
    late = held_code(edition, code, at) if code else None
    application = Application(
        edition=edition,
        track=track,
        **_body(territory, body_name, kind),
        owner=by,
        origin=origin,
        heard=heard,
        known=known or {},
        started_at=at,
    )
    application.step = entry(application, at)
    if found := list(_faults(application, late.expires_at if late else None, at)):
        raise Refused(found)
    application.save()
    if members_matter(edition.definition, track):
        lead_body(application, at=at)
    record(Started(application=application.pk, edition=edition.pk), by=by, at=at)
    if late is not None:
        bind(late, application, by=by, at=at)
    return application


def _body(territory: Territory | None, name: str, kind: str) -> dict[str, Any]:
    """Who applies: a territory as the reference knows it, or a body as it names itself."""
    if territory is None:
        return {"body_name": name, "kind": kind}
    return {
        "territory": territory,
        "body_name": name or territory.name,
        "department": territory.department,
        "kind": territory.kind,
    }


def entry(application: Application, at: datetime) -> str:
    """The step by which a newcomer begins, where it is: the first that is open, else the first."""
    definition = application.edition.definition
    found = entrance(
        definition,
        at,
        application.track,
        there=there(application, definition),
        refs=where(application, definition, at),
    )
    return found.step.key


def _faults(
    application: Application, code_until: datetime | None, at: datetime
) -> Iterator[Finding]:
    definition = application.edition.definition
    about = replace(circumstances(application, at), code_until=code_until)
    yield from receive(definition, at, application.step, about).faults
    if application.origin == Application.Origin.ONLINE:
        yield from _handed_in_elsewhere(definition, application.step)
    if not invited(application):
        yield broken(
            "step.invited",
            "applicant",
            _(
                "Cette étape est réservée aux structures invitées ou désignées. Si vous pensez en "
                "faire partie, écrivez au contact de l’appel."
            ),
        )
    if definition.applicant.files_per_applicant:
        handed_in = competing(application, at).exclude(current=None).count()
        yield from blocking(body_findings(definition.applicant, handed_in))


def _handed_in_elsewhere(definition: Definition, step: str) -> Iterator[Finding]:
    """A step received by somebody else's portal alone is not written here for nothing."""
    if set(definition.ways_of(step)) != {"portal"}:
        return
    address = definition.portal_of(step)
    said = (
        say("Cet appel se dépose sur un autre portail : {address}", address=address)
        if address
        else say("Cet appel se dépose sur un autre portail, dit sur sa page.")
    )
    yield broken("step.portal", "applicant", said)


def invited(application: Application) -> bool:
    """Whether the step of this file takes it: it is open to all, or names this body."""
    steps = application.edition.definition.steps
    step = next((one for one in steps if one.key == application.step), None)
    if step is None or not step.invited:
        return True
    rows = Guest.objects.standing().filter(edition=application.edition, list=f"step:{step.key}")
    if rows.filter(email__iexact=application.owner.email).exists():
        return True
    return (
        application.territory is not None and rows.filter(territory=application.territory).exists()
    )
