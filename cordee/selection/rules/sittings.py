"""A jury in session: who is there, who votes for whom, what a vote decides; no clock, no database.

The state of the room is read from its acts, in order: whatever stopped, it resumes from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.selection.rules.voices import lacking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from cordee.programme.schema.choosing import Panel

OPTIONS = ("for", "against", "abstain")
"""What a member may answer."""
SHARES = {"three_fifths": Fraction(3, 5), "two_thirds": Fraction(2, 3), "unanimity": Fraction(1)}
"""What a majority asks of the voices expressed, at least."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the rules read it: its kind, whom and what it concerns."""

    kind: str
    juror: int | None = None
    other: int | None = None
    deposit: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as the sitting sees her."""

    id: int
    voting: bool = True
    president: bool = False
    seat: str = ""
    """The key of her seat, as the call names it."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there, who holds whose proxy, which file is discussed since when, which were."""

    present: frozenset[int] = frozenset()
    proxies: Mapping[int, int] = field(default_factory=dict)
    """Who gave a proxy → who holds it."""
    deposit: int | None = None
    since: datetime | None = None
    minutes: int = 2
    discussed: tuple[int, ...] = ()


def room(acts: Iterable[Act]) -> Room:
    """The room after its acts."""
    present: set[int] = set()
    proxies: dict[int, int] = {}
    deposit, since, minutes = None, None, 2
    discussed: list[int] = []
    for act in acts:
        match act.kind:
            case "came":
                present.add(act.juror or 0)
                proxies.pop(act.juror or 0, None)
            case "left":
                present.discard(act.juror or 0)
                proxies = {giver: holder for giver, holder in proxies.items()
                           if holder != act.juror}  # fmt: skip
            case "proxy":
                proxies[act.juror or 0] = act.other or 0
            case "unproxy":
                proxies.pop(act.juror or 0, None)
            case "discuss":
                deposit, since = act.deposit, act.at
                minutes = int(act.data.get("minutes", 2))
                if deposit is not None:
                    discussed = [one for one in discussed if one != deposit] + [deposit]
    return Room(frozenset(present), proxies, deposit, since, minutes, tuple(discussed))


def quorum(panel: Panel | None, seats: Collection[Seat]) -> int:
    """How many voting members must be there: the number or the share that the call states."""
    voting = sum(one.voting for one in seats)
    if panel is None:
        return 0
    share = ceil(panel.quorum_share * voting) if panel.quorum_share else 0
    return max(panel.quorum or 0, share)


def quorate(panel: Panel | None, seats: Collection[Seat], now: Room) -> bool:
    """Whether enough voting members are there, in each seat too; proxies do not count."""
    there = sum(one.voting and one.id in now.present for one in seats)
    return there >= quorum(panel, seats) and not lacking(panel, seats, now)


def proxy_faults(
    panel: Panel | None, seats: Mapping[int, Seat], now: Room, giver: int, holder: int
) -> list[Finding]:
    """Why a proxy cannot be given: not foreseen, not absent, not there, too many held."""
    allowed = panel.proxies_per_member if panel else 0
    if not allowed:
        return [broken("proxy.none", "proxy", "L’appel ne prévoit pas de pouvoir dans ce jury.")]
    found = []
    if giver in now.present:
        found.append(broken("proxy.there", "proxy", "Qui est présent vote sans pouvoir."))
    if giver == holder or holder not in now.present:
        found.append(
            broken("proxy.holder", "proxy", "Un pouvoir se donne à un membre présent en séance.")
        )
    if not all(one in seats and seats[one].voting for one in (giver, holder)):
        found.append(
            broken("proxy.voting", "proxy", "Un pouvoir va d’une voix délibérative à une autre.")
        )
    held = sum(one == holder for key, one in now.proxies.items() if key != giver)
    if held >= allowed:
        most = french.plural(allowed, "pouvoir")
        found.append(
            broken(
                "proxy.many",
                "proxy",
                french.say("Un membre porte au plus {most} : choisissez-en un·e autre.", most=most),
            )
        )
    return found


def voters(
    seats: Iterable[Seat], now: Room, withdrawn: Collection[int] = ()
) -> dict[int, int | None]:
    """Who has a voice on a question → who holds it (None: herself).

    Whoever withdrew from the file has none, gives none and carries none.
    """
    found: dict[int, int | None] = {}
    for one in seats:
        if not one.voting or one.id in withdrawn:
            continue
        holder = now.proxies.get(one.id)
        if one.id in now.present:
            found[one.id] = None
        elif holder in now.present and holder not in withdrawn:
            found[one.id] = holder
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """What a ballot says: for, against, abstentions, whether adopted, and by whose voice."""

    for_: Decimal
    against: Decimal
    abstain: Decimal
    adopted: bool
    casting: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is kept with the ballot."""
        return {
            "for": _plain(self.for_),
            "against": _plain(self.against),
            "abstain": _plain(self.abstain),
            "adopted": self.adopted,
            **({"casting": self.casting} if self.casting else {}),
        }


def _plain(value: Decimal) -> int | str:
    """A number of voices as it is kept: whole, or a decimal in a string."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def counted(
    panel: Panel | None,
    tally: Mapping[str, Decimal | int],
    *,
    casting: str = "",
    president: bool = False,
) -> Count:
    """Count a ballot: the majority the call asks of the voices expressed, abstentions apart.

    Unsaid, more for than against; a tie only passes by the casting vote.

    `casting` is what the president says (`for`, `against`), `president` whether she is there and
    did not withdraw; it counts only on a tie, where the call gives it.
    """
    yes, no, none = (Decimal(tally.get(option, 0)) for option in OPTIONS)
    halves = panel is None or panel.majority not in SHARES
    tied = yes == no and yes + no > 0 and halves
    if tied and panel is not None and panel.casting_vote and president and casting:
        return Count(yes, no, none, casting == "for", casting)
    return Count(yes, no, none, _enough(panel.majority if panel else None, yes, no))


def _enough(majority: str | None, yes: Decimal, no: Decimal) -> bool:
    """Whether so many voices adopt: over half of those expressed, or the share that is asked."""
    least = SHARES.get(majority or "")
    if least is None:
        return yes > no
    return yes > 0 and Fraction(yes) >= least * Fraction(yes + no)


def ballot_faults(question: str, *, enough: bool, electors: int) -> list[Finding]:
    """Why a ballot cannot open."""
    found = []
    if not question.strip():
        found.append(missing("ballot.question", "question", "Écrivez la question mise aux voix."))
    if not enough:
        found.append(
            broken("ballot.quorum", "ballot", "Le quorum n’est pas atteint : le jury peut discuter,"
                   " mais pas voter. Notez les arrivées ou reportez le vote.")
        )  # fmt: skip
    if not electors:
        found.append(
            broken("ballot.nobody", "ballot", "Personne n’a de voix sur cette question : notez "
                   "d’abord les présences.")
        )  # fmt: skip
    return found


def after(ranking: Sequence[int], acts: Iterable[Act]) -> list[int]:
    """The ranking by the marks, then as the jury discussed it: « score, then rank »."""
    order = list(ranking)
    for act in acts:
        if act.kind == "ranked" and act.deposit in order:
            order.remove(act.deposit)
            order.insert(max(0, int(act.data.get("rank", 1)) - 1), act.deposit)
    return order
