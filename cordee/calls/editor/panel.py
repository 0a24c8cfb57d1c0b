"""The panel that speaks while one writes: what the checks say, here first, then elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordee.calls.editor import places
from cordee.kernel.french import capitalized, listed, plural, say, strung
from cordee.programme.remarks import Remark, Severity
from cordee.programme.schema import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cordee.calls.editor.models import Draft
    from cordee.programme.loading import Loaded
    from cordee.programme.remarks import Path

MOST = 8
"""Remarks of other pages shown beside; the others have their page."""
TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "neutral"}


@dataclass(frozen=True, slots=True)
class Said:
    """One remark, its place in words and its page."""

    remark: Remark
    tone: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What the checks say of a draft, seen from one page."""

    verdict: str
    tone: str
    here: Sequence[Said]
    elsewhere: Sequence[Said]
    more: int


def panel(draft: Draft, loaded: Loaded, place: Path, data: Mapping[str, Any]) -> Panel:
    """The remarks about this page first, then the gravest of the others."""
    told = sorted(
        (one for one in loaded.findings if one.severity is not Severity.NOTICE),
        key=lambda one: list(Severity).index(one.severity),
    )
    here = [one for one in told if place and one.path[: len(place)] == place]
    others = [one for one in told if one not in here]
    return Panel(
        verdict=verdict(loaded),
        tone="bad" if loaded.errors else "warn" if told else "good",
        here=said(draft, here[:MOST], data),
        elsewhere=said(draft, others[:MOST], data),
        more=len(here[MOST:]) + len(others[MOST:]),
    )


def said(draft: Draft, remarks: Iterable[Remark], data: Mapping[str, Any]) -> list[Said]:
    """Remarks with the page where each is mended."""
    return [
        Said(one, TONES[one.severity], _where(one), places.page_of(draft, data, one.path))
        for one in remarks
    ]


def _where(remark: Remark) -> str:
    """« Périodes de dépôt › 1 › clôture »."""
    words = strung(*labels.words(remark.path), between=" › ")
    return capitalized(words)


def verdict(loaded: Loaded) -> str:
    """« Peut être publié », or how many faults forbid it."""
    count = {kind: sum(one.severity is kind for one in loaded.findings) for kind in Severity}
    parts = []
    if count[Severity.ERROR]:
        parts.append(plural(count[Severity.ERROR], "faute", "fautes"))
    if count[Severity.WARNING]:
        parts.append(plural(count[Severity.WARNING], "point à trancher", "points à trancher"))
    if loaded.valid:
        return (
            say("Peut être publié, avec {parts}.", parts=listed(parts))
            if parts
            else say("Peut être publié.")
        )
    return say("Ne peut pas encore être publié : {parts}.", parts=listed(parts))
