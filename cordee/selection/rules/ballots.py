"""What a voter of the public writes on a ballot: names, an order, points, mentions, yes or no.

A ballot is a number for each file: its rank, its mention (1 the lowest), or 2 for and 1 against.
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.speech import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cordee.programme.schema.choosing import Stage

MENTIONS = table({
    "6": "Très bien", "5": "Bien", "4": "Assez bien", "3": "Passable", "2": "Insuffisant",
    "1": "À rejeter",
})  # fmt: skip
SIDES = table({"2": "Pour", "1": "Contre"})
NONE: Mapping[str, str] = MappingProxyType({})
FOR, AGAINST, WORST = 2, 1, 1
HALF = Fraction(1, 2)


def kind_of(stage: Stage) -> str:
    """What is written on the ballots of a stage."""
    return stage.ballot or ("points" if stage.votes_points else "choices")


def options(kind: str) -> Mapping[str, str]:
    """What one may say of each file, value → words; nothing where a number, or a name, is given."""
    return {"judgement": MENTIONS, "for_against": SIDES}.get(kind, NONE)


def told(kind: str, most: int | None) -> str:
    """How one votes, in a sentence; nothing for names and points, whose limits say it."""
    if kind == "ranked":
        if most is None:
            return french.say("Classez les dossiers : 1 pour votre préféré, puis 2, 3…")
        return french.say("Classez au plus {most} : 1 pour votre préféré, puis 2, 3…",
                          most=french.plural(most, "dossier"))  # fmt: skip
    return {
        "judgement": french.say("Donnez une mention à chaque dossier ; sans mention, un dossier "
                                "compte comme « à rejeter »."),
        "for_against": french.say("Dites pour ou contre ; sans réponse, vous vous abstenez."),
    }.get(kind, "")  # fmt: skip


def faults(kind: str, given: Mapping[str, int], most: int | None) -> list[Finding]:
    """Why a ballot that is no list of names is refused."""
    if not given:
        said = french.say("Votre bulletin est vide : dites au moins quelque chose d’un dossier.")
        return [missing("vote.none", "vote", said)]
    if kind == "ranked":
        return _order(given, most)
    allowed = {int(one) for one in options(kind)}
    if set(given.values()) <= allowed:
        return []
    said = french.say("Choisissez parmi les réponses proposées.")
    return [broken("vote.value", "vote", said)]


def _order(given: Mapping[str, int], most: int | None) -> list[Finding]:
    if most is not None and len(given) > most:
        said = french.say("Vous avez classé {named}, pour {most} au plus : ôtez-en {more}.",
                          named=french.plural(len(given), "dossier"), most=most,
                          more=len(given) - most)  # fmt: skip
        return [broken("vote.many", "vote", french.typeset(said))]
    if sorted(given.values()) == list(range(1, len(given) + 1)):
        return []
    said = french.say("Chaque rang sert une fois, sans trou : de 1 à {last}.", last=len(given))
    return [broken("vote.order", "vote", french.typeset(said))]


def points_of(rank: int, files: int) -> int:
    """What a rank gives (Borda): as many points as there are files to the first, one less next."""
    return max(files - rank + 1, 0)


def values(kind: str, files: int, most: int | None) -> list[int]:
    """What a paper total counts one by one for a file, in the order typed; nothing: plain voices.

    A vote by rank counts how many ballots put the file first, second…
    """
    if kind == "ranked":
        return list(range(1, min(files, most or files) + 1))
    return [int(one) for one in options(kind)]


def named_values(kind: str) -> str:
    """The same in words, for who types the totals of paper ballots."""
    if kind == "ranked":
        return french.say("1er rang, 2e rang, 3e rang…")
    return ", ".join(options(kind).values())


def paper_faults(
    kind: str, received: Sequence[tuple[str, Mapping[int, int]]], ballots: int
) -> Iterator[Finding]:
    """Why totals of paper ballots cannot be: `received` is file name, value → how many said so.

    Two files may bear one name, or none where they are read blind: both are counted.
    """
    for name, marks in received:
        count = sum(marks.values())
        if count > ballots:
            said = french.say("{name} : {count} pour {ballots}.", name=name,
                              count=french.plural(count, "réponse"),
                              ballots=french.plural(ballots, "bulletin"))  # fmt: skip
            yield broken("public.many", "vote", french.typeset(said))
    if kind != "ranked":
        return
    for rank in sorted({rank for _name, marks in received for rank in marks}):
        count = sum(marks.get(rank, 0) for _name, marks in received)
        if count > ballots:
            said = french.say("Rang {rank} : donné {count} fois, pour {ballots}.", rank=rank,
                              count=count,
                              ballots=french.plural(ballots, "bulletin"))  # fmt: skip
            yield broken("public.rank", "vote", french.typeset(said))


def merit(kind: str, marks: Mapping[int, int], ballots: int) -> Fraction:
    """What a file received, from value → how many ballots: never below nothing.

    For and against: the difference. Mentions: the majority mention, then how many would have given
    better, less how many worse (the « typical » gauge of A. Fabre, 2018); 0 is « to reject ».
    """
    if kind == "for_against":
        return Fraction(max(marks.get(FOR, 0) - marks.get(AGAINST, 0), 0))
    silent = max(ballots - sum(marks.values()), 0)
    known = {**marks, WORST: marks.get(WORST, 0) + silent}
    whole = sum(known.values())
    if not whole:
        return Fraction(0)
    top = max(map(int, MENTIONS))
    middle = next(
        value for value in range(top, 0, -1)
        if 2 * sum(count for mark, count in known.items() if mark >= value) > whole
    )  # fmt: skip
    better = Fraction(sum(count for mark, count in known.items() if mark > middle), whole)
    worse = Fraction(sum(count for mark, count in known.items() if mark < middle), whole)
    level = HALF * (better - worse) / (1 - better - worse)
    return max(middle - WORST + level, Fraction(0))
