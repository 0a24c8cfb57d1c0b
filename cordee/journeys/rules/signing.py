"""Signing in oneself: a code that changes every minute, and the half-days open at an instant."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from cordee.journeys.rules.presence import NOON, Half
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

STEP = timedelta(minutes=1)
"""How long the code of the room is shown."""
SHOWN = 3
"""A code still opens during so many steps: time to walk to the screen and to frame it."""
EARLY = timedelta(minutes=60)
"""A sheet opens an hour before the meeting."""
AFTER = timedelta(minutes=60)
"""One signs in up to an hour after the end."""
KEPT = timedelta(minutes=30)
"""After framing the code, the time to sign in to one's account, and to sign."""
HELD = timedelta(days=7)
"""A signature kept in a phone may still be sent so long after."""
LUNCH = timedelta(minutes=60)
"""The morning may still be signed during lunch, until so long after noon."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A half-day, and when one may sign it: from `opens` included to `closes` excluded."""

    day: date
    half: Half
    opens: datetime
    closes: datetime


def code_at(secret: bytes, meeting: str, at: datetime) -> str:
    """What the screen of the room shows at that instant: 16 letters, for that meeting alone."""
    return _code(secret, meeting, _slot(at))


def opens(secret: bytes, meeting: str, code: str, at: datetime) -> bool:
    """Whether a code is one the screen showed in the last minutes."""
    slot = _slot(at)
    known = [_code(secret, meeting, slot - back) for back in range(SHOWN)]
    return any(hmac.compare_digest(one.encode(), code.encode()) for one in known)


def _slot(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(secret: bytes, meeting: str, slot: int) -> str:
    return hmac.new(secret, f"{meeting}|{slot}".encode(), sha256).hexdigest()[:16]


def hours(half_days: Iterable[tuple[date, Half]], starts: datetime, ends: datetime) -> list[Hours]:
    """When each half-day of a meeting may be signed; instants on the wall clock of `starts`.

    The morning closes an hour after noon or after the end, the afternoon opens at noon or an hour
    before a meeting that starts later.
    """
    return [_hours(day, half, starts, ends) for day, half in sorted(half_days)]


def _hours(day: date, half: Half, starts: datetime, ends: datetime) -> Hours:
    zone = starts.tzinfo
    first, last = day == starts.date(), day == ends.date()
    dawn = datetime.combine(day, time(6), zone)
    noon = datetime.combine(day, NOON, zone)
    evening = datetime.combine(day, time(22), zone)
    before, after = starts - EARLY, ends + AFTER
    if half == "am":
        lunch = noon + LUNCH
        return Hours(day, half, before if first else dawn, min(lunch, after) if last else lunch)
    return Hours(day, half, max(noon, before) if first else noon, after if last else evening)


def open_now(wanted: Iterable[Hours], at: datetime) -> list[Hours]:
    """The half-days that may be signed at that instant."""
    return [one for one in wanted if one.opens <= at < one.closes]


def hours_faults(wanted: Iterable[Hours], at: datetime) -> list[Finding]:
    """Why nothing can be signed now, and when to come back."""
    listed = list(wanted)
    if not listed:
        return [missing("sign.date", "meeting", "Cette rencontre n’a pas encore de date.")]
    if open_now(listed, at):
        return []
    coming = [one for one in listed if at < one.opens]
    if coming:
        said = french.moment(min(one.opens for one in coming))
        return [
            broken(
                "sign.early",
                "meeting",
                french.say("C’est trop tôt : l’émargement ouvre le {said}.", said=said),
            )
        ]
    said = french.moment(max(one.closes for one in listed))
    sentence = french.say(
        "L’émargement est terminé depuis le {said}. Si vous étiez là, dites-le à "
        "l’équipe d’animation : elle peut encore l’écrire sur la feuille.",
        said=said,
    )
    return [broken("sign.late", "meeting", sentence)]


def late_faults(
    wanted: Iterable[Hours], *, framed: datetime, signed: datetime, at: datetime, source: str
) -> list[Finding]:
    """Why a signature kept in a phone and sent at `at` may not be written.

    `framed` is when the page was given, which the server knows; `signed` is what the phone says.
    Whoever framed the code of the room signs in the half-hour that follows, never before.
    """
    if not framed <= signed <= at or (source == "qr" and signed - framed >= KEPT):
        return [broken("sign.moment", "meeting", french.say(
            "Le code de la salle ne vaut pas pour ce moment : rien n’est écrit. Si vous étiez là, "
            "dites-le à l’équipe d’animation."))]  # fmt: skip
    if at - signed > HELD:
        return [broken("sign.held", "meeting", french.say(
            "Cette signature a attendu plus de sept jours : l’équipe d’animation peut encore "
            "l’écrire sur la feuille."))]  # fmt: skip
    return hours_faults(wanted, signed)


def said_late(signed: datetime) -> str:
    """« envoyé plus tard, signé à 9 h 12 », on the wall clock of `signed`."""
    return french.say("envoyé plus tard, signé à {hour}", hour=french.hour(signed.time()))


def state_faults(*, closed: bool, cancelled: bool) -> list[Finding]:
    """Why a sheet takes no more signature whatever the hour."""
    if cancelled:
        return [broken("sign.cancelled", "meeting", "Cette rencontre est annulée.")]
    if closed:
        sentence = french.say(
            "La feuille de cette rencontre est close : adressez-vous à l’équipe d’animation."
        )
        return [broken("sign.closed", "meeting", sentence)]
    return []
