"""`cordee house`: several organisations on one machine, a house each, run side by side."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cordee.operations import houses, houses_copies, houses_serving
from cordee.operations.binaries import Unavailable
from cordee.operations.ports import is_free

type Run = Callable[[argparse.Namespace], int]


def add(parser: argparse.ArgumentParser) -> None:
    """Add `add`, `list`, `in`, `serve`, `backup`, `restore`, `upgrade` and `stop`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    making = _verb(verbs, "add", create, "crée une maison, prête à servir")
    making.add_argument("name", metavar="NOM")
    making.add_argument("--url", default="", metavar="ADRESSE", help="adresse publique, https://…")
    making.add_argument("--port", type=int, default=0, metavar="N", help="port d’écoute")
    making.add_argument("--database", default="", metavar="URL", help="base déjà créée, à elle")
    _verb(verbs, "list", tell, "montre les maisons et ce qui tourne")
    inside = _verb(verbs, "in", within, "lance une commande dans une maison")
    inside.add_argument("name", metavar="NOM")
    inside.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMANDE")
    back = _verb(verbs, "restore", restore, "remet une maison debout depuis sa copie")
    back.add_argument("name", metavar="NOM")
    back.add_argument("copy", type=Path, metavar="COPIE")
    for name, run, text in (
        ("serve", serve, "sert le site et fait le travail de fond de chaque maison"),
        ("backup", backup, "copie chaque maison à part : sa base, ses fichiers, ses clés"),
        ("upgrade", upgrade, "copie puis met à jour les tables de chaque maison"),
        ("stop", stop, "arrête les bases embarquées"),
    ):
        verb = _verb(verbs, name, run, text)
        verb.add_argument("names", nargs="*", metavar="NOM", help="toutes, si aucune n’est nommée")
        if name in {"backup", "upgrade"}:
            verb.add_argument("--into", type=Path, metavar="DOSSIER", help="où poser les copies")


def _verb(verbs: Any, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    made.set_defaults(run=run)
    return made


def create(arguments: argparse.Namespace) -> int:
    """Lay a house down and make its tables."""
    made = houses.found(arguments.name, address=arguments.url, port=arguments.port,
                        database=arguments.database)  # fmt: skip
    _say(f"La maison {made.name} : {made.folder}")
    if _within(made, "migrate", "--verbosity", "0"):
        _say(f"Ses tables n’ont pas pu être faites. Une fois réparé : cordee house in {made.name} "
             "migrate")  # fmt: skip
        return 1
    _say(f"Elle répondra à {made.address} (port {made.port}). Complétez {made.settings}, puis :")
    _say(f"  cordee house in {made.name} territories import")
    _say(f"  cordee house in {made.name} people staff vous@example.org")
    _say(f"  cordee house serve {made.name}")
    return 0


def tell(_: argparse.Namespace) -> int:
    """A line a house: its address, its port, what runs, its last copy."""
    for one in houses.every():
        serves = "sert" if not is_free("127.0.0.1", one.port) else "ne sert pas"
        base = "base à part" if one.cluster is None else "base allumée"
        if one.cluster is not None and not one.cluster.answers():
            base = "base éteinte"
        last = houses_copies.last(one)
        _say(f"{one.name} : {one.address}, port {one.port}, {serves}, {base}, "
             f"{f'copiée le {last}' if last else 'jamais copiée'}")  # fmt: skip
    if not houses.every():
        _say("Aucune maison ici. Pour en créer une : cordee house add NOM")
    return 0


def within(arguments: argparse.Namespace) -> int:
    """Run any command of Cordée in one house."""
    one = houses.named(arguments.name)[0]
    if not arguments.words:
        raise Unavailable(f"Quelle commande ? Par exemple : cordee house in {one.name} migrate")
    return _within(one, *arguments.words)


def _within(one: houses.House, *words: str) -> int:
    done = subprocess.run(one.command(*words), env=one.environment(), check=False)  # noqa: S603 - our own words
    return done.returncode


def serve(arguments: argparse.Namespace) -> int:
    """Serve houses side by side until told to stop."""
    return houses_serving.run(houses.named(*arguments.names), _say)


def backup(arguments: argparse.Namespace) -> int:
    """Copy each house into a folder of its own."""
    for one in houses.named(*arguments.names):
        made = houses_copies.copy(one, arguments.into)
        _say(f"{one.name} : {made}")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Stand a house up again from a copy, then bring its tables up to date."""
    made = houses_copies.put_back(arguments.name, arguments.copy)
    _say(f"La maison {made.name} est remise : {made.folder}")
    return _within(made, "migrate", "--verbosity", "0")


def upgrade(arguments: argparse.Namespace) -> int:
    """Copy, then migrate, house after house; stop at the first that fails, the others as before."""
    for one in houses.named(*arguments.names):
        made = houses_copies.copy(one, arguments.into)
        if _within(one, "migrate", "--verbosity", "0"):
            sys.stderr.write(f"{one.name} n’est pas à jour ; sa copie d’avant : {made}. "
                             "Les maisons suivantes n’ont pas changé.\n")  # fmt: skip
            return 1
        _say(f"{one.name} est à jour (copie d’avant : {made}). Relancez-la.")
    return 0


def stop(arguments: argparse.Namespace) -> int:
    """Stop the embedded databases of houses."""
    for one in houses.named(*arguments.names):
        if one.cluster is not None:
            one.cluster.keep(kept=False)
            done = one.cluster.stop()
            _say(f"{one.name} : {'base arrêtée' if done else 'base déjà arrêtée'}")
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
