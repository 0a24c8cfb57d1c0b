"""Copies of the database: one file that holds everything, and its way back."""

import os
import subprocess
from pathlib import Path

from cordee.operations import house
from cordee.operations.binaries import Unavailable, find


def dump(target: Path) -> int:
    """Write the database in use to `target`, consistent at one instant; its size in bytes."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    try:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={draft}", house.database_url())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> None:
    """Put a copy back in the database in use, which must be empty: all of it, or nothing."""
    _run(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        f"--dbname={house.database_url()}",
        str(source),
    )


def is_empty() -> bool:
    """Tell whether the database in use holds no table."""
    import psycopg  # noqa: PLC0415 - pure commands never load it

    with psycopg.connect(house.database_url()) as link:
        query = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
        return link.execute(query).fetchone() is None


def _run(name: str, *words: str) -> None:
    folder = find(house.cluster().data).folder
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        [folder / name, *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"{name} n’est pas allé au bout :\n{done.stderr.strip()}")
