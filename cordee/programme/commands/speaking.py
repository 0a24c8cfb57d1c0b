"""What the verbs of `cordee programme` share: their statuses, and how they speak."""

import argparse
import json
import sys
from typing import Any

from cordee.programme.loading import Loaded

VALID, FAULTY, UNUSABLE = 0, 1, 2

type Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it so


def spoken(parser: argparse.ArgumentParser) -> None:
    """Offer to answer in another language; French, that of the house, otherwise."""
    parser.add_argument("--language", default="fr", help="langue de la réponse (fr par défaut)")


def answer(text: str) -> None:
    """Print a text; file names may hold bytes that no text can show."""
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def complain(text: str) -> None:
    """Print a text for the person, aside from the answer."""
    sys.stderr.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def in_json(value: Any) -> str:
    """Indented JSON, readable on any terminal."""
    return json.dumps(value, indent=2)


def unread(loaded: Loaded) -> int:
    """Say why a definition cannot be used by a verb that needs a readable one."""
    for one in loaded.errors:
        place = f"{one.file}, ligne {one.line} : " if one.line else ""
        complain(f"{place}{one.message}")
    return FAULTY if loaded.usable else UNUSABLE
