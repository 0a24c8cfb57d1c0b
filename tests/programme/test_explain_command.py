"""The terminal explains a definition, to whom it concerns, as text, Markdown or JSON."""

import json
from pathlib import Path

import pytest

from cordee.cli import main

CALL = str(Path(__file__).parents[2] / "programmes" / "mise-en-recits-2024")


def test_the_deadline_is_said_with_its_hour_and_zone(capsys):
    assert main(["programme", "explain", CALL]) == 0
    told = capsys.readouterr().out.replace("\xa0", " ")
    assert "jeudi 19 décembre 2024 à 12 h (heure de Paris)" in " ".join(told.split())


@pytest.mark.parametrize(
    ("reader", "there", "absent"),
    [
        ("juror", "Critères", "Rencontres"),
        ("participant", "Rencontres", "Qui juge"),
        ("candidate", "Critères", None),
    ],
)
def test_a_reader_is_told_what_concerns_her(capsys, reader, there, absent):
    assert main(["programme", "explain", CALL, "--for", reader]) == 0
    headings = capsys.readouterr().out.splitlines()
    assert there in headings
    assert absent not in headings


def test_the_tree_is_given_as_json_with_the_readers_of_each_node(capsys):
    assert main(["programme", "explain", CALL, "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    keys = [one["key"] for one in tree["sections"]]
    assert keys[0] == "brief"
    assert tree["sections"][keys.index("form")]["readers"] == ["candidate", "juror"]
    assert {one["node"] for one in tree["sections"]} == {"section"}


def test_markdown_has_one_title_and_english_headings_on_demand(capsys):
    assert main(["programme", "explain", CALL, "--markdown", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert "## In short" in lines


def test_what_cannot_be_read_says_why_and_what_is_missing_is_unusable(capsys, tmp_path):
    (tmp_path / "definition.toml").write_text("key = \n")
    assert main(["programme", "explain", str(tmp_path)]) == 1
    assert "TOML" in capsys.readouterr().err
    assert main(["programme", "explain", str(tmp_path / "absent")]) == 2
    assert "n’existe pas" in capsys.readouterr().err


def test_a_faulty_definition_is_explained_and_its_faults_are_counted(capsys, tmp_path):
    text = 'key = "a"\ntitle = "A"\norganisers = [{ key = "o", label = "O" }]\n'
    text += 'windows = [{ key = "w" }]\nsteps = [{ key = "s", window = "rien" }]\n'
    (tmp_path / "definition.toml").write_text(text)
    assert main(["programme", "explain", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "L’essentiel" in said.out
    assert "cordee programme check" in said.err


def test_the_reference_is_renewed_inside_a_guide_that_has_its_marks(capsys, tmp_path):
    guide = tmp_path / "guide.md"
    guide.write_text("avant\n<!-- début de la référence -->\n<!-- fin de la référence -->\naprès\n")
    assert main(["programme", "reference", "--into", str(guide)]) == 0
    assert "`[[windows]]`" in guide.read_text()
    assert guide.read_text().endswith("après\n")
    guide.write_text("sans repère")
    assert main(["programme", "reference", "--into", str(guide)]) == 2
    assert guide.read_text() == "sans repère"
