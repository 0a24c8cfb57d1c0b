"""`cordee mailbox`: read the mailbox of the calls now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from cordee.applications.doors.mailbox import Unreachable, fetch
from cordee.kernel.french import plural
from cordee.operations.arguments import UNUSABLE

if TYPE_CHECKING:
    import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Add `fetch`: what came in becomes arrivals."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    text = "relève la boîte aux lettres des appels (CORDEE_IMAP_URL)"
    fetching = verbs.add_parser("fetch", help=text, description=text)
    fetching.set_defaults(run=read)


def read(arguments: argparse.Namespace) -> int:
    """Read the mailbox: 0 done, 1 unreachable, 2 not configured."""
    del arguments
    if not settings.MAILBOX_URL:
        said = "Aucune boîte n’est réglée : donnez CORDEE_IMAP_URL=imaps://nom:secret@hôte/INBOX."
        sys.stderr.write(f"{said}\n")
        return UNUSABLE
    try:
        found = fetch(settings.MAILBOX_URL, at=timezone.now())
    except Unreachable as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    large = f", {found.too_large} trop gros pour être gardés" if found.too_large else ""
    sys.stdout.write(f"{plural(found.kept, 'courriel gardé', 'courriels gardés')}{large}.\n")
    return 0
