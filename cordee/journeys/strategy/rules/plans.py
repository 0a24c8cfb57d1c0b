"""When a strategy may be finished, what holds an action back, where it falls on the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LONGEST = 20_000
"""Characters a section may hold: about seven pages."""
OVER = ("done", "dropped")
"""States in which nothing holds an action back any more."""


def text_faults(text: str) -> list[Finding]:
    """A section too long to be read."""
    if len(text) <= LONGEST:
        return []
    said = french.say(
        "{used}, pour {longest} au plus",
        used=french.plural(len(text), "caractère"),
        longest=french.number(LONGEST),
    )
    return [
        broken(
            "passage.long",
            "text",
            french.say(
                "Ce texte est trop long : {said}. Rien n’est perdu : raccourcissez-le, ou "
                "renvoyez vers un document.",
                said=said,
            ),
        )
    ]


def finish_faults(
    chapters: Iterable[tuple[str, str, bool]], written: Mapping[str, str]
) -> list[Finding]:
    """The sections still empty that the programme asks for; `chapters`: key, label, required."""
    return [
        missing(
            f"strategy.{key}",
            f"chapters.{key}",
            french.say("La partie « {label} » est encore vide.", label=label),
        )
        for key, label, required in chapters
        if required and not written.get(key, "").strip()
    ]


def length_faults(pages: int, most: int | None, strength: Strength) -> list[Finding]:
    """A final document longer than the programme says (R33)."""
    if most is None or pages <= most:
        return []
    said = french.say(
        "La stratégie fait {pages}, pour {most} au plus.",
        pages=french.plural(pages, "page"),
        most=most,
    )
    return [broken("strategy.pages", "pages", said, strength=strength)]


@dataclass(frozen=True, slots=True)
class Doing:
    """An action as the rules see it; `after` names the one it waits for."""

    key: int
    title: str
    state: str
    starts: date | None = None
    due: date | None = None
    after: int | None = None
    because: str = ""


def held_back(one: Doing, known: Mapping[int, Doing]) -> str:
    """What blocks an action today, in words; nothing when it is free or over."""
    if one.state in OVER:
        return ""
    waited = known.get(one.after) if one.after is not None else None
    waits = (
        french.say("« {title} »", title=waited.title) if waited and waited.state not in OVER else ""
    )
    return " ; ".join(filter(None, (waits, one.because)))


def action_faults(one: Doing, known: Mapping[int, Doing], proof: str, today: date) -> list[Finding]:
    """What makes no sense in an action: dates crossed, a circle of waits, a result without proof.

    `known` holds the other actions of the territory.
    """
    found = []
    if one.starts and one.due and one.due < one.starts:
        found.append(broken("action.dates", "due", "L’échéance vient avant le début."))
    if circle := _circle(one, known):
        said = french.listed([french.say("« {title} »", title=title) for title in circle])
        found.append(
            broken(
                "action.circle",
                "blocked_by",
                french.say(
                    "Ces actions s’attendent l’une l’autre : {said}. L’une d’elles doit commencer.",
                    said=said,
                ),
            )
        )
    if one.state == "done" and not proof.strip():
        found.append(missing("action.proof", "proof", "Dites en quelques mots, ou par un lien, ce "
                             "qui montre que l’action est réalisée."))  # fmt: skip
    if one.state == "done" and one.starts and one.starts > today:
        found.append(broken("action.future", "state", "Une action réalisée a déjà commencé : "
                            "corrigez son début."))  # fmt: skip
    return found


def _circle(one: Doing, known: Mapping[int, Doing]) -> list[str]:
    """The actions that wait for each other, this one first; none when it may begin one day."""
    chain, seen = [one.title], {one.key}
    after = one.after
    while after is not None and after in known:
        if after in seen:
            return chain
        seen.add(after)
        chain.append(known[after].title)
        after = known[after].after
    return chain if after is not None and after == one.key else []


@dataclass(frozen=True, slots=True)
class Span:
    """Where an action falls between the first day shown and the last, in hundredths."""

    left: int
    width: int


def span(one: Doing, first: date, last: date) -> Span | None:
    """The place of an action on the line of the year; None when it has no date at all."""
    begins, ends = one.starts or one.due, one.due or one.starts
    if begins is None or ends is None:
        return None
    days = max((last - first).days, 1)
    left = min(max(round(100 * (begins - first).days / days), 0), 98)
    right = min(max(round(100 * (ends - first).days / days), left + 2), 100)
    return Span(left, right - left)
