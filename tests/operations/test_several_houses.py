"""Several organisations on one machine: one installation, a house each, nothing shared."""

import os
import subprocess
import sys
from pathlib import Path

ASKED = """
from cordee import settings
database = settings.DATABASES["default"]
print(database["HOST"], settings.MEDIA_ROOT, settings.SECRET_KEY, sep="\\n")
"""


def house(place: Path) -> list[str]:
    """Where the house kept in that folder keeps its database, its files and its secret."""
    told = {name: value for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "CORDEE_SECRET_KEY", "CORDEE_DEMO"}}  # fmt: skip
    told |= {"CORDEE_VAR": str(place)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=told, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()


def test_two_houses_share_neither_database_nor_files_nor_secret(tmp_path: Path):
    first, second = house(tmp_path / "un"), house(tmp_path / "deux")
    assert len(first) == len(second) == 3
    assert not set(first) & set(second)
    assert house(tmp_path / "un") == first
