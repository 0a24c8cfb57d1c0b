"""Whether the demonstration may be shown as it was left: nothing moved since it was furnished."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cordee.operations import house

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "cordee demo"
"""The comment a database bears once the demonstration may write in it."""
PARTS = ("cordee", "demonstration", "programmes", "requirements")
"""What the tables, the year and the collected files are made from."""


def stands(*, empty: bool) -> bool:
    """Whether what is served is up to date, told without Django: only our own files are looked at.

    A database someone else put in our place is not ours: the comment it bears says so.
    """
    if not house.embedded():
        return False
    try:
        if _stamp().read_text() != _seen(empty):
            return False
    except OSError:
        return False
    house.open_database()
    return _marked()


def keep(*, empty: bool) -> None:
    """Remember what the house was furnished from."""
    if house.embedded():
        _stamp().write_text(_seen(empty))


def _stamp() -> Path:
    return house.var() / "demo.stamp"


def _seen(empty: bool) -> str:  # noqa: FBT001 - one line above
    """A digest of names, sizes and dates: of the sources, of the database, of the static files."""
    made = (house.cluster().data / "PG_VERSION", house.var() / "static" / "staticfiles.json")
    told = [f"{one} {one.stat().st_mtime_ns}" for one in made]
    told.append(f"empty {empty}")
    for part in PARTS:
        told += sorted(_files(house.ROOT / part))
    return sha256("\n".join(told).encode()).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                known = entry.stat()
                yield f"{entry.path} {known.st_size} {known.st_mtime_ns}"


def _marked() -> bool:
    import psycopg  # noqa: PLC0415 - only when a demonstration may be left as it is

    with psycopg.connect(house.database_url()) as link:
        row = link.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone()
    return bool(row and row[0] == MARK)
