"""What each voice weighs and which seats must be filled to vote, as the call says of its colleges.

Weights are exact decimals, four figures after the point, rounded down.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cordee.programme.schema.choosing import Panel
    from cordee.selection.rules.sittings import Room, Seat

STEP = Decimal("0.0001")
ONE = Decimal(1)
TWO = 2
type Counts = tuple[int, ...]
type Sums = tuple[Decimal, ...]


def voices(
    panel: Panel | None, seats: Iterable[Seat], electors: Collection[int]
) -> dict[int, Decimal]:
    """Elector → what her voice weighs: the votes of her seat, her college kept within its share.

    A share is of the voices of the electors; a college alone in the room keeps its own. Shares at
    most are kept first; raising a college to its least share then lowers that of all the others.
    """
    colleges = {one.key: one for one in panel.seats} if panel else {}
    present = {one.id: one.seat for one in seats if one.id in electors}
    raw = {
        key: Fraction(colleges[seat].votes if seat in colleges else 1)
        for key, seat in present.items()
    }
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for key, seat in present.items():
        sums[seat] += raw[key]
    caps = {
        key: Fraction(one.votes_share_max)
        for key, one in colleges.items()
        if one.votes_share_max is not None and sums.get(key)
    }
    factors = _factors(sums, caps)
    held = {seat: total * factors.get(seat, 1) for seat, total in sums.items()}
    floors = {
        key: Fraction(one.votes_share_min)
        for key, one in colleges.items()
        if one.votes_share_min is not None and held.get(key)
    }
    raised = _factors(held, floors, at_least=True)
    return {
        key: _rounded(raw[key] * factors.get(seat, 1) * raised.get(seat, 1))
        for key, seat in present.items()
    }


def _factors(
    sums: Mapping[str, Fraction], caps: Mapping[str, Fraction], *, at_least: bool = False
) -> dict[str, Fraction]:
    """What multiplies the voices of the colleges whose share would be exceeded, or not reached."""
    held: set[str] = set()
    total = sum(sums.values(), Fraction(0))
    while True:
        beyond = {key: sums[key] - caps[key] * total for key in caps if key not in held}
        more = {key for key, gap in beyond.items() if (gap < 0 if at_least else gap > 0)}
        shares = sum((caps[key] for key in held | more), Fraction(0))
        free = sum((sums[key] for key in sums if key not in held | more), Fraction(0))
        if not more or shares >= 1 or not free:
            return {key: caps[key] * total / sums[key] for key in held}
        held |= more
        total = free / (1 - shares)


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(STEP, rounding=ROUND_DOWN).normalize()


def unequal(found: Mapping[int, Decimal]) -> bool:
    """Whether some voice weighs otherwise than one."""
    return any(one != ONE for one in found.values())


def anonymous(weights: Iterable[Decimal], said: Mapping[str, Decimal]) -> bool:
    """Whether these totals, in voices that weigh unequally, leave each voter more than one answer.

    `said`: what each answer weighs. Voters of one weight are told apart by nothing; a weight whose
    answer the totals give away is somebody's vote, and the totals are then not to be told.
    """
    classes = sorted(Counter(weights).items())
    options = sorted(said)
    target = tuple(said[one] for one in options)
    splits = [_splits(weight, many, len(options)) for weight, many in classes]
    for rank, mine in enumerate(splits):
        others = _sums([each for place, each in enumerate(splits) if place != rank], len(options))
        possible = [
            counts
            for counts, sums in mine
            if tuple(a - b for a, b in zip(target, sums, strict=True)) in others
        ]
        given = {place for counts in possible for place, many in enumerate(counts) if many}
        if len(given) < TWO:
            return False
    return True


def _splits(weight: Decimal, many: int, options: int) -> list[tuple[Counts, Sums]]:
    """Every way for voters of one weight to share between the answers: how many, what it weighs."""
    found: list[Counts] = [()]
    for _place in range(options - 1):
        found = [(*one, n) for one in found for n in range(many - sum(one) + 1)]
    whole = [(*one, many - sum(one)) for one in found]
    return [(one, tuple(weight * n for n in one)) for one in whole]


def _sums(splits: Iterable[list[tuple[Counts, Sums]]], options: int) -> set[Sums]:
    """Every total that these voters may give."""
    found: set[Sums] = {(Decimal(0),) * options}
    for one in splits:
        found = {
            tuple(a + b for a, b in zip(known, more, strict=True))
            for known in found
            for _counts, more in one
        }
    return found


def lacking(panel: Panel | None, seats: Collection[Seat], now: Room) -> list[str]:
    """The seats whose own quorum is not there, each in a sentence; proxies do not count."""
    found = []
    for one in panel.seats if panel else ():
        there = sum(each.seat == one.key and each.id in now.present for each in seats)
        if one.quorum is not None and there < one.quorum:
            label = french.say(
                "{label} : {there}",
                label=one.label,
                there=french.plural(there, "présent·e", "présent·es"),
            )
            found.append(
                french.typeset(
                    french.say("{label}, il en faut {quorum}", label=label, quorum=one.quorum)
                )
            )
    return found


MAJORITIES = {
    "relative": french.say("plus de voix pour que contre"),
    "absolute": french.say("plus de la moitié des voix exprimées"),
    "three_fifths": french.say("trois cinquièmes des voix exprimées"),
    "two_thirds": french.say("deux tiers des voix exprimées"),
    "unanimity": french.say("aucune voix contre"),
}
"""What each majority asks, in words."""


def majority_said(panel: Panel | None) -> str:
    """The majority that a question asks, as the call says; empty where it says nothing."""
    if panel is None or panel.majority is None:
        return ""
    told = MAJORITIES[panel.majority]
    return french.say("Une question est adoptée ainsi : {majority}.", majority=told)


def weighed(panel: Panel | None) -> list[str]:
    """What the call says of unequal voices, one sentence a college."""
    found = []
    for one in panel.seats if panel else ():
        votes = (
            french.say("{votes} voix chacun·e", votes=french.number(one.votes))
            if one.votes != 1
            else ""
        )
        share = one.votes_share_max
        most = (
            french.say("{share} % des voix au plus", share=french.number(share * 100))
            if share is not None
            else ""
        )
        low = one.votes_share_min
        least = (
            french.say("{share} % des voix au moins", share=french.number(low * 100))
            if low is not None
            else ""
        )
        if told := ", ".join(filter(None, (votes, least, most))):
            found.append(french.typeset(french.say("{label} : {told}", label=one.label, told=told)))
    return found
