"""Members drawn by lot, so that anybody can do it again: the list first, chance after.

The digest of the list is announced with where chance will come from (a public draw, a round of a
beacon of randomness), before its value exists. Then each line has the SHA-256 of the digest, the
value and its rank; the smallest numbers are drawn, the next ones replace whoever declines.
"""

from __future__ import annotations

from hashlib import sha256

MOST = 20_000
"""Lines of a list."""


def lines_of(text: str) -> list[str]:
    """The people of a list, a line each, spaces put right; a line twice counts once."""
    found = (" ".join(line.replace("\0", " ").split()) for line in text.splitlines())
    return list(dict.fromkeys(filter(None, found)))


def print_of(lines: list[str]) -> str:
    """The digest of a list: SHA-256 of its lines, in their order, each ended by a line feed."""
    return sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


def drawn(digest: str, seed: str, size: int) -> list[int]:
    """The ranks of the list, from 1, in the order of the draw."""

    def number(rank: int) -> str:
        return sha256(f"{digest}|{seed}|{rank}".encode()).hexdigest()

    return sorted(range(1, size + 1), key=number)
