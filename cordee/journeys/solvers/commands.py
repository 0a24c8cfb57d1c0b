"""`cordee solve KIND IN.json [OUT.json]`: one exact answer, the same bytes everywhere."""

import argparse
import sys
from pathlib import Path

from cordee.journeys.solvers import SOLVERS, solve
from cordee.selection.solvers.documents import write

UNUSABLE = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add the kind of problem, the file that states it and the file that will answer."""
    parser.add_argument(
        "kind", choices=sorted(set(SOLVERS) - {"explain"}), help="le genre de problème"
    )
    parser.add_argument("source", metavar="ENTRÉE", help="le problème, en JSON (« - » : l’entrée)")
    parser.add_argument("target", metavar="SORTIE", nargs="?", default="-", help="la réponse")
    parser.add_argument(
        "--explain", action="store_true", help="avec les raisons, les prix et la solidité (select)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 answered (even « impossible »), 2 invalid problem (answered too), 3 out of time."""
    if arguments.explain and arguments.kind != "select":
        sys.stderr.write("--explain ne vaut que pour « select ».\n")
        return UNUSABLE
    kind = "explain" if arguments.explain else arguments.kind
    try:
        status, answer = solve(kind, _read(arguments.source))
    except OSError as reason:
        sys.stderr.write(f"{arguments.source} est illisible : {reason.strerror}.\n")
        status, answer = UNUSABLE, write({"status": "invalid", "error": "unreadable"})
    try:
        _write(arguments.target, answer)
    except OSError as reason:
        sys.stderr.write(f"Impossible d’écrire {arguments.target} : {reason.strerror}.\n")
        return UNUSABLE
    return status


def _read(source: str) -> bytes:
    return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()


def _write(target: str, answer: bytes) -> None:
    if target == "-":
        sys.stdout.buffer.write(answer + b"\n")
    else:
        Path(target).write_bytes(answer)
