"""A walk through every record of a definition, with the place where each stands."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cordee.programme.remarks import Path


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every record inside `value`, itself first, in the order of the definition."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def every[R: BaseModel](value: Any, kind: type[R]) -> Iterator[tuple[Path, R]]:
    """Every record of one kind, with its place."""
    return ((path, found) for path, found in walk(value) if isinstance(found, kind))
