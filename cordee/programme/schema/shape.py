"""The shape of the vocabulary: which record stands at a place, and what it may hold."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, ForwardRef, Union, get_args, get_origin

from pydantic import BaseModel

from cordee.programme.schema import questions, who

type Model = type[BaseModel]


def fields(model: Model) -> dict[str, Any]:
    """The names a record takes in a definition, each with its annotation."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def record_at(root: Model, data: Any, path: tuple[str | int, ...]) -> Model | None:
    """The record that stands at `path` in `data`, or `None` if that place holds no record."""
    kind: Any = root
    for part in path:
        kind = _step(kind, data, part)
        data = _inside(data, part)
    return _record(kind, data)


def _step(kind: Any, data: Any, part: str | int) -> Any:
    """The annotation found one step further."""
    record = _record(kind, data)
    if record is not None:
        return fields(record).get(str(part))
    for choice in members(kind):
        arguments = get_args(choice)
        if get_origin(choice) in {tuple, list} and isinstance(part, int):
            return arguments[0]
        if get_origin(choice) in {dict, Mapping}:
            return arguments[1]
    return None


def _record(kind: Any, data: Any) -> Model | None:
    """The record an annotation stands for; among tagged ones, the one its tag names."""
    records = [one for one in members(kind) if isinstance(one, type) and issubclass(one, BaseModel)]
    if len(records) > 1:
        records = [one for one in records if isinstance(data, dict) and _tagged(one, data)]
    return records[0] if records else None


def _tagged(record: Model, data: dict[str, Any]) -> bool:
    tag = getattr(record, "tag", None)
    return tag is not None and data.get(tag) == record.model_fields[tag].default


def members(kind: Any) -> list[Any]:
    """The alternatives of an annotation, opened; names of unions defined later are looked up."""
    if isinstance(kind, (str, ForwardRef)):
        return members(_named(kind))
    if get_origin(kind) is Annotated:
        return members(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return [one for choice in get_args(kind) for one in members(choice)]
    return [kind]


def _named(kind: str | ForwardRef) -> Any:
    """`AnyCondition`, `AnyQuestion`, `Shown`: what a record may hold of its own kind."""
    name = kind if isinstance(kind, str) else kind.__forward_arg__
    return getattr(who, name, None) or getattr(questions, name)


def _inside(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
