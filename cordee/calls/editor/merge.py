"""Several hands on one draft: where a record went meanwhile, and what two people wrote there."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cordee.calls.editor.surgery import at
from cordee.calls.editor.values import Parts
from cordee.programme.remarks import Path


def relocated(before: Any, now: Any, path: Path) -> Path | None:
    """Where the record read at `path` stands now; `None` when it was taken away.

    A record is known again by its key, else by its content, else by its place if nothing moved.
    """
    found: Path = ()
    for part in path:
        if isinstance(part, str):
            found = (*found, part)
            continue
        try:
            was, among, olds = at(before, (*_sofar(path, found), part)), at(now, found), None
            olds = at(before, _sofar(path, found))
        except LookupError:
            return None
        place = _place(was, part, olds, among)
        if place is None:
            return None
        found = (*found, place)
    return found


def _sofar(path: Path, found: Path) -> Path:
    """The same depth, on the old way."""
    return path[: len(found)]


def _place(was: Any, index: int, olds: Any, among: Any) -> int | None:  # noqa: PLR0911 - one line a case
    if not isinstance(among, list):
        return None
    if isinstance(was, dict) and isinstance(was.get("key"), str):
        same = [i for i, one in enumerate(among) if _key(one) == was["key"]]
        if index in same:
            return index
        if same:
            return same[0]
        renamed = len(olds) == len(among) and not any(_key(o) == _key(among[index]) for o in olds)
        return index if renamed else None
    if index < len(among) and among[index] == was:
        return index
    if was in among:
        return among.index(was)
    return index if len(olds) == len(among) else None


def _key(one: Any) -> Any:
    return one.get("key") if isinstance(one, Mapping) else None


class Clash(NamedTuple):
    """A field that two people changed: what stands in the draft, what was just typed."""

    name: str
    theirs: Parts
    mine: Parts


def clash(name: str, base: Parts, now: Parts, mine: Parts) -> Clash | None:
    """Both texts when neither may be lost; nothing when one of both did not change."""
    if mine in (base, now) or now == base:
        return None
    return Clash(name, now, mine)
