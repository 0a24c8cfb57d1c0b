"""What may wait for someone, looked for in one query: a room that has none asks nothing more.

    @if_any(lambda user: Visit.objects.filter(visitors__user=user, closed_at=None))
    def _to_fill(user: User) -> Iterator[Task]: ...

A page that begins with `looked` skips every such part whose rows do not exist; anywhere else a
part is asked as it is. The rows may be wider than what the part tells, never narrower: they see
the key of the account alone, no instant.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Value

from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

type Rows = Callable[[int], QuerySet[Any]]

_parts: list[tuple[Rows, bool]] = []
_found: ContextVar[frozenset[int] | None] = ContextVar("found", default=None)


def if_any[**P, T](
    rows: Rows, *, team: bool = False
) -> Callable[[Callable[P, Iterator[T]]], Callable[P, Iterator[T]]]:
    """Skip a part while there is no such row; `team` when the team of the house alone has it."""
    rank = len(_parts)
    _parts.append((rows, team))

    def around(part: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
        @wraps(part)
        def told(*arguments: P.args, **named: P.kwargs) -> Iterator[T]:
            found = _found.get()
            skipped = found is not None and rank not in found
            return iter(()) if skipped else part(*arguments, **named)

        return told

    return around


@contextmanager
def looked(user: int, *, team: bool) -> Iterator[None]:
    """Know for a while which parts have something for an account: one query a request."""
    of = len(_parts)  # a room that was not imported yet adds its parts when it is
    known = once(f"awaited {user} {of}", lambda: frozenset(_first_rows(user, team=team, of=of)))
    token = _found.set(known)
    try:
        yield
    finally:
        _found.reset(token)


@ready
def _first_rows(user: int, *, team: bool, of: int) -> QuerySet[Any, int]:
    """The ranks of the parts that have a row at all; one row a part is enough to know."""
    rows: list[QuerySet[Any, int]] = [
        looked_for(user).order_by().annotate(rank_=Value(rank, IntegerField()))
        .values_list("rank_", flat=True)[:1]
        for rank, (looked_for, of_team) in enumerate(_parts[:of]) if team or not of_team
    ]  # fmt: skip
    return rows[0].union(*rows[1:], all=True).order_by("rank_")
