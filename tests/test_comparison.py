"""The comparison says « oui » only where code and a test exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/comparison.md").read_text()
ROWS = re.findall(r"^\| ([AB]\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)


def test_every_row_is_there_once():
    expected = [f"A{n}" for n in range(1, 85)] + [f"B{n}" for n in range(1, 59)]
    assert [row[0] for row in ROWS] == expected


@pytest.mark.parametrize(("key", "state", "code", "proof"), [(r[0], *r[2:]) for r in ROWS])
def test_a_yes_names_code_and_a_test_that_exist(key, state, code, proof):
    assert state in {"oui", "en partie", "non"}, key
    if state != "oui":
        return
    files = re.findall(r"`([^`]+)`", code)
    nodes = re.findall(r"`([^`]+)`", proof)
    assert files, f"{key}: name the code"
    assert nodes, f"{key}: name the test"
    for file in files:
        assert (ROOT / file).exists(), f"{key}: {file}"
    for node in nodes:
        module, *_, name = node.split("::")
        assert f"def {name}(" in (ROOT / module).read_text(), f"{key}: {node}"
