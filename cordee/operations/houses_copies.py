"""Copies of houses: each in a folder of its own, that no other account reads."""

import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from cordee.operations.binaries import Unavailable
from cordee.operations.houses import House, apart, every, place

KEPT = ("media", "seal", "secret", "house.env")
"""What is copied beside the database: files, the keys that sign and seal, settings."""


def folder(one: House, into: Path | None) -> Path:
    """Where the copies of a house go."""
    return (into.absolute() if into else one.folder / "copies") / one.name


def copy(one: House, into: Path | None = None) -> Path:
    """Copy a house: its database at one instant, then its files; all of it, or nothing."""
    made = folder(one, into) / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}"
    draft = made.with_name(f".{made.name}.{os.getpid()}")
    draft.mkdir(parents=True, mode=0o700)
    try:
        _run(one, "dump", draft / "database.dump")
        with tarfile.open(draft / "files.tar", "w") as files:
            for name in KEPT:
                if (one.folder / name).exists():
                    files.add(one.folder / name, arcname=name)
        draft.replace(made)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def put_back(name: str, source: Path) -> House:
    """Stand a house up again from a copy: its files, its keys, its settings, then its database.

    Raises `Unavailable` when the place is taken, or when another house has its port, its address
    or its database by now; what was laid down is then taken away.
    """
    one = House(name, place() / name)
    if one.folder.exists():
        raise Unavailable(f"La maison {name} existe déjà : {one.folder}")
    others = every()
    one.folder.mkdir(parents=True, mode=0o700)
    try:
        with tarfile.open(source / "files.tar") as files:
            files.extractall(one.folder, filter="data")
        for other in others:
            apart(other, address=one.address, port=one.port,
                  database=one.told.get("DATABASE_URL", ""))  # fmt: skip
        _run(one, "restore", source.absolute() / "database.dump")
    except (OSError, KeyError, tarfile.TarError) as fault:
        _take_away(one)
        raise Unavailable(f"{source} n’est pas une copie de maison ({fault}).") from fault
    except Unavailable:
        _take_away(one)
        raise
    return one


def _run(one: House, verb: str, file: Path) -> None:
    """Copy or put back the database of a house; raises `Unavailable` with what was said."""
    done = subprocess.run(  # noqa: S603 - our own words
        one.command("database", verb, str(file)),
        env=one.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Unavailable(f"{one.name} : {done.stderr.strip()}")


def _take_away(one: House) -> None:
    if one.settings.exists() and one.cluster is not None:
        one.cluster.stop()
    shutil.rmtree(one.folder, ignore_errors=True)


def last(one: House) -> str:
    """The day of its last copy beside itself; empty when there is none."""
    there = folder(one, None)
    found = sorted(x.name for x in there.iterdir()) if there.is_dir() else []
    kept = [x for x in found if not x.startswith(".")]
    return kept[-1].partition("T")[0] if kept else ""
