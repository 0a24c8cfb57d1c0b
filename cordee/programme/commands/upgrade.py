"""`cordee programme upgrade`: a definition of an older format, written in today's."""

import argparse
import sys

from cordee.programme.commands.speaking import VALID, Verbs, answer, complain, unread
from cordee.programme.loading import load
from cordee.programme.schema.definition import FORMAT
from cordee.programme.writing import toml


def add(verbs: Verbs) -> None:
    """Offer `upgrade`."""
    parser = verbs.add_parser("upgrade", help="réécrit une définition au format d’aujourd’hui")
    parser.add_argument("path", metavar="CHEMIN", help="un dossier, ou un fichier .toml")
    parser.set_defaults(run=upgrade)


def upgrade(arguments: argparse.Namespace) -> int:
    """Print the definition in today's format; nothing is written over the original."""
    loaded = load(arguments.path)
    if loaded.definition is None:
        return unread(loaded)
    answer(toml(loaded.definition).rstrip())
    if sys.stdout.isatty():
        complain(f"\nFormat {FORMAT}. Les commentaires de l’original ne sont pas repris : comparez "
                 "avant de le remplacer.")  # fmt: skip
    return VALID
