"""The houses of one machine: one an organisation, each with its own folder, secret and database."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cordee.operations import house
from cordee.operations.binaries import Unavailable
from cordee.operations.postgres import Cluster

NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")
FIRST_PORT = 8100
"""From which the houses of a machine are given theirs."""
OURS = ("CORDEE_", "PG")
"""What steers a house or its database: nothing of it passes from one house to another."""


@dataclass(frozen=True)
class House:
    """A house by its name: `folder` holds everything it writes, and its settings."""

    name: str
    folder: Path

    @property
    def settings(self) -> Path:
        """Its settings, a `NAME=value` line each, read by nobody but its account."""
        return self.folder / "house.env"

    @property
    def told(self) -> dict[str, str]:
        """Its settings as they are written."""
        lines = self.settings.read_text(encoding="utf-8").splitlines()
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return {key.strip(): value.strip() for key, value in pairs}

    @property
    def port(self) -> int:
        """Where its site listens."""
        return int(self.told["CORDEE_PORT"])

    @property
    def address(self) -> str:
        """Where people find it."""
        return self.told["CORDEE_URL"]

    @property
    def cluster(self) -> Cluster | None:
        """Its embedded database, unless another one is named."""
        return None if self.told.get("DATABASE_URL") else Cluster(self.folder / "postgres")

    def environment(self, known: Mapping[str, str] | None = None) -> dict[str, str]:
        """What its commands run with: its own settings, nothing of the house we stand in."""
        around = os.environ if known is None else known
        kept = {key: value for key, value in around.items()
                if key != "DATABASE_URL" and not key.startswith(OURS)}  # fmt: skip
        return {**kept, **self.told, "CORDEE_VAR": str(self.folder)}

    def command(self, *words: str) -> list[str]:
        """The words that run a command of this very installation."""
        begins = "import sys; from cordee.cli import main; sys.exit(main(sys.argv[1:]))"
        return [sys.executable, "-P", "-c", begins, *words]


def place() -> Path:
    """Give the folder where the houses of this machine stand (`CORDEE_HOUSES` moves it)."""
    return Path(os.environ.get("CORDEE_HOUSES") or house.ROOT / "var" / "houses").absolute()


def every() -> list[House]:
    """The houses of this machine, by name."""
    return sorted(_known(), key=lambda one: one.name)


def _known() -> Iterator[House]:
    if not place().is_dir():
        return
    for folder in place().iterdir():
        found = House(folder.name, folder)
        if found.settings.is_file():
            yield found


def named(*names: str) -> list[House]:
    """The houses of these names, all of them when none is given; raises `Unavailable`."""
    known = {one.name: one for one in every()}
    if not known:
        raise Unavailable("Aucune maison ici. Pour en créer une : cordee house add NOM")
    if missing := [one for one in names if one not in known]:
        raise Unavailable(f"Maison inconnue : {', '.join(missing)}. Connues : {', '.join(known)}.")
    return [known[one] for one in dict.fromkeys(names)] or list(known.values())


def found(name: str, *, address: str, port: int, database: str) -> House:
    """Lay a new house down: its folder, closed to other accounts, and its settings.

    Raises `Unavailable` for a name that is taken or unfit, and for an address, a port or a
    database that another house has: two houses never share any.
    """
    others = every()
    made = House(name, place() / name)
    if not NAME.fullmatch(name):
        raise Unavailable(
            "Un nom de maison : des lettres minuscules, des chiffres, des traits d’union, "
            "30 signes au plus (« nord », « hauts-de-france »)."
        )
    if made.folder.exists():
        raise Unavailable(f"La maison {name} existe déjà : {made.folder}")
    for other in others:
        apart(other, address=address, port=port, database=database)
    port = port or max([FIRST_PORT - 1, *(one.port for one in others)]) + 1
    told = settings(name, address=address, port=port, database=database)
    made.folder.mkdir(parents=True, mode=0o700)
    made.settings.touch(mode=0o600)
    made.settings.write_text(told, encoding="utf-8")
    return made


def apart(other: House, *, address: str, port: int, database: str) -> None:
    """Refuse what would mix two houses."""
    if port and port == other.port:
        raise Unavailable(f"Le port {port} est celui de la maison {other.name}.")
    if address and address.rstrip("/") == other.address:
        raise Unavailable(f"L’adresse {address} est celle de la maison {other.name}.")
    if database and database == other.told.get("DATABASE_URL"):
        raise Unavailable(f"Cette base est celle de la maison {other.name} : donnez-en une autre.")


def settings(name: str, *, address: str, port: int, database: str) -> str:
    """What a new house is set to, to be completed by hand."""
    url = address.rstrip("/") or f"http://localhost:{port}"
    host = url.partition("//")[2].partition("/")[0].rsplit(":", 1)[0]
    hosts = ",".join(dict.fromkeys([host, "localhost", "127.0.0.1"]))
    lines = {
        "CORDEE_URL": url,
        "CORDEE_HOSTS": hosts,
        "CORDEE_PORT": str(port),
        "CORDEE_COOKIE": f"{name}_",
        "CORDEE_PROXIES": "1" if url.startswith("https:") else "0",
        "DATABASE_URL": database,
    }
    head = (
        f"# La maison {name}. Chaque réglage de docs/exploiter.md s’écrit ici, un par ligne ;\n"
        "# CORDEE_VAR est ce dossier. Relancez la maison après un changement.\n"
    )
    return head + "".join(f"{key}={value}\n" for key, value in lines.items() if value)
