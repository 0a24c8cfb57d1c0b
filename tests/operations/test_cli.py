import subprocess
import sys

import pytest

from cordee import cli
from cordee.operations.arguments import in_french


def test_the_command_alone_lists_every_room(capsys):
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in cli.ROOMS)


def test_a_pure_command_never_loads_django():
    code = (
        "import sys, cordee.cli as c; c.main(['database', 'url']); print('django' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "False"


def test_a_word_not_understood_ends_with_two_and_says_so_in_french(capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["database", "nope"])
    assert "'nope' n’existe pas" in capsys.readouterr().err


def test_argparse_complaints_are_told_in_french():
    assert in_french("the following arguments are required: VERBE") == "il manque : VERBE"
    assert in_french("unrecognized arguments: --x") == "mots inconnus : --x"
    assert in_french("something new") == "something new"
