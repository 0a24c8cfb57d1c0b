"""When letters that oblige nobody are sent, gathered or kept silent, as each person chose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from cordee.kernel import french

HOUR = time(8)
"""Digests leave in the morning, on the wall clock of the house."""
WEEK = timedelta(days=7)
CAP = 5
"""Letters a week, unless one chose otherwise; what obliges is never held."""

type Rhythm = Literal["each", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What someone chose to receive: rhythm, letters a week, rules kept silent."""

    rhythm: str = "each"
    cap: int = CAP
    muted: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`send`, `gather` (in the digest of `at`), `wait` or `mute`; with the sentence kept."""

    act: Literal["send", "gather", "wait", "mute"]
    reason: str = ""


def slot(rhythm: str, at: datetime) -> datetime:
    """The last morning a digest was to leave at or before `at`, a local instant."""
    morning = at.replace(hour=HOUR.hour, minute=0, second=0, microsecond=0)
    if morning > at:
        morning -= timedelta(days=1)
    return morning - timedelta(days=morning.weekday()) if rhythm == "weekly" else morning


def following(rhythm: str, at: datetime) -> datetime:
    """The next morning a digest leaves, after `at`."""
    return slot(rhythm, at) + (WEEK if rhythm == "weekly" else timedelta(days=1))


def is_time(rhythm: str, last: datetime | None, at: datetime) -> bool:
    """Whether a digest leaves now: none left since its morning."""
    return last is None or last < slot(rhythm, at)


def judged(rule: str, choice: Choice, sent: int, until: datetime | None, at: datetime) -> Verdict:
    """What becomes of a letter that obliges nobody.

    `sent` counts the letters of the last seven days; `until` is when the letter says nothing any
    more: one that cannot wait for the digest leaves at once.
    """
    if rule in choice.muted:
        return Verdict("mute", french.say("Mise en sourdine par la personne."))
    if choice.rhythm != "each":
        late = until is not None and following(choice.rhythm, at) > until
        if not late:
            word = (
                french.say("de la semaine") if choice.rhythm == "weekly" else french.say("du jour")
            )
            return Verdict(
                "gather",
                french.say("Attend le résumé {word}, que la personne a choisi.", word=word),
            )
    if sent >= choice.cap:
        if until is not None and at + timedelta(hours=1) >= until:
            said = french.say(
                "Plafond atteint : {cap} courriels par semaine, et le moment est passé.",
                cap=choice.cap,
            )
            return Verdict("mute", said)
        return Verdict(
            "wait",
            french.say("Attend : plafond de {cap} courriels par semaine atteint.", cap=choice.cap),
        )
    return Verdict("send")
