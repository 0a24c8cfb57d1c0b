"""A walk through every record of a definition, with the place where each stands."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from cordee.programme.remarks import Path
from cordee.programme.schema.shape import members


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every record inside `value`, itself first, in the order of the definition."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, written in _ways(type(value)):
            inside = getattr(value, name)
            if inside:
                yield from walk(inside, (*path, written))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


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
