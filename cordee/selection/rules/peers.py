"""Candidates who read one another: each reads so many other files, each file is read so many times.

The files stand in a circle drawn from a public seed; each candidate reads those that follow hers.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PEER = "peer"
"""The category of seats of candidates who read one another."""


def circle(files: Sequence[str], many: int, seed: str) -> dict[str, list[str]]:
    """File → the files that its candidate reads: never her own, as many for each."""
    order = sorted(files, key=lambda one: (sha256(f"{seed}|{one}".encode()).hexdigest(), one))
    size = len(order)
    many = min(many, size - 1)
    return {
        one: [order[(place + step) % size] for step in range(1, many + 1)]
        for place, one in enumerate(order)
    }
