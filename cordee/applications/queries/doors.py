"""Before a file exists: by which period a body that has said who it is would come in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cordee.applications.queries.drafts import facts_of
from cordee.applications.queries.times import held, reception, there, where
from cordee.applications.rules.deposit import eligibility_findings
from cordee.calls.rules import entrance, entrances, receive, told_apart
from cordee.calls.rules.entrances import whom
from cordee.kernel.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.calls.rules import Reception
    from cordee.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class OwnDoor:
    """The period of one body: what the clock says of it, unless nobody knows which is its own."""

    reception: Reception
    unknown: bool
    """Periods depend on where it is, or on its track, which it has not said."""
    code: bool
    """Whether a late code opens it."""


def own_door(application: Application, at: datetime) -> OwnDoor:
    """The period by which this file would come in, were it begun now; it is not written yet."""
    definition = application.edition.definition
    clock = there(application, definition)
    refs = where(application, definition, at)
    track = application.track
    application.step = entrance(definition, at, track, there=clock, refs=refs).step.key
    found = reception(application, at)
    late = any(one.late == "code" for one in definition.windows_of(application.step))
    unknown = told_apart(entrances(definition, at, track, there=clock, refs=refs))
    return OwnDoor(found, unknown, late and any(one.code == "closes" for one in found.faults))


def judged(application: Application, door: OwnDoor, at: datetime) -> list[Finding]:
    """What the rules of the call say of who would begin this file, in the wave of its door."""
    edition = application.edition
    window = door.reception.window
    facts = facts_of(application, edition.today(at))
    wave = window.key if window else ""
    return eligibility_findings(edition.definition, facts, application.track, wave)


def keep_out(found: Iterable[Finding]) -> list[Finding]:
    """Those that refuse for good: what is only unknown yet may be told in the file."""
    return [one for one in found if one.blocks and one.verdict is not Verdict.MISSING]


def filled(edition: Edition, at: datetime) -> Iterator[tuple[str, Finding]]:
    """The periods open now that have no place left: whom each is for, unless it is for all."""
    definition = edition.definition
    if all(one.capacity is None for one in definition.windows):
        return
    found = entrances(definition, at)
    for one in found:
        window = one.reception.window
        if window is None or window.capacity is None or not one.is_open:
            continue
        received, amount = held(edition, one.step.key, window)
        about = replace(one.about, received=received, amount=amount)
        for fault in receive(definition, at, one.step.key, about).faults:
            yield whom(definition, window) if len(found) > 1 else "", fault
