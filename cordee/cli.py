"""The `cordee` command: one table of rooms, then Django's own commands."""

import argparse
import os
import sys
from dataclasses import dataclass
from importlib import import_module

from cordee.operations.arguments import UNUSABLE, Parser


@dataclass(frozen=True)
class Room:
    """A word after `cordee`, the module that carries it and what `cordee --help` says of it.

    The module offers `add(parser)`: it adds its arguments and, with `parser.set_defaults(run=…)`,
    the function that receives them and returns the exit status. It is imported only when its
    word is typed. `django` tells that it needs the database and the apps ready beforehand.
    """

    module: str
    help: str
    django: bool = True


ROOMS = {
    "programme": Room("cordee.programme.commands", "vérifie et explique un appel", django=False),
    "solve": Room("cordee.journeys.solvers.commands", "résout un problème écrit", django=False),
    "territories": Room("cordee.territories.commands", "importe et cherche les territoires"),
    "calls": Room("cordee.calls.commands", "publie et modifie les appels"),
    "mailbox": Room("cordee.applications.commands", "relève la boîte aux lettres des appels"),
    "people": Room("cordee.people.commands", "donne le premier rôle de l’équipe"),
    "journal": Room("cordee.ledger.commands", "vérifie et exporte le journal", django=False),
    "demo": Room("cordee.demo.commands", "lance la démonstration", django=False),
    "serve": Room("cordee.operations.serving", "sert le site", django=False),
    "worker": Room("cordee.operations.worker", "fait le travail de fond : courriels, rappels"),
    "house": Room("cordee.operations.houses_commands", "tient plusieurs maisons", django=False),
    "database": Room("cordee.operations.commands", "démarre et arrête la base", django=False),
}

OFFLINE = {"check", "collectstatic", "compilemessages", "help", "makemessages", "makemigrations"}
"""Django's commands that need no database: none is started for them."""


def main(argv: list[str] | None = None) -> int:
    """Run `cordee ARGS` and give its exit status: 0 done, 1 refused, 2 not understood."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help"}:
        sys.stdout.write(_help())
        return 0
    room = ROOMS.get(words[0])
    try:
        return _django(words) if room is None else _enter(words[0], room, words[1:])
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (head, less) left: nothing more to say, not even on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _enter(word: str, room: Room, words: list[str]) -> int:
    """Run one room's command."""
    from cordee.operations.binaries import Unavailable  # noqa: PLC0415 - only when a room opens

    try:
        if room.django:
            from cordee.operations.house import enter  # noqa: PLC0415 - pure rooms never load it

            enter()
        parser = Parser(prog=f"cordee {word}", description=room.help.capitalize() + ".")
        import_module(room.module).add(parser)
        arguments = parser.parse_args(words)
        if not hasattr(arguments, "run"):
            parser.print_help()
            return UNUSABLE
        return int(arguments.run(arguments) or 0)
    except Unavailable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1


def _django(words: list[str]) -> int:
    """Hand the words to Django's own commands, the database being there."""
    from cordee.operations.binaries import Unavailable  # noqa: PLC0415 - only when needed
    from cordee.operations.house import open_database  # noqa: PLC0415 - the same

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    try:
        if words[0] not in OFFLINE:
            open_database()
    except Unavailable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    execute_from_command_line(["cordee", *words])
    return 0


def _help() -> str:
    parser = Parser(prog="cordee", usage="cordee COMMANDE …", description=__doc__)
    parser.description = "Tout ce que Cordée sait faire depuis un terminal."
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    lines = [f"  {word:<14}{room.help}" for word, room in ROOMS.items()]
    parser.epilog = (
        "commandes :\n"
        + "\n".join(lines)
        + ("\n\nEt les commandes de Django : cordee migrate, cordee shell… (cordee help)")
    )
    return parser.format_help()


if __name__ == "__main__":
    sys.exit(main())
