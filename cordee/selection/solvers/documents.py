"""Reading and writing the instances of the solvers: exact numbers, NFC identifiers, same bytes."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

DECIMAL = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:/[1-9]\d*)?", re.ASCII)
LONGEST_NUMBER = 60
LONGEST_DOCUMENT_INTEGER = 30


class Invalid(Exception):
    """An instance that cannot be solved: a stable code, and where it was seen."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code, where)
        self.code = code
        self.where = where


class OutOfTime(Exception):
    """The deterministic budget ran out before the proof; `bound` is what was proven."""

    def __init__(self, bound: int | None) -> None:
        super().__init__(bound)
        self.bound = bound


def read(document: bytes | str | Mapping[str, Any]) -> Mapping[str, Any]:
    """Open a document; raises `Invalid` (`bad_json`) unless it is one JSON object."""
    if isinstance(document, Mapping):
        return document
    try:
        value = json.loads(document, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise Invalid("bad_json", str(error)) from error
    if not isinstance(value, dict):
        raise Invalid("bad_json", "the document is not an object")
    return value


@lru_cache(maxsize=16_384)
def _integer(text: str) -> int:
    """One object for each number: a matrix says the same ones millions of times."""
    if len(text) > LONGEST_DOCUMENT_INTEGER:
        raise Invalid("bad_number", text[:LONGEST_DOCUMENT_INTEGER])
    return int(text)


def write(answer: Mapping[str, Any]) -> bytes:
    """The answer as UTF-8 JSON: keys sorted, one space of indent, no locale in it."""
    text = json.dumps(answer, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return text.encode()


def name(value: object, where: str) -> str:
    """An identifier in NFC; raises `Invalid` (`empty_id`, or `bad_format` when not a text)."""
    if not isinstance(value, str):
        raise Invalid("bad_format", where)
    text = value if value.isascii() else _composed(value, where)
    if not text.strip():
        raise Invalid("empty_id", where)
    return text


def _composed(text: str, where: str) -> str:
    if not encodable(text):
        raise Invalid("bad_format", where)
    return unicodedata.normalize("NFC", text)


def encodable(text: str) -> bool:
    """Whether a file can hold this text: half of a surrogate pair cannot be written."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def words(value: object, where: str) -> frozenset[object]:
    """One word or several: texts in NFC, bare numbers and booleans as they are."""
    listed = value if isinstance(value, list | tuple) else [value]
    return frozenset(_word(each, where) for each in listed if each is not None)


def _word(value: object, where: str) -> object:
    """A text in NFC; a boolean keeps its kind, since `True` equals 1 in Python."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple | dict):
        raise Invalid("bad_format", where)
    return (value,) if isinstance(value, bool) else value


def exact(value: object, where: str, *, code: str = "bad_number") -> Fraction:
    """A decimal text or an integer as a fraction; floats are refused, never rounded."""
    if isinstance(value, float):
        raise Invalid("float_in_input", where)
    if isinstance(value, str):
        return _parsed(value, where, code)
    if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    raise Invalid(code, where)


def _parsed(text: str, where: str, code: str) -> Fraction:
    text = text.strip()
    if len(text) > LONGEST_NUMBER or not DECIMAL.fullmatch(text):
        raise Invalid(code, where)
    return Fraction(text.replace(",", "."))


def whole(value: object, where: str, *, code: str = "bad_format") -> int:
    """An integer; raises `Invalid` (`float_in_input`, or `code`)."""
    if isinstance(value, float):
        raise Invalid("float_in_input", where)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(code, where)
    return value


def flag(value: object, where: str) -> bool:
    """A boolean, nothing else."""
    if not isinstance(value, bool):
        raise Invalid("bad_format", where)
    return value


def rows(value: object, where: str, *, width: int | None = None) -> list[Any]:
    """A list, each row of it being itself a list of `width` cells when a width is given."""
    if not isinstance(value, list | tuple):
        raise Invalid("bad_format", where)
    for row in value if width is not None else ():
        if not isinstance(row, list | tuple) or len(row) != width:
            raise Invalid("bad_format", where)
    return list(value)


def records(value: object, where: str) -> list[Mapping[str, Any]]:
    """A list of objects."""
    found = rows(value, where)
    if not all(isinstance(record, Mapping) for record in found):
        raise Invalid("bad_format", where)
    return found


def names(value: object, where: str) -> list[str]:
    """A list of identifiers in NFC."""
    return [name(each, where) for each in rows(value, where)]


def distinct(found: Iterable[str], where: str, *, code: str = "duplicate_id") -> None:
    """Raise `Invalid` when an identifier comes twice (after NFC)."""
    seen: set[str] = set()
    for each in found:
        if each in seen:
            raise Invalid(code, f"{where}: {each}")
        seen.add(each)


def ordered(value: object, known: Iterable[str], where: str = "order") -> tuple[str, ...]:
    """The order of levels; raises `Invalid` on an unknown or repeated level."""
    levels = tuple(names(value, where))
    allowed = set(known)
    for level in levels:
        if level not in allowed:
            raise Invalid("unknown_level", level)
    distinct(levels, where, code="duplicate_level")
    return levels
