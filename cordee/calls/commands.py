"""`cordee calls`: publish a call, amend it, say which ones there are."""

import argparse
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from cordee.calls import actions, queries, uploads
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.kernel.french import moment
from cordee.programme import load
from cordee.programme.compare import compare
from cordee.programme.loading import Loaded

DONE, REFUSED, UNUSABLE = 0, 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add `publish`, `amend` and `list`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    publishing = verbs.add_parser("publish", help="publie un appel")
    publishing.add_argument("path", type=Path, metavar="CHEMIN", help="son dossier, ou son .toml")
    publishing.set_defaults(run=run_publish)
    amending = verbs.add_parser("amend", help="modifie un appel publié, d’après sa clé")
    amending.add_argument("path", type=Path, metavar="CHEMIN", help="son dossier, ou son .toml")
    amending.add_argument("--notice", default="", metavar="TEXTE", help="ce qui change, pourquoi")
    amending.set_defaults(run=run_amend)
    verbs.add_parser("list", help="dit les appels et où ils en sont").set_defaults(run=run_list)


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish the call of a folder; its faults are said when it has some."""
    loaded = load(arguments.path)
    if loaded.definition is None or not loaded.valid:
        return _faulty(loaded)
    try:
        files = uploads.beside(arguments.path, loaded.definition)
        made = actions.publish(
            loaded.definition, loaded.texts, files=files, by=None, at=timezone.now()
        )
    except Refused as refusal:
        return _refused(refusal)
    _say(f"{made.title} est publié : /appels/{made.key}/")
    return DONE


def run_amend(arguments: argparse.Namespace) -> int:
    """Put the new rules of a published call in force, saying what changes."""
    loaded = load(arguments.path)
    if loaded.definition is None or not loaded.valid:
        return _faulty(loaded)
    edition = Edition.objects.filter(key=loaded.definition.key).exclude(current=None).first()
    if edition is None:
        sys.stderr.write(f"Aucun appel publié n’a la clé « {loaded.definition.key} ».\n")
        return REFUSED
    changes = compare(edition.definition, loaded.definition)
    for change in changes:
        _say(f"{'Promesse' if change.promised else 'Sans risque'} – {change.sentence}")
    try:
        made = actions.amend(
            edition, loaded.definition, loaded.texts, notice=arguments.notice,
            promised=any(one.promised for one in changes),
            files=uploads.beside(arguments.path, loaded.definition), by=None, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _refused(refusal)
    _say(f"Version {made.number} en vigueur.")
    return DONE


def run_list(_: argparse.Namespace) -> int:
    """One line a call: its key, where it stands, its deadline."""
    now = timezone.now()
    for one, found in queries.listed(now):
        here = ZoneInfo(one.zone) if one.zone else None
        closes = (
            moment(timezone.localtime(one.closes_at, here), zone=one.zone)
            if one.closes_at
            else "sans clôture"
        )
        _say(f"{one.key}  {found.phase.value}  {closes}  {one.title}")
    return DONE


def _faulty(loaded: Loaded) -> int:
    for one in loaded.errors:
        place = f"{one.file}:{one.line}: " if one.line else ""
        sys.stderr.write(f"{place}{one.message}\n")
    return REFUSED if loaded.usable else UNUSABLE


def _refused(refusal: Refused) -> int:
    sys.stderr.write(f"{refusal}\n")
    return REFUSED


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
