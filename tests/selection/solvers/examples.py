"""Verified examples of the formats, when they stand beside the house."""

import json
from pathlib import Path

import pytest

SHELF = Path(__file__).resolve().parents[4] / "shared" / "optimisation"


def examples(kind):
    """(instance, expected answer) of each example of a kind; a skipped one when none is there."""
    found = [
        (path, path.with_name(path.name.replace(".in.", ".out.")))
        for path in sorted((SHELF / "examples").glob(f"{kind}_*.in.json"))
    ]
    found += [
        (path, SHELF / "expected" / kind / path.name)
        for path in sorted((SHELF / kind).glob("*.json"))
    ]
    absent = pytest.param(None, None, marks=pytest.mark.skip(reason="no examples beside the house"))
    return [pytest.param(*pair, id=pair[0].name) for pair in found] or [absent]


def opened(path):
    """A JSON file."""
    return json.loads(path.read_bytes())
