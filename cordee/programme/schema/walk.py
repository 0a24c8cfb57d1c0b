"""A walk through every record of a definition, with the place where each stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from cordee.programme.remarks import Path
from cordee.programme.schema.shape import members

type Walked = tuple[tuple[Path, BaseModel], ...]
_WALKED: ContextVar[tuple[Any, Walked] | None] = ContextVar("walked", default=None)


@contextmanager
def remembered(value: Any) -> Iterator[None]:
    """Walk `value` once for all that walks it inside: a hundred checks read one definition."""
    token = _WALKED.set((value, tuple(_walk(value, ()))))
    try:
        yield
    finally:
        _WALKED.reset(token)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every record inside `value`, itself first, in the order of the definition."""
    known = _WALKED.get()
    if known is not None and known[0] is value and not path:
        return iter(known[1])
    return _walk(value, path)


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, BaseModel]]:
    if isinstance(value, BaseModel):
        yield path, value
        for name, written in _ways(type(value)):
            inside = getattr(value, name)
            if inside:
                yield from _walk(inside, (*path, written))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index))


def every[R: BaseModel](value: Any, kind: type[R]) -> Iterator[tuple[Path, R]]:
    """Every record of one kind, with its place."""
    return ((path, found) for path, found in walk(value) if isinstance(found, kind))


@cache
def _ways(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a record that may hold others, each with its name in the definition."""
    return tuple(
        (name, info.alias or name)
        for name, info in kind.model_fields.items()
        if _holds(info.annotation)
    )


def _holds(annotation: Any) -> bool:
    """Whether an annotation may hold a record."""
    return any(
        (isinstance(one, type) and issubclass(one, BaseModel))
        or (get_origin(one) is tuple and _holds(get_args(one)[0]))
        for one in members(annotation)
    )
