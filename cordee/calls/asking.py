"""Until when one may ask about a call, and until when its team answers: pure questions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.anchors import milestone_when
from cordee.programme.schema.dates import END_OF_DAY

if TYPE_CHECKING:
    from cordee.programme.schema import Definition


def last_moment(definition: Definition, kind: str) -> datetime | None:
    """The last instant of a milestone of that kind (`questions`, `answers`); none when unsaid.

    A vague date gives its last possible day; a day without hour, its end.
    """
    zone = ZoneInfo(definition.timeline.zone)
    found = [
        datetime.combine(last, one.at or END_OF_DAY, zone)
        for one in definition.milestones
        if one.kind == kind and (last := milestone_when(definition, one).last)
    ]
    return max(found, default=None)


def asking_ends(definition: Definition) -> datetime | None:
    """Until when one may ask: as the call says, else its deadline."""
    return last_moment(definition, "questions") or definition.closes()


def asking_faults(definition: Definition, at: datetime) -> list[Finding]:
    """Why no question can be asked now (none before the opening is refused: people prepare)."""
    ends = asking_ends(definition)
    if ends is None or at < ends:
        return []
    said = french.moment(ends, zone=definition.timeline.zone)
    return [
        broken(
            "questions.closed",
            "questions",
            french.say(
                "On pouvait poser des questions jusqu’au {said}. Les réponses déjà données "
                "restent lisibles.",
                said=said,
            ),
        )
    ]


def answer_faults(shown: str, answer: str) -> list[Finding]:
    """An answer to everyone has two parts: the question, reworded if need be, and the answer."""
    found = []
    if not shown.strip():
        found.append(missing("shown", "shown", "Écrivez la question telle que tous la liront."))
    if not answer.strip():
        found.append(missing("answer", "answer", "Écrivez la réponse."))
    return found
