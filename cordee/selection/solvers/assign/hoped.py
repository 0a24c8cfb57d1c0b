"""Most assignments at once: the first levels at values that nothing beats, few pairs, then proof.

When every file can be fully read, every juror have its share and every file its expert, only the
affinity is left to settle. A flow on the best pairs of each file and juror does it; its prices are
then asked of every pair left out: if none would be worth taking, the flow is the best of all.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from cordee.selection.solvers.assign.network import Hopes, capped, network, reachable, tails
from cordee.selection.solvers.flow import lexicographic, potentials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cordee.selection.solvers.assign.instance import Instance
    from cordee.selection.solvers.assign.network import Assigning

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

HOPED = ("shortfall", "below_min", "no_expert", "spread")
BLOCK = 512  # files whose pairs are looked at together: the whole would weigh too much
COLUMNS = 32


def hoped_assignment(instance: Instance) -> dict[str, list[str]] | None:
    """The best assignment when the first levels reach their bounds; None when they may not."""
    hopes = hopes_of(instance)
    if hopes is None:
        return None
    kept = promising(instance)
    while True:
        made = network(instance, kept=kept, hopes=hopes)
        routed = lexicographic(made.network, made.levels, narrow=False)
        if routed is None:
            return None
        missed = _worth_taking(instance, made, routed.flow, kept)
        if not missed.any():
            return made.assignment(instance, routed.flow)
        kept = kept | missed


def hopes_of(instance: Instance) -> Hopes | None:
    """Bounds that say « at best » for all levels but the affinity, which must come last."""
    first = list(takewhile(HOPED.__contains__, instance.order))
    if list(instance.order) not in ([*first, "affinity"], first) or "shortfall" not in first:
        return None
    if "spread" in first and first.index("spread") < first.index("shortfall"):
        return None  # even loads are the least squares only once the readings are counted
    unread = _unread(instance)
    loads = _loads(instance, first, sum(each.demand for each in instance.files) - sum(unread))
    return None if loads is None else Hopes(frozenset(first), unread, loads)


def _unread(instance: Instance) -> tuple[int, ...]:
    """The readings of each file that nobody is allowed to do."""
    able = instance.allowed.sum(axis=1)
    for house in capped(instance):
        inside = instance.allowed[:, instance.members(house)].sum(axis=1)
        able -= np.maximum(inside - (instance.institution_cap or 0), 0)
    pairs = zip(instance.files, able, strict=True)
    return tuple(max(0, file.demand - int(count)) for file, count in pairs)


def _loads(instance: Instance, first: list[str], total: int) -> tuple[tuple[int, int], ...] | None:
    """The load that each juror should have: its minimum at least, and even if squares are told."""
    most = [reachable(instance, j) for j in range(len(instance.jurors))]
    least = [
        min(juror.min, high) if "below_min" in first else 0
        for juror, high in zip(instance.jurors, most, strict=True)
    ]
    if "spread" not in first:
        return tuple(zip(least, most, strict=True))
    if not instance.jurors:
        return ()
    share, more = divmod(total, len(instance.jurors))
    even = share + bool(more)
    if max(least) > share or min(most) < even:
        return None
    return ((share, even),) * len(instance.jurors)


def promising(instance: Instance) -> Mask:
    """The best jurors of each file and the best files of each juror."""
    kept = np.zeros_like(instance.allowed)
    wide = 10 + 8 * max((file.demand for file in instance.files), default=0)
    deep = 10 + 2 * max((juror.max for juror in instance.jurors), default=0)
    files, jurors = kept.shape
    if wide >= jurors or deep >= files:
        return instance.allowed.copy()
    for start in range(0, files, BLOCK):
        rows = slice(start, start + BLOCK)
        best = np.argpartition(_cost(instance, rows, slice(None)), wide, axis=1)[:, :wide]
        np.put_along_axis(kept[rows], best, values=True, axis=1)
    for start in range(0, jurors, COLUMNS):
        columns = slice(start, start + COLUMNS)
        best = np.argpartition(_cost(instance, slice(None), columns), deep, axis=0)[:deep]
        np.put_along_axis(kept[:, columns], best, values=True, axis=0)
    kept &= instance.allowed
    return kept


def _cost(instance: Instance, rows: slice, columns: slice) -> Ints:
    """The affinity of some pairs, the best the lowest, forbidden ones last of all."""
    allowed = instance.allowed[rows, columns]
    return np.where(allowed, -instance.affinity[rows, columns].astype(np.int64), 1)


def _worth_taking(instance: Instance, made: Assigning, flow: Ints, kept: Mask) -> Mask:
    """Pairs left out that the prices of the flow would make worth taking.

    The prices also prove the flow itself optimal among the pairs kept.
    """
    missed = np.zeros_like(kept)
    if not made.levels:
        return missed
    prices = potentials(made.network, made.levels[0].cost, flow)
    files = len(instance.files)
    for start in range(0, files, BLOCK):
        left = instance.allowed[start : start + BLOCK] & ~kept[start : start + BLOCK]
        pairs = np.argwhere(left)
        pairs[:, 0] += start
        gain = prices[tails(instance, pairs)] - prices[files + pairs[:, 1]]
        better = pairs[gain < instance.affinity[pairs[:, 0], pairs[:, 1]]]
        missed[better[:, 0], better[:, 1]] = True
    return missed
