"""The comparison and the acceptance list say « oui » only where code and a test exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([ABR]\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
STATES = ("oui", "en partie", "non")
COMPARED, ASKED = ((ROOT / f"docs/{name}.md").read_text() for name in ("comparison", "acceptance"))


def test_every_row_is_there_once():
    expected = [f"A{n}" for n in range(1, 85)] + [f"B{n}" for n in range(1, 59)]
    assert [row[0] for row in ROW.findall(COMPARED)] == expected
    assert [row[0] for row in ROW.findall(ASKED)] == [f"R{n}" for n in range(1, 350)]


def test_the_acceptance_list_counts_its_own_rows():
    states = [row[2] for row in ROW.findall(ASKED)]
    said = re.search(r"\*\*(\d+) oui, (\d+) en partie, (\d+) non\*\*", ASKED)
    assert said is not None
    assert [int(one) for one in said.groups()] == [states.count(one) for one in STATES]


@pytest.mark.parametrize("text", [COMPARED, ASKED], ids=["comparaison", "règles"])
def test_a_yes_names_code_and_a_test_that_exist(text: str):
    assert [fault for row in ROW.findall(text) for fault in faults(*row)] == []


def faults(key: str, _asked: str, state: str, code: str, proof: str) -> list[str]:
    """What a row says that is not so."""
    if state != "oui":
        return [] if state in STATES else [f"{key}: {state}"]
    files, nodes = re.findall(r"`([^`]+)`", code), re.findall(r"`([^`]+)`", proof)
    told = [f"{key}: {one}" for one in files if not (ROOT / one).exists()]
    told += [f"{key}: {one}" for one in nodes if not _is_a_test(one)]
    return told if files and nodes else [*told, f"{key}: name the code and the test"]


def _is_a_test(node: str) -> bool:
    module, *_path, name = node.split("::")
    return (ROOT / module).exists() and f"def {name}(" in (ROOT / module).read_text()
