"""The dates of a call where candidates must be: to come, attended, missed; no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.programme.anchors import milestone_when
from cordee.programme.explain.words import MILESTONES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Milestone


def mandatory(definition: Definition, track: str, window: str) -> list[Milestone]:
    """The dates where a candidate of that track and wave must be."""
    return [
        one for one in definition.milestones
        if one.mandatory and (not one.tracks or not track or track in one.tracks)
        and (one.window is None or not window or one.window == window)
    ]  # fmt: skip


def to_note(
    shown: Iterable[str], there: Container[str], noted: Mapping[str, bool]
) -> dict[str, bool]:
    """What a sheet changes: each file it showed whose box says otherwise than what is noted."""
    told = {key: key in there for key in shown}
    return {key: said for key, said in told.items() if noted.get(key) is not said}


def attendance_findings(
    definition: Definition, asked: list[Milestone], seen: Mapping[str, bool], today: date
) -> Iterator[Finding]:
    """Where each mandatory date stands, for the candidate and for the team of the house alike."""
    for one in asked:
        when = milestone_when(definition, one)
        label = str(one.label) if one.label else str(MILESTONES[one.kind])
        code, said = f"milestone.{one.key}", {"label": label, "when": when.said()}
        there = seen.get(one.key)
        if there:
            yield ok(code, one.key, french.say("{label} ({when}) : vous y étiez.", **said))
        elif there is False:
            yield broken(code, one.key, french.say(
                "{label} ({when}) : votre présence était obligatoire, elle n’a pas été "
                "constatée. Si c’est une erreur, écrivez à l’équipe de l’appel.",
                **said))  # fmt: skip
        elif when.last is not None and when.last < today:
            yield missing(code, one.key, french.say(
                "{label} ({when}) : présence obligatoire, encore à constater par l’équipe de "
                "l’appel.", **said))  # fmt: skip
        else:
            yield missing(code, one.key, french.say(
                "{label} ({when}) : votre présence est obligatoire.", **said))  # fmt: skip
