"""Queries made ready once a process: asked again, they cost their rows alone (decision 0092).

    @ready
    def _roles(user: int, at: datetime) -> QuerySet[Seat, str]:
        return Seat.objects.current(at).filter(person__user=user).values_list("role", flat=True)

    _roles(user.pk, now)      # a list; its SQL was written when somebody first asked

Positional arguments are values: the function receives stand-ins in their place and sees no true
one, so what one person asks can never be made of what another was. Named arguments give the query
its shape; each set of them is made ready apart.
"""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connections
from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAR = datetime(2500, 1, 1, tzinfo=UTC)
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda rank: 2**62 + rank,
    str: lambda rank: f"stand-in {rank}",
    date: lambda rank: (FAR + timedelta(days=rank)).date(),
    datetime: lambda rank: FAR + timedelta(days=rank),
    UUID: lambda rank: UUID(int=2**120 + rank),
}
"""What stands for the value of each rank while a query is made ready; nothing real is like it."""
SHAPES = 512
"""Shapes kept for one query: pages of lists, rules of calls."""


def ready[**P, M: Model, Row](
    build: Callable[P, QuerySet[M, Row]],
) -> Callable[P, list[Row]]:
    """Ask the query that `build` makes, ready since the first time."""
    known: dict[Any, _Ready] = {}

    @wraps(build)
    def ask(*values: P.args, **shape: P.kwargs) -> list[Row]:
        key = (tuple(map(type, values)), *shape.items())
        if key not in known:
            if len(known) >= SHAPES:
                known.clear()
            stand_ins = [STAND_INS[type(one)](rank) for rank, one in enumerate(values)]
            known[key] = _Ready(build(*stand_ins, **shape), stand_ins)
        return known[key].rows(values)

    return ask


class _Ready:
    """The SQL of a query, and where each value goes."""

    def __init__(self, rows: QuerySet[Any, Any], stand_ins: Sequence[Any]) -> None:
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined] # noqa: SLF001 - told to whoever asks for it
            raise TypeError("what is prefetched is not made ready: join it")
        self.asked = rows
        self.compiler = rows.query.get_compiler(rows.db)
        self.sql, self.params = self.compiler.as_sql()
        self.places = [
            next((rank for rank, one in enumerate(stand_ins) if _same(one, param)), None)
            for param in self.params
        ]
        if set(range(len(stand_ins))) - set(self.places):
            raise TypeError("a value that is not in the query gives it its shape: name it")

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """The rows for these values."""
        params = tuple(
            param if rank is None else values[rank]
            for rank, param in zip(self.places, self.params, strict=True)
        )
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.asked.db]  # each thread has its own
        compiler.as_sql = lambda *_: (self.sql, params)
        query: Any = _Compiled(compiler)
        found: QuerySet[Any, Any] = QuerySet(self.asked.model, query=query, using=self.asked.db)
        for kept in ("_iterable_class", "_fetch_mode"):
            setattr(found, kept, getattr(self.asked, kept))
        return list(found)


class _Compiled:
    """What an iterable of rows asks of a query: the compiler it already has."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler

    def get_compiler(self, _using: str = "", **_: Any) -> Any:
        return self.compiler


def _same(stand_in: Any, param: Any) -> bool:
    return type(param) is type(stand_in) and bool(param == stand_in)
