"""Experts and institutions at once: their rules cross, so an integer programme on few pairs.

The first levels are taken at values that nothing beats, as in `hoped`; the pairs left out come back
unless their exact reduced cost proves that they cannot belong to a better assignment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cordee.selection.solvers.assign.hoped import hopes_of, promising
from cordee.selection.solvers.assign.network import capped
from cordee.selection.solvers.program import (
    PRICE_GRAIN,
    Prices,
    Program,
    Row,
    priced,
    relax,
    settled_by,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cordee.selection.solvers.assign.instance import Instance
    from cordee.selection.solvers.assign.network import Hopes

    Mask = NDArray[np.bool_]


@dataclass
class _Rows:
    """The rows of an assignment: places of those of each file, juror, house and expert rule."""

    rows: list[Row] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    jurors: list[int] = field(default_factory=list)
    houses: dict[tuple[int, int], int] = field(default_factory=dict)  # (file, house) -> row
    experts: dict[int, int] = field(default_factory=dict)  # file -> row

    def add(self, terms: dict[int, int], low: int | None, high: int | None) -> int:
        """Write one row and tell its place."""
        self.rows.append(Row(terms, low, high))
        return len(self.rows) - 1


def crossed_assignment(instance: Instance) -> dict[str, list[str]] | None:
    """The best assignment when the first levels reach their bounds; None when they may not."""
    hopes = hopes_of(instance)
    if hopes is None or instance.order[-1] != "affinity":
        return None
    kept = promising(instance)
    while True:
        pairs = [(int(i), int(j)) for i, j in np.argwhere(kept)]
        written = _written(instance, hopes, pairs)
        program = Program((0,) * len(pairs), (1,) * len(pairs), tuple(written.rows))
        worths = {c: int(instance.affinity[pair]) for c, pair in enumerate(pairs)}
        dual = relax(program, worths)
        if dual is None:
            return None
        prices = priced(program, worths, dual.rows)
        found = settled_by(program, worths, dual, prices)
        if found is None:
            return None
        missed = _missed(instance, written, prices, kept, found.value)
        if not missed.any():
            return _read(instance, pairs, found.values)
        kept = kept | missed


def _written(instance: Instance, hopes: Hopes, pairs: list[tuple[int, int]]) -> _Rows:
    """Each file read as it can be, by an expert if it can; loads and institutions respected."""
    written = _Rows()
    by_file: list[dict[int, int]] = [{} for _ in instance.files]
    by_juror: list[dict[int, int]] = [{} for _ in instance.jurors]
    for column, (i, j) in enumerate(pairs):
        by_file[i][j] = by_juror[j][column] = column
    houses = [instance.members(house) for house in capped(instance)]
    experts = instance.experts.any(axis=1) if "no_expert" in hopes.levels else None
    for i, file in enumerate(instance.files):
        columns, wanted = by_file[i], file.demand - hopes.unread[i]
        everyone = dict.fromkeys(columns.values(), 1)
        written.files.append(written.add(everyone, wanted, wanted))
        for at, members in enumerate(houses):
            inside = {columns[j]: 1 for j in members if j in columns}
            written.houses[i, at] = written.add(inside, None, instance.institution_cap)
        if experts is not None and experts[i] and file.demand:
            inside = {c: 1 for j, c in columns.items() if instance.experts[i, j]}
            written.experts[i] = written.add(inside, 1, None)
    for (low, high), load in zip(hopes.loads, by_juror, strict=True):
        written.jurors.append(written.add(dict.fromkeys(load, 1), low, high))
    return written


def _missed(instance: Instance, written: _Rows, prices: Prices, kept: Mask, value: int) -> Mask:
    """Pairs left out whose reduced cost does not prove them useless."""
    gap = prices.bound - (value << PRICE_GRAIN)
    rows = prices.rows
    jurors = np.array([rows[row] for row in written.jurors], dtype=np.int64)
    houses = np.full(len(instance.jurors), -1)
    for at, house in enumerate(capped(instance)):
        houses[instance.members(house)] = at
    missed = np.zeros_like(kept)
    for i in map(int, np.flatnonzero((instance.allowed & ~kept).any(axis=1))):
        paid = jurors + rows[written.files[i]]
        by_house = [rows[written.houses[i, at]] for at in range(int(houses.max()) + 1)]
        paid += np.array([*by_house, 0], dtype=np.int64)[houses]
        if i in written.experts:
            paid += np.where(instance.experts[i], rows[written.experts[i]], 0)
        left = instance.allowed[i] & ~kept[i]
        missed[i] = left & ((instance.affinity[i].astype(np.int64) << PRICE_GRAIN) - paid >= -gap)
        if not instance.files[i].demand:
            missed[i] = False
    return missed


def _read(
    instance: Instance, pairs: list[tuple[int, int]], values: tuple[int, ...]
) -> dict[str, list[str]]:
    read: dict[str, list[str]] = {file.id: [] for file in instance.files}
    for (i, j), value in zip(pairs, values, strict=True):
        if value:
            read[instance.files[i].id].append(instance.jurors[j].id)
    return read
