"""Records that are parts of one another, followed until they come back to themselves."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class Nested(Protocol):
    """A record that may be a part of another one (`within`)."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def within(self) -> str | None:
        """The name of what it is a part of."""


def in_circles[N: Nested](records: Sequence[N]) -> Iterator[tuple[int, N]]:
    """Each record that ends up within itself, or within a circle, with its rank."""
    above = {one.key: one.within for one in records}
    for index, one in enumerate(records):
        seen, key = {one.key}, one.within
        while key and key not in seen:
            seen.add(key)
            key = above.get(key)
        if key:
            yield index, one
