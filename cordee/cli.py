"""The `cordee` command: every operation of the house."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run `cordee ARGS`; falls through to Django's commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(["cordee", *(argv if argv is not None else sys.argv[1:])])
    return 0
