"""Changing one thing in a TOML text and nothing else: comments and order stay.

Every act is tried twice: on the text, and on the plain data it means. When both do not say the
same, the text is written anew from the data: its comments are lost, and the answer says so.
"""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from cordee.calls.editor import spelling
from cordee.calls.editor.layout import Lost, Piece, lead, pieces
from cordee.programme.remarks import Path

type Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edited:
    """The new text; `kept` is false when its comments could not be."""

    text: str
    kept: bool = True


class Elsewhere(Exception):
    """The text is laid out in a way that cannot be edited in place."""


def put(text: str, path: Path, given: Any) -> Edited:
    """Write a value at `path`, whatever stood there; tables on the way are made."""
    return _both(text, lambda data: _put(data, path, given), lambda: _put_text(text, path, given))


def drop(text: str, path: Path) -> Edited:
    """Take away what stands at `path`: a line, a table, an element of a list."""
    return _both(text, lambda data: _drop(data, path), lambda: _drop_text(text, path))


def add(text: str, path: Path, given: Data) -> Edited:
    """Add a record at the end of the list at `path`, which is made when it is absent."""
    return _both(text, lambda data: _add(data, path, given), lambda: _add_text(text, path, given))


def swap(text: str, path: Path) -> Edited:
    """Exchange the element at `path` with the one after it."""
    return _both(text, lambda data: _swap(data, path), lambda: _swap_text(text, path))


def replaced(text: str, change: Callable[[str, Any], Any]) -> Edited:
    """Every value of the file changed by `change(name, value)`, each in its place."""

    def written() -> str:
        made, data = text, tomllib.loads(text)
        for piece in reversed(pieces(text)):
            if piece.value is None:
                continue
            before = at(data, piece.path)
            after = change(str(piece.path[-1]), before)
            if after != before:
                begins, ends = piece.value
                made = made[:begins] + spelling.value(after) + made[ends:]
        return made

    def meant(data: Data) -> None:
        for name in data:
            data[name] = change(name, data[name])

    return _both(text, meant, written)


def at(data: Any, path: Path) -> Any:
    """What stands at `path`; raises `LookupError`."""
    for part in path:
        if not isinstance(data, (dict, list)):
            raise LookupError(part)
        data = data[part]  # type: ignore[index] # a wrong key is the LookupError
    return data


def parsed(text: str) -> Data:
    """The data a text means; raises `tomllib.TOMLDecodeError`."""
    return tomllib.loads(text)


def _both(text: str, meant: Callable[[Data], None], written: Callable[[], str]) -> Edited:
    data: Data = tomllib.loads(text)
    meant(data)
    try:
        made = written()
        if tomllib.loads(made) == data:
            return Edited(made)
    except (Lost, Elsewhere, tomllib.TOMLDecodeError, LookupError, RecursionError):
        pass
    return Edited(spelling.table(data).lstrip("\n"), kept=False)


# What is meant, on plain data


def _put(data: Data, path: Path, given: Any) -> None:
    holder: Any = data
    for part in path[:-1]:
        if isinstance(part, str) and isinstance(holder, dict):
            holder = holder.setdefault(part, {})
        else:
            holder = holder[part]
    holder[path[-1]] = deepcopy(given)


def _drop(data: Data, path: Path) -> None:
    holder = at(data, path[:-1])
    del holder[path[-1]]
    if holder == [] and len(path) > 1:
        _drop(data, path[:-1])


def _add(data: Data, path: Path, given: Data) -> None:
    try:
        found = at(data, path)
    except LookupError:
        _put(data, path, [given])
    else:
        found.append(deepcopy(given))


def _swap(data: Data, path: Path) -> None:
    items, index = at(data, path[:-1]), int(path[-1])
    items[index], items[index + 1] = items[index + 1], items[index]


# The same, on the text


def _put_text(text: str, path: Path, given: Any) -> str:
    found = pieces(text)
    holder = _line_holding(found, path)
    if holder is not None:
        return _rewritten(text, holder, lambda data: _put(data, path, given))
    if isinstance(path[-1], int):
        raise Elsewhere
    if isinstance(given, dict) and spelling.stands_apart(given):
        return _new_block(text, found, path, given, repeated=False)
    line = spelling.line(path[-1], given)
    return _new_line(text, found, path[:-1], line)


def _drop_text(text: str, path: Path) -> str:
    found = pieces(text)
    holder = _line_holding(found, path)
    if holder is not None and holder.path != path:
        return _rewritten(text, holder, lambda data: _drop(data, path))
    if holder is not None:
        return text[: holder.start] + text[holder.stop :]
    runs = _runs(text, found, path)
    made = text
    for start, stop in reversed(runs):
        made = _closed(made[:start], made[stop:])
    return _still_headed(made, text, path, runs[0][0])


def _runs(text: str, found: list[Piece], path: Path) -> list[tuple[int, int]]:
    """The spans of everything under `path`, which other tables may stand between."""
    runs: list[tuple[int, int]] = []
    for index, piece in enumerate(found):
        if piece.path[: len(path)] != path:
            continue
        if index and runs and found[index - 1].path[: len(path)] == path:
            runs[-1] = (runs[-1][0], piece.stop)
        elif piece.value is None:
            runs.append((lead(text, piece.start), piece.stop))
        else:
            raise Elsewhere
    if not runs:
        raise Elsewhere
    return runs


def _still_headed(made: str, text: str, path: Path, place: int) -> str:
    """With the heading of the table that only held what was taken away: it stays, empty."""
    data = tomllib.loads(text)
    _drop(data, path)
    after, bare = tomllib.loads(made), _names(path[:-1])
    while bare and _found(data, bare) is None:
        bare = bare[:-1]
    if not bare or _found(data, bare) != {} or _found(after, bare) is not None:
        return made
    return _inserted(made, min(place, len(made)), spelling.heading(bare, repeated=False))


def _found(data: Data, path: Path) -> Any:
    """What stands at `path`, or `None`."""
    try:
        return at(data, path)
    except LookupError:
        return None


def _add_text(text: str, path: Path, given: Data) -> str:
    found = pieces(text)
    holder = _line_holding(found, path)
    if holder is not None:
        return _rewritten(text, holder, lambda data: _add(data, path, given))
    return _new_block(text, found, path, given, repeated=True)


def _swap_text(text: str, path: Path) -> str:
    found = pieces(text)
    holder = _line_holding(found, path)
    if holder is not None:
        return _rewritten(text, holder, lambda data: _swap(data, path))
    after = (*path[:-1], int(path[-1]) + 1)
    (a, b), (c, d) = _block(text, found, path), _block(text, found, after)
    if b > c:
        raise Elsewhere
    first, second = _ended(text[a:b]), _ended(text[c:d])
    return text[:a] + second + text[b:c] + first + text[d:]


def _ended(block: str) -> str:
    return block if block.endswith("\n") else block + "\n"


def _line_holding(found: list[Piece], path: Path) -> Piece | None:
    """The line whose value is, or holds, the place."""
    return next((p for p in found if p.value and path[: len(p.path)] == p.path), None)


def _rewritten(text: str, piece: Piece, change: Callable[[Data], None]) -> str:
    """The line with its value changed; a list or a table left empty takes its line away."""
    data = tomllib.loads(text)
    change(data)
    try:
        after = at(data, piece.path)
    except LookupError:
        return text[: piece.start] + text[piece.stop :]
    begins, ends = piece.value or (0, 0)
    return text[:begins] + spelling.value(after) + text[ends:]


def _block(text: str, found: list[Piece], path: Path) -> tuple[int, int]:
    """The span of everything under `path`, with the comments just above it; in one piece."""
    inside = [index for index, piece in enumerate(found) if piece.path[: len(path)] == path]
    if not inside:
        inside = [i for i, piece in enumerate(found) if piece.table[: len(path)] == path]
    if not inside or inside[-1] - inside[0] + 1 != len(inside):
        raise Elsewhere
    first, last = found[inside[0]], found[inside[-1]]
    if first.value is not None:
        raise Elsewhere
    return lead(text, first.start), last.stop


def _new_line(text: str, found: list[Piece], table: Path, line: str) -> str:
    """A line more at the end of those of its table."""
    heads = [piece for piece in found if piece.value is None and piece.path == table]
    own = [piece for piece in found if piece.value and piece.table == table]
    if table and not heads:
        return _new_heading(text, found, table, line)
    if own or heads:
        place = (own or heads)[-1].stop
        return _ended(text[:place]) + line + text[place:]
    place = lead(text, found[0].start) if found else len(text)
    gap = "\n" if found else ""
    return text[:place] + line + gap + text[place:]


def _new_heading(text: str, found: list[Piece], table: Path, line: str) -> str:
    """A table that had no heading receives one, before what it already holds."""
    if any(isinstance(part, int) for part in table[-1:]):
        raise Elsewhere
    head = spelling.heading(_names(table), repeated=False) + line
    for piece in found:
        if piece.path[: len(table)] == table:
            if piece.value is not None:
                raise Elsewhere  # dotted names: the table is never opened
            place = lead(text, piece.start)
            return f"{text[:place]}{head}\n{text[place:]}"
    return _inserted(text, _end_of(found, table, text), head)


def _new_block(text: str, found: list[Piece], path: Path, given: Data, *, repeated: bool) -> str:
    names = _names(path)
    if not repeated and any(piece.path[: len(path)] == path for piece in found):
        raise Elsewhere
    body = spelling.heading(names, repeated=repeated) + spelling.table(given, names)
    return _inserted(text, _end_of(found, path, text), body)


def _end_of(found: list[Piece], path: Path, text: str) -> int:
    """Where a new table at `path` belongs: after its like, else at the end of what holds it."""
    for size in range(len(path), 0, -1):
        inside = [p for p in found if path[:size] in (p.path[:size], p.table[:size])]
        if inside:
            return inside[-1].stop
    return len(text)


def _inserted(text: str, place: int, block: str) -> str:
    before, after = _ended(text[:place]) if text[:place] else "", text[place:]
    return f"{before}\n{block}{after}" if before else f"{block}{after}"


def _closed(before: str, after: str) -> str:
    """Two parts joined with one blank line, not three."""
    if before.endswith("\n\n") and after.startswith("\n"):
        after = after[1:]
    return before + after


def _names(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))
