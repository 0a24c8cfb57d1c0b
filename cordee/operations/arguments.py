"""The arguments of a command, asked and refused in French."""

import argparse
import re
import sys
from typing import Any, NoReturn, override

UNUSABLE = 2
"""The exit status of a command that could not understand what it was given."""

SAYINGS = (
    (r"the following arguments are required: (.*)", "il manque : {0}"),
    (r"unrecognized arguments: (.*)", "mots inconnus : {0}"),
    (r"argument (.*): expected one argument", "{0} attend une valeur"),
    (r"argument (.*): expected at least one argument", "{0} attend au moins une valeur"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", "{0} : {1} n’existe pas ; {2}"),
    (r"argument (.*): invalid (\w+) value: (.*)", "{0} : {2} ne convient pas"),
    (r"argument (.*): not allowed with argument (.*)", "{0} ne va pas avec {1}"),
    (r"one of the arguments (.*) is required", "il faut l’un de : {0}"),
)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` that speaks French."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help": False})
        self._positionals.title = "à préciser"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    @override
    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "usage\u00a0: ", 1)

    @override
    def format_help(self) -> str:
        return re.sub(r"(?m)^([^\W\d][\w ]*):", "\\1\u00a0:", super().format_help())

    @override
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{self.prog}\u00a0: {in_french(message)}\n")


def in_french(message: str) -> str:
    """Put argparse's usual complaints in French; the others stay as they are."""
    for pattern, saying in SAYINGS:
        if found := re.fullmatch(pattern, message):
            return saying.format(*found.groups())
    return message
