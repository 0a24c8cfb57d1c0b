"""Which meetings deal with each theme that the call announced for its sessions (R130)."""

from collections.abc import Sequence
from dataclasses import dataclass

from cordee.programme.schema import Definition
from cordee.programme.schema.words import Words


@dataclass(frozen=True, slots=True)
class Treated:
    """A theme, and the keys of the meetings that deal with it; none when it is still to place."""

    theme: Words
    meetings: tuple[str, ...]


def treated(definition: Definition) -> list[Treated]:
    """Each theme of the sessions, in the order of the call, with the meetings that treat it."""
    meetings = definition.year.meetings
    return [
        Treated(one.label, tuple(met.key for met in meetings if one.key in met.themes))
        for one in definition.themes
        if one.of == "session"
    ]


def dealt_with(definition: Definition, meeting: str) -> Sequence[Words]:
    """The themes that one meeting deals with, in the order of the call."""
    planned = definition.year.meeting(meeting)
    keys = planned.themes if planned else ()
    return [one.label for one in definition.themes if one.key in keys]
