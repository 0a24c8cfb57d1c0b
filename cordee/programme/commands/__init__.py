"""`cordee programme`: check, explain, compare, begin, describe and upgrade definitions."""

import argparse

from cordee.programme.commands import begin, check, describe, diff, upgrade
from cordee.programme.explain import command as explain


def add(parser: argparse.ArgumentParser) -> None:
    """Offer the verbs of `cordee programme`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    for verb in (check, explain, diff, begin, describe, upgrade):
        verb.add(verbs)
