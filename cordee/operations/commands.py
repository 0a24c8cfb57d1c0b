"""`cordee database`: the embedded PostgreSQL by hand, and copies of the database in use."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from cordee.operations import copies, house

type Run = Callable[[argparse.Namespace], int]


def add(parser: argparse.ArgumentParser) -> None:
    """Add `start`, `stop`, `status`, `url`, `dump` and `restore`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    plain: dict[str, tuple[Run, str]] = {
        "start": (start, "démarre la base embarquée"),
        "stop": (stop, "l’arrête"),
        "status": (status, "dit si elle répond"),
        "url": (url, "écrit son adresse"),
    }
    with_file: dict[str, tuple[Run, str]] = {
        "dump": (dump, "copie la base dans un fichier"),
        "restore": (restore, "remet une copie dans une base vide"),
    }
    for name, (run, text) in {**plain, **with_file}.items():
        verb = verbs.add_parser(name, help=text, description=text)
        verb.set_defaults(run=run)
        if name in with_file:
            verb.add_argument("file", metavar="FICHIER", type=Path)


def start(_: argparse.Namespace) -> int:
    """Start the embedded database."""
    if not house.embedded():
        return _elsewhere()
    done = house.open_database()
    house.cluster().keep(kept=True)
    return _say("La base est démarrée." if done else "La base répondait déjà.")


def stop(_: argparse.Namespace) -> int:
    """Stop the embedded database."""
    own = house.cluster()
    own.keep(kept=False)
    done = own.stop()
    return _say("La base est arrêtée." if done else "La base ne tournait pas.")


def status(_: argparse.Namespace) -> int:
    """Say whether the embedded database answers: 0 yes, 1 no."""
    if not house.embedded():
        return _elsewhere()
    own = house.cluster()
    if own.answers():
        return _say(f"La base répond (processus {own.pid()}) : {own.url()}")
    _say(f"La base ne tourne pas. Pour la démarrer : cordee database start (journal : {own.log})")
    return 1


def url(_: argparse.Namespace) -> int:
    """Write the address of the database in use."""
    return _say(house.database_url())


def dump(arguments: argparse.Namespace) -> int:
    """Copy the database in use to a file."""
    house.open_database()
    size = copies.dump(arguments.file)
    return _say(f"{arguments.file} : {size} octets. Gardez aussi le dossier {house.var()}/media.")


def restore(arguments: argparse.Namespace) -> int:
    """Put a copy back, in an empty database only."""
    house.open_database()
    if not copies.is_empty():
        sys.stderr.write(
            "La base n’est pas vide : rien n’a changé. Nommez une base vide dans DATABASE_URL, "
            "ou un autre dossier dans CORDEE_VAR.\n"
        )
        return 1
    copies.restore(arguments.file)
    return _say("La copie est en place. Tapez maintenant : cordee migrate")


def _elsewhere() -> int:
    return _say("DATABASE_URL est donnée : Cordée utilise cette base et ne gère pas la sienne.")


def _say(sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    return 0
