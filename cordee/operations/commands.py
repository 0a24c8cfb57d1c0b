"""`cordee database`: the embedded PostgreSQL, by hand."""

import argparse
import sys

from cordee.operations import house


def add(parser: argparse.ArgumentParser) -> None:
    """Add `start`, `stop`, `status` and `url`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    for name, run, text in (
        ("start", start, "démarre la base embarquée"),
        ("stop", stop, "l’arrête"),
        ("status", status, "dit si elle répond"),
        ("url", url, "écrit son adresse"),
    ):
        verbs.add_parser(name, help=text, description=text).set_defaults(run=run)


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


def _elsewhere() -> int:
    return _say("DATABASE_URL est donnée : Cordée utilise cette base et ne gère pas la sienne.")


def _say(sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    return 0
