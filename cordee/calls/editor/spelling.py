"""TOML written out: one value on its line, or a whole definition when nothing else will do."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")
WIDE = 96
"""Characters beyond which a list is written with one element a line."""


def value(given: Any) -> str:
    """A value as TOML writes it; raises `TypeError` for what TOML cannot say."""
    match given:
        case bool():
            return "true" if given else "false"
        case int() | float():
            return repr(given)
        case datetime() | date() | time():
            return given.isoformat()
        case str():
            return _text(given)
        case Mapping():
            return _inline(given)
        case list() | tuple():
            return _list([value(one) for one in given])
        case _:
            raise TypeError(f"{type(given).__name__} has no TOML form")


def line(name: str, given: Any) -> str:
    """`name = value`, with its line feed."""
    return f"{key(name)} = {value(given)}\n"


def heading(names: tuple[str, ...], *, repeated: bool) -> str:
    """`[a.b]` or `[[a.b]]`, with its line feed."""
    dotted = ".".join(map(key, names))
    return f"[[{dotted}]]\n" if repeated else f"[{dotted}]\n"


def table(data: Mapping[str, Any], names: tuple[str, ...] = ()) -> str:
    """The inside of a table: plain lines first, then the tables it holds, as TOML asks."""
    return "".join(_table(data, names))


def _table(data: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    later = {name: one for name, one in data.items() if stands_apart(one) or _are_tables(one)}
    for name, one in data.items():
        if name not in later:
            yield line(name, one)
    for name, one in later.items():
        inner = (*names, name)
        for each in one if isinstance(one, list) else (one,):
            yield "\n" + heading(inner, repeated=isinstance(one, list))
            yield from _table(each, inner)


def stands_apart(given: Any) -> bool:
    """Whether a record is too long for one line: it receives its heading."""
    return isinstance(given, Mapping) and len(_inline(given)) > WIDE - 20


def _are_tables(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and all(isinstance(o, Mapping) for o in given)


def key(name: str) -> str:
    """A name, between quotation marks when it needs them."""
    return name if BARE.fullmatch(name) else _quoted(name)


def _inline(given: Mapping[str, Any]) -> str:
    pairs = ", ".join(f"{key(name)} = {_one_line(one)}" for name, one in given.items())
    return f"{{ {pairs} }}" if pairs else "{}"


def _one_line(given: Any) -> str:
    """A value that must not leave its line: inside `{ … }`."""
    if isinstance(given, (list, tuple)):
        return f"[{', '.join(_one_line(one) for one in given)}]"
    return _quoted(given) if isinstance(given, str) else value(given)


def _list(items: list[str]) -> str:
    flat = f"[{', '.join(items)}]"
    if len(flat) <= WIDE and "\n" not in flat:
        return flat
    return "\n".join(["[", *(f"  {item}," for item in items), "]"])


def _text(given: str) -> str:
    """Several lines between three quotation marks, one line between one."""
    if "\n" not in given or given != given.strip("\n"):
        return _quoted(given)
    body = "\n".join(_quoted(one)[1:-1] for one in given.split("\n")).replace('\\"', '"')
    body = body.replace('"""', '""\\"')
    tail = "\\" if body.endswith('"') else ""
    return f'"""\n{body[:-1] + tail + body[-1:] if tail else body}"""'


def _quoted(given: str) -> str:
    """A basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(given, ensure_ascii=False).replace("\x7f", "\\u007f")
