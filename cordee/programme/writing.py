"""Writing a definition back as TOML: what an editor, a clone or an upgrade saves."""

import json
import re
from collections.abc import Iterator
from typing import Any

from cordee.kernel.french import strung
from cordee.programme.schema import Definition

BARE = re.compile(r"[A-Za-z0-9_-]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?")
MOMENTS = {"opens", "closes", "decided"}
"""Fields always holding a date or a moment, which TOML writes without quotation marks."""
INLINE = 76
"""Characters under which a record is written on its line."""


def toml(definition: Definition) -> str:
    """The definition as TOML, without what is left at its default; comments are not kept."""
    return "\n".join(_table(definition.data(), ())).strip() + "\n"


def _table(table: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Plain values first, then tables, then repeated tables: TOML's own order."""
    later = [(name, value) for name, value in table.items() if not _fits(name, value)]
    for name, value in table.items():
        if _fits(name, value):
            yield strung(_key(name), " = ", _laid(value, name), between="")
    for name, value in later:
        inner = (*path, name)
        head = ".".join(map(_key, inner))
        if isinstance(value, dict):
            yield from ("", strung("[", head, "]", between=""), *_table(value, inner))
        else:
            for one in value:
                yield from ("", strung("[[", head, "]]", between=""), *_table(one, inner))


def _fits(name: str, value: Any) -> bool:
    """Whether a value is written on its line: scalars, short lists, short records."""
    if isinstance(value, dict):
        return _flat(value) and len(_value(value)) + len(name) < INLINE
    return not _records(value)


def _records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _flat(table: dict[str, Any]) -> bool:
    return not any(isinstance(one, (dict, list)) for one in table.values())


def _laid(value: Any, name: str) -> str:
    """A value, or a long list with one element a line."""
    text = _value(value, name)
    if not isinstance(value, list) or len(text) + len(name) < INLINE:
        return text
    return "\n".join(["[", *(strung("    ", _value(one), ",", between="") for one in value), "]"])


def _value(value: Any, name: str = "") -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case dict():
            pairs = ", ".join(
                strung(_key(key), " = ", _value(one, key), between="") for key, one in value.items()
            )
            return strung("{ ", pairs, " }", between="")
        case list():
            return strung("[", ", ".join(_value(one) for one in value), "]", between="")
        case _:
            text = str(value)
            return text if name in MOMENTS and DATE.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    """A basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _text(name)
