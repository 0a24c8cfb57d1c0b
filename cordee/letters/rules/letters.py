"""What a letter is made of, who receives it, and why one would not (R163, R174, R194)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

MONTH = timedelta(days=30)
MOST_SECTIONS = 20
RULE = "letters"
"""What someone mutes when she chooses to receive no letter at all."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A standing section: an emoji that says nothing alone, its title, its fixed line (R174).

    Leader, theory, practice, news, works, what follows, inspiration: R167, R168, R169, R170,
    R171, R172, R173.
    """

    title: str
    line: str = ""
    mark: str = ""

    @classmethod
    def read(cls, text: str) -> Heading:
        """From « 💡 En théorie : ce qu’il faut savoir »: the emoji and the line may lack."""
        head, _colon, line = tidy(text).partition(":")
        first, _space, rest = head.strip().partition(" ")
        marked = bool(rest) and not any(sign.isalnum() for sign in first)
        title = (rest if marked else head).strip()
        return cls(title[:120], line.strip()[:200], first[:8] if marked else "")

    def told(self) -> str:
        """The same, as it is typed."""
        head = " ".join(filter(None, (self.mark, self.title)))
        return f"{head} : {self.line}" if self.line else head


def next_issue(every: int | None, today: date) -> str:
    """« Prochain numéro vers le 9 avril 2025. »; empty when it has no rhythm (R165)."""
    if not every:
        return ""
    day = french.day(today + timedelta(days=every), weekday=False)
    return french.say("Prochain numéro vers le {day}", day=day)


def headings(text: str) -> list[Heading]:
    """One standing section a line, blank lines aside."""
    found = [Heading.read(one) for one in text.splitlines() if one.strip(" :")]
    return [one for one in found if one.title][:MOST_SECTIONS]


@dataclass(frozen=True, slots=True)
class Address:
    """Someone who could receive an issue, and what she chose."""

    email: str
    name: str = ""
    because: str = ""
    """Why she is among the readers, in words."""
    ended: bool = False
    muted: Collection[str] = ()
    cap: int = 5
    heard: int = 0
    """Letters she was sent in the last seven days."""

    def refusal(self) -> str:
        """Why nothing leaves for her; empty when she receives the issue."""
        if self.ended:
            return french.say("s’est désabonnée")
        if RULE in self.muted:
            return french.say("a mis les lettres en sourdine")
        if self.heard >= self.cap:
            return french.say("plafond de {cap} lettres par semaine atteint", cap=self.cap)
        return ""


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who receive an issue and those who do not, each with the reason."""

    addresses: Sequence[Address]

    @property
    def receiving(self) -> list[Address]:
        """Those it is sent to."""
        return [one for one in self.addresses if not one.refusal()]

    @property
    def left(self) -> list[Address]:
        """The others."""
        return [one for one in self.addresses if one.refusal()]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an issue as it stands: its title, and whether anything is written."""

    title: str
    written: bool


def sending_faults(
    parts: Iterable[Part], *, readers: int, seen: int | None, sent: Sequence[datetime],
    most: int, at: datetime,
) -> list[Finding]:  # fmt: skip
    """Why an issue does not leave, all at once.

    `seen` is how many readers were shown, `sent` when the former issues left, `most` how many may
    leave in thirty days.
    """
    given = list(parts)
    blank = [one.title for one in given if not one.written]
    recent = [one for one in sent if one > at - MONTH]
    found = []
    if not given:
        found.append(missing("letter.empty", "text", "Ce numéro n’a aucune partie."))
    if blank:
        said = french.say(
            "Encore à écrire : {said}. Écrivez, reportez au prochain numéro, ou retirez.",
            said=french.listed([french.quoted(one) for one in blank]),
        )
        found.append(missing("letter.blank", "text", said))
    if len(recent) >= most:
        said = french.say(
            "Plafond atteint : {most} en trente jours, le dernier est parti le {day}.",
            most=french.plural(most, "numéro"),
            day=french.day(max(recent).date(), weekday=False),
        )
        found.append(broken("letter.cap", "text", said))
    if not readers:
        found.append(missing("letter.nobody", "seen", "Personne ne recevrait ce numéro."))
    elif seen != readers:
        said = french.say(
            "La liste a changé depuis que vous l’avez vue : {readers} à présent. Relisez-la.",
            readers=french.plural(readers, "personne"),
        )
        found.append(broken("letter.unseen", "seen", said))
    return found
