"""Calls unlike any other, written from the guide alone, and the contradictions planted in them."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from cordee.programme import Severity
from cordee.programme.loading import load

HERE = Path(__file__).parent
CALLS = sorted((HERE.parent / "definitions" / "unlike").glob("*.toml"))
PLANTED = tomllib.loads((HERE / "unlike.toml").read_text(encoding="utf-8"))["planted"]


@cache
def told(text: str) -> frozenset[tuple[str, str]]:
    """The code and the sentence of every remark on a definition."""
    found = load({"definition.toml": text.encode()}).findings
    return frozenset((one.code, one.message) for one in found)


@cache
def text_of(call: str) -> str:
    return (HERE.parent / "definitions" / "unlike" / f"{call}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_call_unlike_any_other_is_valid(path: Path):
    loaded = load({"definition.toml": path.read_bytes()})
    assert [one.message for one in loaded.findings if one.severity is Severity.ERROR] == []
    assert "check.failed" not in {one.code for one in loaded.findings}


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: f"{case['call']}-{case['code']}")
def test_what_is_planted_in_it_is_told(case: dict[str, str]):
    text = text_of(case["call"])
    assert case["old"] in text, "the call changed: plant the contradiction anew"
    changed = told(text.replace(case["old"], case["new"], 1)) - told(text)
    assert case["code"] in {code for code, _ in changed}
