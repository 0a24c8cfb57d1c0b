"""A process of the house that does what it is asked, a line of JSON at a time."""

import json
import sys
from contextlib import redirect_stdout

import django


def main() -> None:
    """Answer each line `[function of call.py, words…]` by what the function gives."""
    django.setup()
    from django.db import connections  # noqa: PLC0415 - Django first

    from tests.stories import call  # noqa: PLC0415 - the same

    for line in sys.stdin:
        name, *words = json.loads(line)
        with redirect_stdout(sys.stderr):
            told = getattr(call, name)(*words)
        connections.close_all()  # the database may die before the next line
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
