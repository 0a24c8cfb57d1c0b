"""What a survey may tell without telling anyone: never fewer than so many, never by subtraction."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SCALE = (1, 2, 3, 4, 5)
LEAST = 5
"""The fewest answers any anonymous result stands for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: a scale from 1 to 5, or words; `public` is whom it speaks of (R183)."""

    key: str
    label: str
    kind: Literal["scale", "text"] = "text"
    public: str = ""
    reuse: tuple[str, ...] = ()
    """Questions of the application whose answers are given back instead of asked again (R129)."""

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {"key": self.key, "label": self.label, "kind": self.kind, "public": self.public,
                "reuse": list(self.reuse)}  # fmt: skip


def asked(rows: Iterable[Mapping[str, Any]]) -> list[Asked]:
    """The questions of a survey, as they were kept."""
    return [
        Asked(one["key"], one["label"], one["kind"], one["public"], tuple(one["reuse"]))
        for one in rows
    ]


def pulse_of(meeting: str) -> str:
    """The title of the pulse of a meeting."""
    return french.say("Le pouls : {name}", name=meeting)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one question: nothing but `hidden` when too few answered it."""

    question: Asked
    answers: int = 0
    hidden: bool = False
    counts: dict[int, int] = field(default_factory=dict)
    mean: float | None = None
    texts: list[str] = field(default_factory=list)


def results(
    questions: Sequence[Asked], replies: Sequence[Mapping[str, Any]], least: int
) -> list[Told]:
    """Each question, unless some but fewer than `least` answered it; texts in no order of arrival.

    `least` is 1 for a survey where everyone signs.
    """
    return [_told(one, replies, least) for one in questions]


def _told(question: Asked, replies: Sequence[Mapping[str, Any]], least: int) -> Told:
    given = [one[question.key] for one in replies if one.get(question.key) not in {None, ""}]
    if least > 1 and len(given) < least:
        return Told(question, hidden=True)
    if question.kind == "text":
        return Told(question, len(given), texts=sorted(map(str, given)))
    counts = Counter(given)
    mean = sum(given) / len(given) if given else None
    return Told(question, len(given), counts={one: counts[one] for one in SCALE}, mean=mean)


@dataclass(frozen=True, slots=True)
class Change:
    """How the same people answered before and after: their means, who went up, stayed, down."""

    question: Asked
    before: float
    after: float
    up: int
    same: int
    down: int


@dataclass(frozen=True, slots=True)
class Paired:
    """Before and after, pair by pair; `why` says why nothing is told."""

    pairs: int = 0
    changes: list[Change] = field(default_factory=list)
    why: str = ""


def paired(
    questions: Sequence[Asked],
    before: Sequence[tuple[str, Mapping[str, Any]]],
    after: Sequence[tuple[str, Mapping[str, Any]]],
    least: int,
) -> Paired:
    """The change of those who kept their code, unless so few did not that they would be deduced.

    Both wholes are told elsewhere: whole less pairs is what the unpaired answered. So the pairs are
    told only when the unpaired of each side, question by question, are none or at least `least`.
    Replies are (mark, answers); a mark used twice on a side pairs with nothing.
    """
    first, second = _alone(before), _alone(after)
    marks = [one for one in first if one in second]
    if len(marks) < least:
        return Paired(
            why=french.say(
                "Moins de {least} personnes ont répondu avant et après avec leur code.", least=least
            )
        )
    changes = []
    for one in questions:
        if one.kind != "scale":
            continue
        both = [
            (first[mark][one.key], second[mark][one.key])
            for mark in marks
            if first[mark].get(one.key) and second[mark].get(one.key)
        ]
        if len(both) >= least and all(
            _safe(_answered(side, one.key) - len(both), least) for side in (before, after)
        ):
            changes.append(_change(one, both))
    if not changes:
        why = french.say(
            "Trop peu de personnes ont répondu sans leur code : ce qu’elles ont dit se déduirait "
            "par soustraction."
        )
        return Paired(len(marks), why=why)
    return Paired(len(marks), changes)


def _alone(side: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mark, answers in side:
        if mark:
            found[mark].append(answers)
    return {mark: rows[0] for mark, rows in found.items() if len(rows) == 1}


def _answered(side: Sequence[tuple[str, Mapping[str, Any]]], key: str) -> int:
    return sum(1 for _, answers in side if answers.get(key))


def _safe(left: int, least: int) -> bool:
    """Whether the others are nobody, or enough not to be known."""
    return left == 0 or left >= least


def _change(question: Asked, both: list[tuple[int, int]]) -> Change:
    size = len(both)
    return Change(
        question,
        sum(one for one, _ in both) / size,
        sum(other for _, other in both) / size,
        up=sum(other > one for one, other in both),
        same=sum(other == one for one, other in both),
        down=sum(other < one for one, other in both),
    )
