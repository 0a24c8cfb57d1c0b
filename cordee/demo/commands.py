"""`cordee demo`: one command that shows everything; `cordee demo play` only furnishes."""

import argparse
import os
import sys

from cordee.demo.supervisor import Wishes, run
from cordee.operations import house

PORT = 8000


def add(parser: argparse.ArgumentParser) -> None:
    """Add where to serve and whether to start anew."""
    parser.add_argument("--reset", action="store_true", help="repart de zéro")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help="port souhaité")
    parser.add_argument("--host", default="127.0.0.1", metavar="IP", help="adresse d’écoute")
    parser.add_argument("--empty", action="store_true", help="une maison vide, sans rien jouer")
    parser.set_defaults(run=show)
    verbs = parser.add_subparsers(metavar="VERBE")
    playing = verbs.add_parser("play", help="joue l’année de démonstration sans rien lancer")
    playing.set_defaults(run=play)
    linking = verbs.add_parser("links", help="donne de nouveaux liens de connexion, un par rôle")
    linking.add_argument("--url", default="", metavar="ADRESSE", help="adresse du site")
    linking.set_defaults(run=links)


def show(arguments: argparse.Namespace) -> int:
    """Prepare, serve and wait for Ctrl-C."""
    return run(Wishes(arguments.host, arguments.port, arguments.reset, arguments.empty), say)


def play(_: argparse.Namespace) -> int:
    """Migrate, load and play, in the database in use."""
    os.environ["CORDEE_DEMO"] = "1"
    house.enter()
    from cordee.demo import furniture  # noqa: PLC0415 - Django must be ready

    furniture.furnish(say)
    return 0


def links(arguments: argparse.Namespace) -> int:
    """Write one link a role; they work for twelve hours, in the demonstration only."""
    os.environ["CORDEE_DEMO"] = "1"
    house.enter()
    from cordee.demo import entrances, supervisor  # noqa: PLC0415 - Django must be ready

    address = arguments.url or supervisor.address_told() or f"http://127.0.0.1:{PORT}"
    found = entrances.links(address)
    for role, name, link in found:
        say(f"{role} ({name})\n  {link}")
    if not found:
        say("Personne n’a encore de rôle ici : lancez d’abord « cordee demo ».")
    return 0 if found else 1


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once even through a pipe."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
