"""A process of the house that does what it is asked, a line of JSON at a time."""

import json
import sys
from contextlib import redirect_stdout
from importlib import import_module

import django


def main() -> None:
    """Answer each line `[function of call.py or module:function, words…]` by what it gives."""
    django.setup()
    from django.db import connections  # noqa: PLC0415 - Django first

    for line in sys.stdin:
        asked, *words = json.loads(line)
        module, _, name = asked.rpartition(":")
        with redirect_stdout(sys.stderr):
            told = getattr(import_module(module or "tests.stories.call"), name)(*words)
        connections.close_all()  # the database may die before the next line
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
