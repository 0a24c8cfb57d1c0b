"""The plan of a report: its parts numbered to three levels, its contents made from them (R195)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.sense.words import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DEEPEST = 3
"""Levels of titles in a report (R195)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part as it is written: its texts, and what the last report announced for it (R197)."""

    key: str
    level: int
    title: str
    text: str = ""
    figures: tuple[str, ...] = ()
    announced: str = ""
    follow_up: str = ""
    outlook: str = ""


def numbers(levels: Iterable[int]) -> list[str]:
    """« 1 », « 1.1 », « 1.1.1 »…: the number of each part, from their levels alone (R196)."""
    found, counts = [], [0] * DEEPEST
    for level in levels:
        depth = min(max(level, 1), DEEPEST)
        counts[depth - 1] += 1
        counts[depth:] = [0] * (DEEPEST - depth)
        found.append(".".join(str(max(one, 1)) for one in counts[:depth]))
    return found


def plan_faults(passages: Sequence[Passage]) -> list[Finding]:
    """A plan that skips a level, a part that says nothing, a place left to fill (R197, R265)."""
    if not passages:
        return [missing("plan.empty", "plan", "Ce bilan n’a aucune partie : ajoutez-en une.")]
    above = [0, *(one.level for one in passages)]
    found = [
        broken("plan.level", one.key, french.say(
            "« {title} » saute un niveau du plan : remontez-la d’un cran.", title=one.title))
        for before, one in zip(above, passages, strict=False)
        if one.level > before + 1
    ]  # fmt: skip
    followers = [*(one.level for one in passages[1:]), 0]
    for one, after in zip(passages, followers, strict=True):
        found.extend(_passage_faults(one, heads=after > one.level))
    return found


def _passage_faults(one: Passage, *, heads: bool) -> list[Finding]:
    """What a part still lacks; one that only heads others may be left without a text."""
    found = []
    if not heads and not one.text.strip() and not one.figures:
        found.append(
            missing(
                "plan.blank",
                one.key,
                french.say(
                    "« {title} » est vide : écrivez cette partie, ou ôtez-la.", title=one.title
                ),
            )
        )
    if one.announced.strip() and not one.follow_up.strip():
        found.append(missing("plan.follow_up", one.key, french.say(
            "« {title} » : dites ce qu’est devenu ce que le bilan précédent annonçait.",
            title=one.title)))  # fmt: skip
    for text in (one.text, one.follow_up, one.outlook):
        found.extend(
            broken("plan.placeholder", one.key, french.say(
                "« {title} » : « {left} » reste à remplir.",
                title=one.title, left=" ".join(hole[0].split())))
            for hole in PLACEHOLDER.finditer(text)
        )  # fmt: skip
    return found
