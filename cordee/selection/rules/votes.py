"""A choice made by naming files: how many each voter names, what is counted, which files are equal.

A voter names files, each once, or shares points between them, as the stage says; no clock here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.selection.rules import ballots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cordee.programme.schema.choosing import Selection, Stage

UNNAMED = french.say("aucune voix")
"""Why a file that nobody named takes no place."""


def is_vote(stage: Stage) -> bool:
    """Whether the jury names files at this stage, and gives them no mark."""
    return stage.combines == "vote" and stage.kind != "public_vote"


def by_voices(stage: Stage) -> bool:
    """Whether voices choose, and no mark: those of a jury that names files, or of the public."""
    return stage.combines == "vote" or stage.kind == "public_vote"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many files a voter names, how many points she shares out, how much money she commits."""

    least: int
    most: int | None
    points: int | None = None
    budget: Decimal | None = None
    currency: str = "EUR"
    tracks: Mapping[str, str] = field(default_factory=dict)
    """File → the name of its track, where these numbers hold in each track."""
    ballot: str = "choices"
    """What one writes: names or points, an order, a mention or a yes for each file."""

    def told(self) -> list[str]:
        """The limits in sentences, before the boxes."""
        if said := ballots.told(self.ballot, self.most):
            return [french.typeset(said)]
        apart = [french.say("Ces nombres valent dans chaque volet.")] if self.tracks else []
        return [french.typeset(one) for one in (*self._files(), *apart, *self._money())]

    def _files(self) -> list[str]:
        if self.points:
            shared = french.plural(self.points, "point")
            return [french.say("Répartissez au plus {points} entre les dossiers.", points=shared)]
        if self.most is None:
            some = french.plural(self.least, "dossier")
            return [french.say("Désignez au moins {some}.", some=some)]
        if self.least == self.most:
            return [french.say("Désignez {some}.", some=french.plural(self.most, "dossier"))]
        return [
            french.say(
                "Désignez de {least} à {files}.",
                least=self.least,
                files=french.plural(self.most, "dossier"),
            )
        ]

    def _money(self) -> list[str]:
        if self.budget is None:
            return []
        said = french.say(
            "Ce que demandent ensemble les dossiers désignés tient dans {budget}.",
            budget=french.money(self.budget, self.currency),
        )
        return [said]


def limits(
    stage: Stage, rules: Selection, top: int, files: int, *, currency: str = "EUR"
) -> Limits:
    """What the stage asks of a voter who may name `files`; unsaid, as many as `top` places."""
    if stage.votes_points:
        return Limits(1, None, stage.votes_points)
    budget = rules.budget if stage.choices_budget else None
    most = stage.choices_max
    if most is None and budget is None:
        most = max(top, stage.choices_min or 1)
    least = min(stage.choices_min or 1, files)
    return Limits(least, None if most is None else min(most, max(files, 1)), None, budget, currency)


def slip_faults(
    asked: Limits,
    given: Mapping[str, int],
    amounts: Mapping[str, Decimal],
    *,
    casting: bool = True,
) -> list[Finding]:
    """Why a voting slip is refused; one that is only kept may still lack names."""
    if asked.ballot not in {"choices", "points"}:
        return ballots.faults(asked.ballot, given, asked.most)
    found = [*_points(asked, given), *_too_dear(asked, given, amounts)]
    for track, named, least in _groups(asked, given):
        told = _too_many(asked, named)
        if casting and len(named) < least:
            told.append(_too_few(asked, len(named)))
        found += [_in(track, one) for one in told] if track else told
    return found


def _groups(asked: Limits, given: Mapping[str, int]) -> Iterator[tuple[str, dict[str, int], int]]:
    """Each track with the files named there and how many it asks; the whole where none counts."""
    if not asked.tracks:
        yield "", dict(given), asked.least
        return
    for track, many in sorted(Counter(asked.tracks.values()).items()):
        mine = {key: one for key, one in given.items() if asked.tracks.get(key) == track}
        yield track, mine, min(asked.least, many)


def _in(track: str, fault: Finding) -> Finding:
    said = french.say("{track} : {fault}", track=track, fault=fault.sentence)
    return replace(fault, sentence=french.typeset(said))


def _too_few(asked: Limits, named: int) -> Finding:
    if not named:
        said = (
            french.say("Donnez vos points à un dossier au moins, ou votez blanc.")
            if asked.points
            else french.say("Désignez un dossier au moins, ou votez blanc.")
        )
        return missing("vote.none", "vote", said)
    said = french.say(
        "Il faut désigner au moins {least} ; vous en avez désigné {named}. Vos choix "
        "restent cochés : complétez-les, puis votez.",
        least=french.plural(asked.least, "dossier"),
        named=named,
    )
    return missing("vote.few", "vote", french.typeset(said))


def _too_many(asked: Limits, given: Mapping[str, int]) -> list[Finding]:
    if asked.most is None or len(given) <= asked.most:
        return []
    said = french.say(
        "Vous avez désigné {named}, pour {most} au plus : ôtez-en {more}.",
        named=french.plural(len(given), "dossier"),
        most=asked.most,
        more=len(given) - asked.most,
    )
    return [broken("vote.many", "vote", french.typeset(said))]


def _points(asked: Limits, given: Mapping[str, int]) -> list[Finding]:
    total = sum(given.values())
    if asked.points is None or total <= asked.points:
        return []
    said = french.say(
        "Vous avez réparti {total}, pour {points} au plus : ôtez-en {more}.",
        total=french.plural(total, "point"),
        points=asked.points,
        more=total - asked.points,
    )
    return [broken("vote.points", "vote", french.typeset(said))]


def _too_dear(
    asked: Limits, given: Mapping[str, int], amounts: Mapping[str, Decimal]
) -> list[Finding]:
    total = sum((amounts.get(key, Decimal(0)) for key in given), Decimal(0))
    if asked.budget is None or total <= asked.budget:
        return []
    said = french.say(
        "Les dossiers désignés demandent ensemble {total}, pour {budget} : ôtez-en.",
        total=french.money(total, asked.currency),
        budget=french.money(asked.budget, asked.currency),
    )
    return [broken("vote.budget", "vote", french.typeset(said))]


@dataclass(frozen=True, slots=True)
class Named:
    """What a file received: voices (or points), and how many voters named it."""

    votes: Fraction
    voters: int


NOBODY = Named(Fraction(0), 0)


def counted(
    given: Iterable[tuple[int, str, int]], weights: Mapping[int, Decimal]
) -> dict[str, Named]:
    """File → what it received, from (voter, file, voices or points) and what each voice weighs."""
    votes: dict[str, Fraction] = defaultdict(Fraction)
    voters: dict[str, set[int]] = defaultdict(set)
    for voter, file, points in given:
        votes[file] += points * Fraction(weights.get(voter, Decimal(1)))
        voters[file].add(voter)
    return {file: Named(total, len(voters[file])) for file, total in votes.items()}


def equals(merit: Mapping[str, Fraction], chosen: Collection[str]) -> tuple[list[str], list[str]]:
    """Files equal to the last one chosen: those taken, those left; nothing without a tie."""
    known = [merit[one] for one in chosen if one in merit]
    if not known:
        return [], []
    last = min(known)
    level = sorted(key for key, value in merit.items() if value == last and value > 0)
    taken, left = [x for x in level if x in chosen], [x for x in level if x not in chosen]
    return (taken, left) if left else ([], [])
