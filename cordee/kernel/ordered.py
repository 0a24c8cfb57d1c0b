"""Functions that rooms add to a list of the house, each at its place; the list knows no room."""

from collections.abc import Callable, Iterator


class Ordered[T]:
    """What was added, from the lowest `order` to the highest."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, T]] = []

    def at(self, order: int) -> Callable[[T], T]:
        """Add what is decorated, at that place."""

        def add(one: T) -> T:
            self._rows.append((order, one))
            return one

        return add

    def __iter__(self) -> Iterator[T]:
        """In order; equals stand as they came."""
        return iter([one for _, one in sorted(self._rows, key=lambda row: row[0])])
