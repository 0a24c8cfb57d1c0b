"""Moving a closing: what refuses it, the rules it makes, the dates it leaves behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.schema import Definition
from cordee.programme.schema.dates import END_OF_DAY
from cordee.programme.schema.dates import at as instant
from cordee.programme.schema.timeline import Window


@dataclass(frozen=True, slots=True)
class Former:
    """A closing that no longer holds: when it was, when it was moved, and why."""

    closes: datetime
    zone: str
    decided: date
    why: str


def extension_faults(
    definition: Definition, window: Window | None, closes: datetime, *, why: str, at: datetime
) -> list[Finding]:
    """Every reason not to move that closing to `closes`; only ever later, and always told why."""
    found = []
    if not why.strip():
        found.append(missing("why", "why", "Dites pourquoi : les équipes qui écrivent le liront."))
    zone = definition.timeline.zone
    present = window.closes_at(zone) if window else None
    if window is None or present is None:
        found.append(broken("window", "window", "Cette période n’a pas de clôture à reporter."))
        return found
    said = french.moment(present, zone=window.zone or zone)
    if closes <= present:
        found.append(
            broken(
                "closes",
                "closes",
                french.say(
                    "La clôture est fixée au {said} : un report la place plus tard. Avancer "
                    "une échéance promise n’est pas un report.",
                    said=said,
                ),
            )
        )
    if closes <= at:
        found.append(broken("closes", "closes", "La nouvelle clôture est déjà passée."))
    return found


def extended(
    definition: Definition, window: Window, closes: datetime, *, why: str, at: datetime
) -> Definition:
    """The same rules with that closing moved; the former one stays written (R3)."""
    zone = ZoneInfo(window.zone or definition.timeline.zone)
    said = {
        "decided": at.astimezone(zone).date().isoformat(),
        "closes": closes.astimezone(zone).replace(tzinfo=None).isoformat(),
        "why": why,
    }
    data = definition.data()
    for one in data["windows"]:
        if one["key"] == window.key:
            one["extensions"] = [*one.get("extensions", ()), said]
    return Definition.model_validate(data)


def former_closings(definition: Definition, window: Window) -> list[Former]:
    """The closings that were moved, the first one first."""
    return list(_former(window, window.zone or definition.timeline.zone))


def _former(window: Window, zone: str) -> Iterator[Former]:
    closings = [window.first_closing, *(one.closes for one in window.extensions)]
    for was, moved in zip(closings, window.extensions, strict=False):
        if was is not None:
            yield Former(instant(was, zone, END_OF_DAY), zone, moved.decided, str(moved.why))
