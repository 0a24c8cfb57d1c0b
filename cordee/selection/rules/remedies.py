"""How a result is contested, and until when: what the call says, else what the law says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.moments import Duration
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Stage
    from cordee.programme.schema.timeline import Complaint

TWO_MONTHS = Duration(months=2)
"""To contest before the administrative court (CJA R421-1), and to answer before silence says no
(CRPA L231-4)."""
OVERSEAS = ("971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988")
PUBLIC = french.say(
    "Si vous contestez cette décision, vous pouvez, dans les deux mois qui suivent sa réception, "
    "écrire à l’organisateur pour lui demander de la revoir (recours gracieux), ou saisir le "
    "tribunal administratif, par courrier ou sur www.telerecours.fr. Demander à l’organisateur de "
    "la revoir dans ce délai vous en laisse un nouveau de deux mois, à partir de sa réponse ou de "
    "deux mois de silence."
)
"""A public organiser (CJA R421-1; CRPA L411-2, L411-6)."""
FARTHER = {
    1: french.say("Depuis l’outre-mer, le délai pour saisir le tribunal est augmenté d’un mois."),
    2: french.say("Depuis l’étranger, le délai pour saisir le tribunal est augmenté de deux mois."),
}
"""CJA R421-7."""
PRIVATE = french.say(
    "Si vous contestez cette décision, écrivez à l’organisateur pour lui demander de la revoir, "
    "dans les deux mois qui suivent sa réception : il vous répondra avec ses raisons. Un désaccord "
    "qui resterait relève du tribunal judiciaire."
)
"""A private organiser: its choice is not an administrative decision."""


def complaints(definition: Definition, stage: str) -> list[Complaint]:
    """How the result of a stage is contested: what is said of it, else of every stage."""
    stated = definition.timeline.complaints
    own = [one for one in stated if one.stage == stage]
    return own or [one for one in stated if one.stage is None]


def remedies(
    definition: Definition, stage: str = "", *, department: str = "", country: str = "FR"
) -> list[str]:
    """The paragraphs of a letter that say how to contest it; the call's own words come first."""
    silence = definition.timeline.silence
    if silence and silence.remedies:
        return [silence.remedies]
    told = [
        french.say(
            "Pour contester cette décision, vous avez {within} : {to}. La réponse vous parvient "
            "sous {answer}."
            if one.answer_within
            else "Pour contester cette décision, vous avez {within} : {to}.",
            within=one.within.said(),
            to=one.to,
            answer=one.answer_within.said() if one.answer_within else "",
        )
        for one in complaints(definition, stage)
    ]
    if definition.organisers[0].legal != "public":
        return told or [PRIVATE]
    months = _farther(department, country)
    return [*told, PUBLIC, *([FARTHER[months]] if months else [])]


def _farther(department: str, country: str) -> int:
    if country not in {"", "FR"}:
        return 2
    return 1 if department in OVERSEAS else 0


def contest_until(definition: Definition, released: datetime, stage: str = "") -> datetime:
    """The last instant at which a complaint about the result of a stage is received here."""
    stated = complaints(definition, stage)
    return last_instant(definition, released, stated[0].within if stated else TWO_MONTHS)


def reply_until(definition: Definition, stage: Stage, closed: datetime | None) -> datetime | None:
    """The last instant at which a team answers the reviews; none while marks are open."""
    if stage.reply_within is None or closed is None:
        return None
    return last_instant(definition, closed, stage.reply_within)


def debrief_until(definition: Definition, released: datetime | None) -> datetime | None:
    """The last instant at which a team asks for a talk about its file; None when none is given."""
    within = definition.selection.debrief_within
    if within is None or released is None:
        return None
    return last_instant(definition, released, within)


def answer_due(definition: Definition, received: datetime, stage: str = "") -> datetime:
    """The last instant at which a complaint about the result of a stage is answered."""
    stated = complaints(definition, stage)
    within = stated[0].answer_within if stated else None
    return last_instant(definition, received, within or TWO_MONTHS)


def reserve_until(definition: Definition, released: datetime | None) -> datetime | None:
    """The last instant of the reserve list, on the clock of the call; None when it has no end.

    A vague day (« fin juin ») lasts to its last possible one; « notification » is the release.
    """
    reserve = definition.selection.reserve
    if reserve is None or reserve.expires is None:
        return None
    zone = ZoneInfo(definition.zone_of())
    held = {"notification": released.astimezone(zone).date()} if released else {}
    last = deadline(definition, reserve.expires, held).last
    return None if last is None else _end_of(last, zone)


def last_instant(definition: Definition, start: datetime, within: Duration) -> datetime:
    """The end of the last day of a delay, on the clock of the call."""
    zone = ZoneInfo(definition.zone_of())
    day = within.after(start.astimezone(zone).date())
    return _end_of(day, zone)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)
