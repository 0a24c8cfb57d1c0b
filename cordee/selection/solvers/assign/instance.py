"""An assignment to make: files to read, jurors to share them, who may read what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = ("shortfall", "below_min", "no_expert", "maxmin", "spread", "affinity")


@dataclass(frozen=True, slots=True)
class File:
    """An application that `demand` jurors should read, in these languages."""

    id: str
    demand: int
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Juror:
    """Someone who should read at least `min` files and cannot read more than `max`."""

    id: str
    min: int
    max: int
    languages: frozenset[str]
    institution: str | None


@dataclass(frozen=True)
class Instance:
    """Files and jurors sorted by id; `affinity` and `allowed` are files x jurors."""

    order: tuple[str, ...]
    expert_threshold: int
    files: tuple[File, ...]
    jurors: tuple[Juror, ...]
    institution_cap: int | None
    affinity: NDArray[np.signedinteger[Any]]
    allowed: NDArray[np.bool_]

    @cached_property
    def experts(self) -> NDArray[np.bool_]:
        """Allowed pairs whose juror knows the subject well enough."""
        return self.allowed & (self.affinity >= self.expert_threshold)

    @cached_property
    def institutions(self) -> tuple[str, ...]:
        """Every institution, sorted."""
        return tuple(sorted({each.institution for each in self.jurors if each.institution}))

    def members(self, institution: str) -> list[int]:
        """The jurors of an institution, by index."""
        return [j for j, juror in enumerate(self.jurors) if juror.institution == institution]
