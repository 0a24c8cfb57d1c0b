"""`cordee journal`: prove the journal, export it, read its end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cordee.kernel.french import number, plural
from cordee.ledger.rules.proof import Unreadable, prove_export, written

if TYPE_CHECKING:
    import argparse

    from cordee.ledger.rules.proof import Proof

SOUND, FAULTY, UNUSABLE = 0, 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add `verify`, `export` and `tail`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    text = "vérifie la chaîne du journal (0 : intact, 1 : touché, 2 : illisible)"
    verify = verbs.add_parser("verify", help=text, description=text)
    verify.add_argument("--from", dest="file", metavar="FICHIER", help="un export, hors ligne")
    verify.add_argument("--head", metavar="EMPREINTE", help="une empreinte notée ailleurs")
    verify.set_defaults(run=run_verify)
    text = "écrit tout le journal en JSON Lines"
    export = verbs.add_parser("export", help=text, description=text)
    export.add_argument("file", metavar="FICHIER", help="« - » pour la sortie standard")
    export.set_defaults(run=run_export)
    text = "montre les derniers faits"
    tail = verbs.add_parser("tail", help=text, description=text)
    tail.add_argument("-n", type=int, default=20, metavar="N", help="combien (20)")
    tail.set_defaults(run=run_tail)


def run_verify(arguments: argparse.Namespace) -> int:
    """Prove an export without any database, or the journal of this one."""
    try:
        return _conclude(_proof(arguments.file, arguments.head))
    except (Unreadable, OSError) as reason:
        sys.stderr.write(f"Vérification impossible. {_said(reason)}\n")
        return UNUSABLE


def _proof(file: str | None, head: str | None) -> Proof:
    if file is None:
        return _live(head)
    with sys.stdin.buffer if file == "-" else Path(file).open("rb") as lines:
        return prove_export(lines, head=head)


def _live(head: str | None) -> Proof:
    from cordee.operations.binaries import Unavailable  # noqa: PLC0415 - off-line never loads it

    try:
        _enter()
    except Unavailable as reason:
        raise Unreadable(str(reason)) from reason
    from django.db import Error  # noqa: PLC0415 - after the settings

    from cordee.ledger.queries import proof  # noqa: PLC0415 - the same

    try:
        return proof(head=head)
    except Error as reason:
        raise Unreadable(f"La base ne répond pas : {reason}".strip()) from reason


def _conclude(proof: Proof) -> int:
    if proof.sound:
        sys.stdout.write(f"Journal intact : {plural(proof.entries, 'fait')}, tête {proof.head}\n")
        return SOUND
    sys.stdout.write(
        f"Journal touché : le n° {proof.sequence} est {proof.fault}. {proof.detail}\n"
        f"{_holding(proof.entries)}\n"
    )
    return FAULTY


def _holding(entries: int) -> str:
    if not entries:
        return "Aucun fait ne tient avant lui."
    return f"Les {number(entries)} premiers tiennent." if entries > 1 else "Le premier tient."


def _said(reason: Exception) -> str:
    match reason:
        case FileNotFoundError():
            return f"{reason.filename} n’existe pas."
        case IsADirectoryError():
            return f"{reason.filename} est un dossier."
        case PermissionError():
            return f"{reason.filename} : ce compte n’y a pas accès."
        case OSError():
            return f"{reason.filename} : {reason.strerror}"
        case _:
            return str(reason)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the journal as it is now; a file appears only once it is whole."""
    _enter()
    from cordee.ledger.queries import one_view, rows  # noqa: PLC0415 - after the settings

    with one_view():
        if arguments.file == "-":
            sys.stdout.buffer.writelines(written(rows()))
            return SOUND
        target = Path(arguments.file)
        part = target.with_name(f"{target.name}.part")
        try:
            with part.open("wb") as stream:
                stream.writelines(written(rows()))
            part.replace(target)
        except OSError as reason:
            sys.stderr.write(f"Export impossible. {_said(reason)}\n")
            return UNUSABLE
    return SOUND


def run_tail(arguments: argparse.Namespace) -> int:
    """Say the last facts, oldest first."""
    _enter()
    from django.utils.timezone import localtime  # noqa: PLC0415 - after the settings

    from cordee.ledger.queries import tail  # noqa: PLC0415 - the same
    from cordee.ledger.sayings import sentence  # noqa: PLC0415 - the same

    for entry in tail(max(arguments.n, 0)):
        when = localtime(entry.at).strftime("%d/%m/%Y %H:%M:%S")
        sys.stdout.write(
            f"{entry.link.sequence:>6}  {when}  {sentence(entry)}  "
            f"[{entry.kind} {entry.subject_type} {entry.subject_id}] {entry.link.digest[:12]}\n"
        )
    return SOUND


def _enter() -> None:
    """Make Django ready: only what reads the database needs it."""
    from cordee.operations.house import enter  # noqa: PLC0415 - off-line proof never loads it

    enter()
