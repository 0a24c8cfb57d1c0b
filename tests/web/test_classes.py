"""Every class written in a template is drawn by one of the style sheets."""

import re
from pathlib import Path

import cordee

HOUSE = Path(cordee.__file__).parent
SHEETS = sorted(HOUSE.glob("*/static/**/*.css"))
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
LEFT_TO_DJANGO = {"errorlist"}
"""Names that Django writes and that need no drawing."""


def drawn():
    css = "".join(sheet.read_text() for sheet in SHEETS)
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", css))


def used(template):
    """Whole names only: what a tag completes (`tag-{{ tone }}`) is drawn by family."""
    for value in re.findall(r'\bclass="([^"]*)"', template.read_text()):
        plain = re.sub(r"\S*\{\{.*?\}\}\S*", "", re.sub(r"\{%.*?%\}", " ", value))
        yield from plain.split()


def test_every_class_is_drawn():
    named = {str(path.relative_to(HOUSE)): set(used(path)) for path in TEMPLATES}
    assert len(named) > 100
    known = drawn() | LEFT_TO_DJANGO
    lost = {name: found - known for name, found in named.items()}
    assert {name: sorted(words) for name, words in lost.items() if words} == {}
