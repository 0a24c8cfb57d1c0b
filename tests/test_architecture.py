"""The map of the house leads somewhere: every rule stands on it, every path it gives exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAP = (ROOT / "docs/architecture.md").read_text("utf-8")
TABLE = MAP.partition("| where a rule lives | file |")[2].partition("\n\n")[0]
PROSE = re.sub(r"```.*?```", "", MAP, flags=re.DOTALL)
PATHS = re.findall(r"`((?:cordee/|docs/|tests/)?[a-z_]+(?:/[\w*]+)*(?:/|\.(?:py|toml|md)))`", PROSE)
MADE = {"tests/definitions/vN/"}
"""Places whose name holds a number to come."""


def test_every_room_of_rules_is_on_the_map():
    rooms = [one for one in (ROOT / "cordee").rglob("rules*") if one.suffix in {"", ".py"}]
    named = {
        one.relative_to(ROOT / "cordee").as_posix() for one in rooms if "events" not in one.parts
    }
    assert named
    assert {one for one in named if f"`{one}" not in TABLE} == set()


def test_every_path_of_the_map_exists():
    assert len(PATHS) > 20
    lost = [one for one in PATHS if one not in MADE and not _found(one.rstrip("/"))]
    assert lost == []


def _found(path: str) -> bool:
    """Below the root or the code, or a name of a folder just said."""
    return any(any(ROOT.glob(f"{base}{path}")) for base in ("", "cordee/", "cordee/**/"))
