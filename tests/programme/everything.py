"""One of every record, with every field filled: what tests of completeness stand on."""

import sys
import types
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from cordee.kernel.moments import Duration, When
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Record
from cordee.programme.schema.words import Words

SIMPLE: dict[type, Any] = {
    When: When.parse("2025-03-04"), Duration: Duration(days=40), time: time(9, 30),
    datetime: datetime(2025, 1, 2, 3, 4), date: date(2025, 1, 2),  # noqa: DTZ001 - wall clock
    Decimal: Decimal("0.5"), int: 3, bool: True,
}  # fmt: skip


def kinds() -> list[type[Record]]:
    """Every record of the vocabulary that can be written, the root included."""
    found: dict[type[Record], None] = {}
    _gather(Definition, found)
    return list(found)


def _gather(kind: type[Record], found: dict[type[Record], None]) -> None:
    if kind in found:
        return
    found[kind] = None
    for info in kind.model_fields.values():
        for inside in _records(info.annotation):
            _gather(inside, found)


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inside in get_args(annotation):
        yield from _records(inside)


@cache
def filled[R: Record](kind: type[R]) -> R:
    """A record of that kind with every field filled, not validated; frozen, it is made once."""
    made = kind.model_construct()
    return made.model_copy(update={name: _value(kind, name) for name in kind.model_fields})


def _value(kind: type[BaseModel], name: str) -> Any:
    info = kind.model_fields[name]
    if name == "zone":
        return "Europe/Brussels"
    value = _fill(info.annotation, f"{kind.__name__.lower()}-{name.strip('_')}", kind)
    if name == "weight" and isinstance(value, Decimal):
        return Decimal(5)
    if info.annotation is bool:
        return name == "required" or not info.default
    return value


def _fill(annotation: Any, name: str, owner: type) -> Any:  # noqa: C901, PLR0911 - one line a type
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _fill(args[0], name, owner)
    if origin in {Union, types.UnionType}:
        options = [one for one in args if one is not types.NoneType]
        return _fill(options[0], name, owner)
    if origin is Literal:
        return args[-1]
    if origin is tuple:
        if args[0] is owner:
            return (owner.model_construct(question=name),)
        return (_fill(args[0], name, owner),)
    if origin is dict:
        return {_fill(args[0], name, owner): _fill(args[1], name, owner)}
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return _fill(getattr(sys.modules[owner.__module__], annotation), name, owner)
    if not isinstance(annotation, type):
        return name
    if issubclass(annotation, Record):
        return filled(annotation)
    if annotation is Words or annotation in SIMPLE:
        return SIMPLE.get(annotation, Words(f"dit {name}"))
    if issubclass(annotation, Enum):
        return list(annotation)[-1]
    return name


def other(kind: type[BaseModel], name: str, value: Any) -> Any:  # noqa: C901, PLR0911, PLR0912 - one line a type
    """Another value for a field."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(one for one in type(value) if one is not value)
        case Words():
            return Words(f"{value} autrement")
        case When():
            return When.parse("2031-11-12")
        case Duration():
            return Duration(days=77)
        case time():
            return time(11, 45)
        case datetime():
            return value.replace(year=2032)
        case date():
            return value.replace(year=2033)
        case Decimal() | int():
            return value + 4
        case str():
            return _other_text(kind, name, value)
        case Record():
            return _altered(value)
        case tuple():
            return _other_tuple(kind, name, value)
        case dict():
            return {key: other(kind, name, item) for key, item in value.items()}
    return value


def _other_text(kind: type[BaseModel], name: str, value: str) -> str:
    for choices in _choices(kind.model_fields[name].annotation):
        if value in choices:
            return next(one for one in choices if one != value)
    return "Indian/Reunion" if name == "zone" else f"{value}-autre"


def _choices(annotation: Any) -> Iterator[tuple[str, ...]]:
    if get_origin(annotation) is Literal:
        yield get_args(annotation)
    for inside in get_args(annotation):
        yield from _choices(inside)


def _other_tuple(kind: type[BaseModel], name: str, value: tuple[Any, ...]) -> tuple[Any, ...]:
    if value and isinstance(value[0], Record):
        return (_altered(value[0]),)
    return (other(kind, name, value[0]),) if value else ("autre",)


TOLD_FIRST = ("label", "sentence", "said", "choice", "text", "name", "decided", "closes", "who",
              "within", "amount", "value", "rule", "means")  # fmt: skip


def _altered(record: Record) -> Record:
    """The same record with one field changed, its most telling one."""
    fields = type(record).model_fields
    names = [name for name in TOLD_FIRST if name in fields and name != "rule"] or list(fields)
    name = names[0]
    return record.model_copy(update={name: other(type(record), name, getattr(record, name))})
