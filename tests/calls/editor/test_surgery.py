"""One thing changes in the text and nothing else: comments, order and blank lines stay."""

import random
import re
import tomllib
from pathlib import Path as File
from typing import Any

import pytest

from cordee.calls import uploads
from cordee.calls.editor import surgery
from cordee.programme.remarks import Path

TEXTS = {name: uploads.example_files(name)["definition.toml"].decode()
         for name in uploads.examples()}  # fmt: skip

TOML = """# En tête
key = "a" # la clé

# Les périodes
[[windows]]
key = "x"
opens = 2025-01-06T09:00:00 # à neuf heures

# celle d’après
[[windows]]
key = "y"

[timeline]
zone = "Europe/Paris"

[[form.sections]]
key = "s"

[[form.sections.questions]]
kind = "text"
key = "q"
limit = { max = 3 }
"""


def walked(value: Any, path: Path = ()):
    yield path, value
    whole = enumerate(value) if isinstance(value, list) else ()
    for name, one in value.items() if isinstance(value, dict) else whole:
        yield from walked(one, (*path, name))


@pytest.mark.parametrize("name", TEXTS)
def test_a_hundred_acts_on_each_example_keep_its_comments(name):
    text = TEXTS[name]
    data = tomllib.loads(text)
    places = [(path, value) for path, value in walked(data) if path]
    for path, value in random.Random(7).sample(places, 8):
        assert surgery.drop(text, path).kept
        if not isinstance(value, (dict, list)):
            made = surgery.put(text, path, "autre « mot »")
            assert made.kept
            assert surgery.at(tomllib.loads(made.text), path) == "autre « mot »"
        if isinstance(value, dict):
            assert surgery.put(text, (*path, "neuf"), 3).kept
        if isinstance(value, list) and value and isinstance(value[0], dict):
            assert surgery.add(text, path, {"key": "neuf", "inner": [{"a": 1}]}).kept
            if len(value) > 1:
                assert surgery.swap(text, (*path, 0)).kept


def test_a_value_changes_alone_on_its_line():
    made = surgery.put(TOML, ("windows", 0, "opens"), "bientôt")
    assert 'opens = "bientôt" # à neuf heures\n' in made.text
    assert made.text.replace('"bientôt"', "2025-01-06T09:00:00") == TOML


def test_elements_change_places_with_their_comments():
    made = surgery.swap(TOML, ("windows", 0)).text
    assert made.index('key = "y"') < made.index('key = "x"')
    assert '# celle d’après\n[[windows]]\nkey = "y"' in made
    assert surgery.swap(made, ("windows", 0)).text == TOML


def test_a_new_element_stands_after_its_like():
    made = surgery.add(TOML, ("windows",), {"key": "z"}).text
    assert made.index('key = "y"') < made.index('key = "z"') < made.index("[timeline]")


def test_a_first_element_makes_its_list():
    made = surgery.add(TOML, ("tracks",), {"key": "t", "label": "Volet"})
    assert made.kept
    assert tomllib.loads(made.text)["tracks"] == [{"key": "t", "label": "Volet"}]


def test_the_last_element_takes_its_list_away():
    text = surgery.drop(TOML, ("windows", 1)).text
    text = surgery.drop(text, ("windows", 0)).text
    assert "windows" not in tomllib.loads(text)
    assert "# En tête" in text


def test_what_cannot_be_edited_in_place_is_rewritten_and_says_so():
    text = "year.charter.text = 'a.md' # noté\nyear.charter.signatory = 'Le maire'\n"
    made = surgery.put(text, ("year", "charter", "given"), {"anchor": "start"})
    assert not made.kept
    assert tomllib.loads(made.text)["year"]["charter"]["given"] == {"anchor": "start"}


def test_a_long_text_stands_between_three_quotation_marks():
    words = 'Une "citation"\net une barre \\ puis """trois""" guillemets "'
    made = surgery.put(TOML, ("summary",), words)
    assert made.kept
    assert tomllib.loads(made.text)["summary"] == words


GUIDE = (File(__file__).parents[3] / "docs" / "programmes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml e\w+\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_taking_away_any_list_or_part_of_any_guide_block_keeps_the_rest_as_written():
    for text in BLOCKS:
        data = tomllib.loads(text)
        parts = [(name,) for name, one in data.items() if isinstance(one, dict)]
        inner = [(*part, name) for part in parts for name in data[part[0]]]
        lists = [(*path, 0) for path in inner if isinstance(surgery.at(data, path), list)]
        for path in (*parts, *lists):
            assert surgery.drop(text, path).kept, (text, path)


def test_the_only_element_of_a_table_without_heading_leaves_the_comments_and_its_table():
    text = (
        '# En tête\nkey = "a"\n\n# la page\n[[form.sections]]\nkey = "s"\n\n# la grille\n[scale]\n'
    )
    made = surgery.drop(text, ("form", "sections", 0))
    assert made.kept
    assert tomllib.loads(made.text) == {"key": "a", "form": {}, "scale": {}}
    assert "# la grille\n[scale]" in made.text


def test_a_part_written_in_several_places_goes_from_each():
    text = '[year]\na = 1\n\n# reste\n[scale]\nb = 2\n\n[[year.meetings]]\nkey = "j"\n'
    made = surgery.drop(text, ("year",))
    assert made.kept
    assert made.text.strip() == "# reste\n[scale]\nb = 2"
