"""What shows that a pledge is held: a dated piece, by whom, and whether each owes her own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cordee.journeys.rules.presence import Attendee
from cordee.kernel import french
from cordee.programme.schema.pledges import Accepts, AnyPledge, Done, Handed, PledgeBase


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: which pledge, of what kind, when, in a few words."""

    pledge: str
    kind: str
    on: date
    words: str = ""
    quantity: Decimal = Decimal(0)
    """Working time given, in the unit its pledge counts in."""
    people: frozenset[str] = frozenset()
    """Who did it; nobody named: the whole delegation of that day, together."""

    def counts_for(self, one: Attendee, begun: date) -> bool:
        """Whether it shows what she did herself, or with the delegation she was of by then."""
        return one.id in self.people if self.people else one.starts <= max(self.on, begun)

    def said(self) -> str:
        """« 3 mars 2025 : compte rendu », or the day alone."""
        on = french.day(self.on, weekday=False)
        return french.say("{on} : {words}", on=on, words=self.words) if self.words else on


def of_each(pledges: Iterable[AnyPledge]) -> list[Accepts]:
    """The rules that each person accepts for herself; the others are shown by the team."""
    return [
        one for one in pledges if isinstance(one, Accepts) and one.who not in {"team", "organiser"}
    ]


def by_each(pledge: PledgeBase) -> bool:
    """Whether each person it binds does it herself, and shows it: the team is not named for it."""
    return isinstance(pledge, Done) and pledge.who not in {"team", "organiser"}


def taken_back_here(pledge: PledgeBase) -> bool:
    """Whether a wrong piece is taken back by itself: one for a deliverable goes with it."""
    return not (isinstance(pledge, Handed) and pledge.deliverable)
