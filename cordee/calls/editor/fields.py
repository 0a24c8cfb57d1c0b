"""What can be written at a place of a definition: fields read from the schema itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.moments import Duration, When
from cordee.programme.explain.choices import STRENGTHS, meaning
from cordee.programme.explain.notes import note
from cordee.programme.schema import labels, pledges, questions, who
from cordee.programme.schema.shape import Model, members
from cordee.programme.schema.words import Words
from cordee.programme.sense.references import USES


class Kind(StrEnum):
    """How a field is written in a page."""

    TEXT = auto()
    WORDS = auto()
    TEXTS = auto()
    LINES = auto()
    NUMBER = auto()
    AMOUNT = auto()
    YES_NO = auto()
    CHOICE = auto()
    MANY = auto()
    WHEN = auto()
    DURATION = auto()
    MOMENT = auto()
    DAY = auto()
    CLOCK = auto()
    PAIRS = auto()
    OPEN = auto()
    RECORD = auto()
    RECORDS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, ready to be drawn.

    `name` is the one written in the file. `choices` are (value, French words). `models` are the
    records it may hold, several when a tag tells them apart. `of` is what a list holds.
    """

    name: str
    kind: Kind
    label: str
    help: str
    required: bool
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    models: tuple[Model, ...] = ()
    of: Kind | None = None
    target: str = ""
    words: tuple[str, ...] = ()
    shared: bool = False

    @property
    def nested(self) -> bool:
        """Whether it holds records."""
        return self.kind in {Kind.RECORD, Kind.RECORDS}

    @property
    def small(self) -> bool:
        """Whether its record is written in the page of the one that holds it."""
        return self.kind is Kind.RECORD and len(self.models) == 1 and _small(self.models[0])

    @property
    def long(self) -> bool:
        """Whether its text may run over several lines."""
        return self.kind is Kind.WORDS and self.name not in SHORT


SHORT = {"label", "title", "edition", "capacity", "unit", "decided_by", "lead_label", "naming"}
SMALL = 6
"""Fields up to which a record is written in the page of the one that holds it."""
SHARED = (who.Condition, questions.Asked, pledges.PledgeBase)
"""What every condition, question or pledge carries: shown after what is its own."""
FIRST = {"key", "label", "description", "required", "sentence"}
ORDERED = {"order"}
"""Closed lists whose order counts: written one a line rather than ticked."""
SIMPLE: Mapping[type, Kind] = {
    Words: Kind.WORDS, When: Kind.WHEN, Duration: Kind.DURATION, datetime: Kind.MOMENT,
    date: Kind.DAY, time: Kind.CLOCK, Decimal: Kind.AMOUNT, bool: Kind.YES_NO, int: Kind.NUMBER,
    str: Kind.TEXT,
}  # fmt: skip


@cache
def fields(model: Model) -> tuple[Field, ...]:
    """Every field of a record, in the order of the schema; its tag is told apart (see `tag`)."""
    tagged = getattr(model, "tag", None)
    return tuple(
        _field(model, name, info) for name, info in model.model_fields.items() if name != tagged
    )


def field(model: Model, name: str) -> Field | None:
    """The field of that name in a file."""
    return next((one for one in fields(model) if one.name == name), None)


def tag(model: Model) -> tuple[str, str]:
    """The line that says of which kind a record is, `("kind", "text")`; empty when it has none."""
    name = getattr(model, "tag", None)
    return (name, str(model.model_fields[name].default)) if name else ("", "")


def said(model: Model) -> str:
    """What a record is, in French."""
    return labels.record(model.__name__)


def told(model: Model) -> str:
    """What its name is too short to say."""
    return _plain(note(model.__name__))


def _field(model: Model, name: str, info: FieldInfo) -> Field:
    written, bases = info.alias or name, [base.__name__ for base in model.__mro__]
    options = [one for one in members(info.annotation) if one is not NoneType]
    inside = _inside(options)
    kind, held = _kind(written, options)
    return Field(
        name=written,
        kind=kind,
        label=labels.field(written, *bases),
        help=_plain(next((told for base in bases if (told := note(f"{base}.{written}"))), "")),
        required=info.is_required(),
        default=_default(model, written, info),
        choices=_choices(model, written, inside or options),
        models=tuple(one for one in inside or options if _is_record(one)),
        of=held,
        target=_target(model, name)[0],
        words=_target(model, name)[1],
        shared=_shared(model, name),
    )


def _kind(name: str, options: list[Any]) -> tuple[Kind, Kind | None]:
    """How a field is written, and for a list how each thing in it is."""
    if any(get_origin(one) is tuple for one in options):
        held = _one(_inside(options))
        if held in {Kind.RECORD, Kind.RECORDS}:
            return Kind.RECORDS, None
        if held is Kind.CHOICE:
            return (Kind.LINES, Kind.TEXT) if name in ORDERED else (Kind.MANY, Kind.TEXT)
        return (Kind.TEXTS, None) if held is Kind.WORDS else (Kind.LINES, held)
    if any(get_origin(one) is dict for one in options):
        return Kind.PAIRS, _one(members(get_args(options[0])[1]))
    return _one(options), None


def _one(options: list[Any]) -> Kind:
    """How one value is written."""
    if any(_is_record(one) for one in options):
        return Kind.RECORD
    if any(_is_enum(one) or _texts(one) for one in options):
        return Kind.CHOICE
    if any(get_origin(one) is Literal for one in options):
        return Kind.NUMBER
    simple = {one for one in options if isinstance(one, type)}
    if datetime in simple:
        return Kind.MOMENT
    if len(simple) > 1:
        return Kind.OPEN
    return next((SIMPLE[one] for one in simple if one in SIMPLE), Kind.TEXT)


def _inside(options: list[Any]) -> list[Any]:
    """What a list holds."""
    return [
        inner for one in options if get_origin(one) is tuple for inner in members(get_args(one)[0])
    ]


def _choices(model: Model, name: str, options: list[Any]) -> tuple[tuple[str, str], ...]:
    words = meaning(model, name)
    found = [text for one in options for text in _texts(one)]
    found += [str(item.value) for one in options if _is_enum(one) for item in one]
    for one in options:
        if get_origin(one) is dict:
            found += [text for key in members(get_args(one)[0]) for text in _texts(key)]
    return tuple((text, _plain(words.get(text) or WORDS.get(text) or text)) for text in found)


WORDS = {strength.value: STRENGTHS[strength.name.lower()] for strength in Strength}


def _texts(one: Any) -> list[str]:
    if get_origin(one) is not Literal:
        return []
    return [text for text in get_args(one) if isinstance(text, str)]


def _is_enum(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, Enum)


def _is_record(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _default(model: Model, name: str, info: FieldInfo) -> str:
    """What is understood when nothing is written, in words; empty when that is nothing."""
    value = None if info.is_required() else info.get_default(call_default_factory=True)
    match value:
        case None | () | "" | BaseModel() | {}:
            return ""
        case bool():
            return "oui" if value else "non"
        case Enum():
            return str(value.value)
        case Duration():
            return ""
        case tuple():
            said = [_plain(meaning(model, name).get(str(one)) or str(one)) for one in value]
            return french.strung(*said, between=", ")
        case _:
            return _plain(meaning(model, name).get(str(value)) or str(value))


def _target(model: Model, name: str) -> tuple[str, tuple[str, ...]]:
    """What a field names (`windows`, `panels`…), and the words always allowed there."""
    use = next((u for u in USES if issubclass(model, u.record) and u.field == name), None)
    return (use.target, use.words) if use else ("", ())


def _shared(model: Model, name: str) -> bool:
    bases = (base for base in SHARED if issubclass(model, base))
    return name not in FIRST and any(name in base.model_fields for base in bases)


def _small(model: Model) -> bool:
    infos = model.model_fields
    options = [one for i in infos.values() for one in (*members(i.annotation),)]
    nested = any(_is_record(one) for one in [*options, *_inside(options)])
    return len(infos) <= SMALL and not nested and not getattr(model, "tag", None)


def _plain(text: str) -> str:
    """A note of the reference without its marks."""
    return french.renamed(french.renamed(text, "`", ""), "**", "")
