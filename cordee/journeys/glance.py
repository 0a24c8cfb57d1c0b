"""A cohort at a glance: who came to what, what is kept, what is at risk, who has gone silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cordee.journeys.queries import gatherings
from cordee.kernel.findings import Strength, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cordee.journeys.models import Meeting, Participation
    from cordee.journeys.queries import Ledger
    from cordee.journeys.rules.pledges import PledgeState, Situation
    from cordee.journeys.rules.presence import Gathering
    from cordee.web.components import Tone

SILENT = timedelta(days=45)
"""Without any sign for so long, a team is called."""
LOST = (Verdict.BROKEN, Verdict.IMPOSSIBLE)
HALF = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """At one meeting: how many of a territory came, of how many expected."""

    meeting: Meeting
    there: int
    asked: int

    @property
    def tone(self) -> Tone:
        """All came, half of them or more, fewer; nobody expected is neither."""
        if not self.asked:
            return "neutral"
        if self.there == self.asked:
            return "good"
        return "warn" if HALF * self.there >= self.asked else "bad"


@dataclass(frozen=True, slots=True)
class Row:
    """A territory on one line."""

    participation: Participation
    cells: Sequence[Cell]
    held: int
    owed: int
    lost: Sequence[PledgeState]
    """Obligations that can no longer be kept, or were not."""
    seen: datetime | None
    silent: bool

    @property
    def signed(self) -> bool:
        """Whether the charter came back."""
        charter = getattr(self.participation, "charter", None)
        return charter is not None and charter.signed_at is not None

    @property
    def paid(self) -> bool:
        """Whether nothing is due any more."""
        return all(one.paid_at or one.refund for one in self.participation.charges.all())


def over(ledger: Ledger) -> list[Meeting]:
    """The meetings of the whole cohort whose sheet is written, in order: the columns."""
    written = {one.id for one in _register(ledger) if one.over}
    return [
        one for one in ledger.meetings if one.participation_id is None and str(one.pk) in written
    ]


def _register(ledger: Ledger) -> Sequence[Gathering]:
    return gatherings(ledger.meetings, ledger.cohort.edition.definition)


def row(
    ledger: Ledger,
    participation: Participation,
    seen: Mapping[int, datetime],
    at: datetime,
) -> Row:
    """The line of a territory; silence counts from its first day when nothing was ever seen."""
    situation = ledger.situation(participation, at)
    owed = [
        one
        for one in ledger.pledges(participation, at)
        if one.finding.strength is Strength.OBLIGATION
    ]
    last = seen.get(participation.pk)
    since = max(last, ledger.cohort.begun_at) if last else ledger.cohort.begun_at
    return Row(
        participation=participation,
        cells=[_cell(situation, one) for one in over(ledger)],
        held=sum(one.finding.verdict is Verdict.OK for one in owed),
        owed=len(owed),
        lost=[one for one in owed if one.finding.verdict in LOST],
        seen=last,
        silent=participation.ends is None and not situation.over and at - since > SILENT,
    )


def _cell(situation: Situation, meeting: Meeting) -> Cell:
    asked_of = situation.register.gatherings
    gathering = next((one for one in asked_of if one.id == str(meeting.pk)), None)
    if gathering is None:  # a meeting of another track
        return Cell(meeting, 0, 0)
    asked = [
        one for one in situation.attendees if gathering in situation.register.concerning(one, ())
    ]
    there = sum(situation.register.was_there(gathering, one) for one in asked)
    return Cell(meeting, there, len(asked))
