"""Information meetings: announced, changed, cancelled; places taken and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.calls.events import (
    BriefingCancelled,
    BriefingChanged,
    BriefingOpened,
    Registered,
    Unregistered,
)
from cordee.calls.letters import tell_briefing, tell_registered
from cordee.calls.models import Briefing, Registration
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

TOLD = ("starts_at", "ends_at", "place", "link", "title")
"""What those registered must be told when it changes."""


@transaction.atomic
def open_briefing(edition: Edition, *, by: User, at: datetime, **said: Any) -> Briefing:
    """Announce an information meeting; raises `Refused` when it has neither time nor place."""
    made = Briefing(edition=edition, opened_at=at, **said)
    if found := _faults(made):
        raise Refused(found)
    made.save()
    record(BriefingOpened(briefing=made.pk, edition=edition.pk), by=by, at=at)
    return made


@transaction.atomic
def change_briefing(briefing: Briefing, *, by: User, at: datetime, **said: Any) -> Briefing:
    """Change it; those registered are told of a new time or place, and places freed are given."""
    kept = Briefing.objects.select_for_update().get(pk=briefing.pk)
    told = any(name in said and getattr(kept, name) != said[name] for name in TOLD)
    for name, value in said.items():
        setattr(kept, name, value)
    if found := _faults(kept):
        raise Refused(found)
    kept.sequence += told
    kept.save()
    record(BriefingChanged(briefing=kept.pk, edition=kept.edition_id, told=told), by=by, at=at)
    if told:
        tell_briefing(kept, at=at)
    _fill(kept, at=at)
    return kept


@transaction.atomic
def cancel_briefing(briefing: Briefing, *, because: str, by: User, at: datetime) -> None:
    """Call it off and tell everyone registered why."""
    if not tidy(because):
        raise Refused(missing("because", "because", _("Dites aux personnes inscrites pourquoi.")))
    kept = Briefing.objects.select_for_update().get(pk=briefing.pk)
    if kept.cancelled_at is not None:
        return
    kept.cancelled_at, kept.cancelled_because = at, tidy(because)
    kept.sequence += 1
    kept.save()
    record(BriefingCancelled(briefing=kept.pk, edition=kept.edition_id), by=by, at=at)
    tell_briefing(kept, at=at)


@transaction.atomic
def register(
    briefing: Briefing,
    *,
    name: str,
    email: str,
    body: str = "",
    need: str = "",
    by: User | None,
    at: datetime,
) -> Registration:
    """Take a place, or one on the waiting list; an address registers once.

    The row of the meeting is locked: the last place goes to one person.
    """
    briefing = Briefing.objects.select_for_update().get(pk=briefing.pk)
    if found := _over(briefing, at):
        raise Refused(found)
    email = email.strip().lower()
    known = briefing.registrations.standing().filter(email=email).first()
    if known is not None:
        return known
    made = Registration.objects.create(
        briefing=briefing,
        name=tidy(name),
        email=email,
        body=tidy(body),
        need=tidy(need),
        at=at,
        waiting=_left(briefing) == 0,
    )
    record(Registered(briefing=briefing.pk, registration=made.pk), by=by, at=at)
    tell_registered(made, at=at)
    return made


@transaction.atomic
def unregister(registration: Registration, *, at: datetime) -> None:
    """Give a place back: the first of the waiting list gets it and is told."""
    briefing = Briefing.objects.select_for_update().get(pk=registration.briefing_id)
    kept = Registration.objects.filter(pk=registration.pk, cancelled_at=None)
    if not kept.update(cancelled_at=at):
        return
    record(Unregistered(briefing=briefing.pk, registration=registration.pk), by=None, at=at)
    _fill(briefing, at=at)


def _over(briefing: Briefing, at: datetime) -> list[Finding]:
    """Why nobody registers any more: the meeting is called off, or has begun."""
    if briefing.cancelled_at is None and at < briefing.starts_at:
        return []
    why = _("Cette réunion est annulée.") if briefing.cancelled_at else _("Elle a déjà commencé.")
    said = french.say("{said} Choisissez une autre date.", said=why)
    return [broken("briefing.over", "briefing", said)]


def _left(briefing: Briefing) -> int | None:
    """Places left; none counted when there is no limit."""
    if briefing.places is None:
        return None
    taken = briefing.registrations.standing().filter(waiting=False).count()
    return max(0, briefing.places - taken)


def _fill(briefing: Briefing, *, at: datetime) -> None:
    """Give the free places to those who wait, in the order they came."""
    left = _left(briefing)
    waiting = briefing.registrations.standing().filter(waiting=True)
    for one in waiting if left is None else waiting[:left]:
        one.waiting = False
        one.save(update_fields=("waiting",))
        tell_registered(one, at=at)


def _faults(briefing: Briefing) -> list[Finding]:
    found = []
    if briefing.ends_at <= briefing.starts_at:
        found.append(broken("ends", "ends_at", _("La réunion finit avant d’avoir commencé.")))
    if not briefing.place and not briefing.link:
        said = _("Donnez un lieu, ou le lien de la visioconférence.")
        found.append(missing("place", "place", said))
    return found
