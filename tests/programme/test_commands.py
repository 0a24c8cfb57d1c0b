"""The verbs of `cordee programme`, as one types them."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cordee.cli import main
from cordee.programme import load
from cordee.programme.commands.begin import skeleton
from tests.programme.build import LEAST_TOML, folder


@pytest.fixture
def call(tmp_path: Path) -> Path:
    return folder(tmp_path)


def test_check_says_the_place_the_line_and_what_to_do(call, capsys):
    (call / "definition.toml").write_text(LEAST_TOML.replace("title", "titel"))
    assert main(["programme", "check", str(call)]) == 1
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "FAUTE  definition.toml, ligne 2 — titel" in said
    assert "vouliez-vous dire « title »" in said
    assert "La définition n’est pas valide : 2 fautes." in said


def test_new_writes_a_draft_that_is_valid_and_told_nothing(tmp_path, capsys):
    assert main(["programme", "new", "recits-2027", "--in", str(tmp_path)]) == 0
    found = load(tmp_path / "recits-2027")
    assert [one.message for one in found.findings] == []
    assert found.definition is not None
    assert found.definition.key == "recits-2027"


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29), date(2027, 8, 15)])
def test_the_draft_is_valid_whatever_the_day(today):
    files = {name: text.encode() for name, text in skeleton("essai", today).items()}
    assert [one.message for one in load(files).findings] == []


@pytest.mark.parametrize("key", ["Récits 2027", "../ailleurs", "", "a" * 61, "a\n"])
def test_new_refuses_a_key_that_is_none(tmp_path, capsys, key):
    assert main(["programme", "new", key, "--in", str(tmp_path)]) == 1
    assert "ne convient pas" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_new_overwrites_nothing(call, capsys):
    (call / "essai").mkdir()
    assert main(["programme", "new", "essai", "--in", str(call)]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert list((call / "essai").iterdir()) == []


def test_new_says_when_the_folder_cannot_be_made(call, capsys):
    assert main(["programme", "new", "essai", "--in", str(call / "definition.toml")]) == 1
    assert "ne peut pas être créé" in capsys.readouterr().err


def test_diff_tells_promises_first_and_by_its_status(call, tmp_path, capsys):
    later, earlier = tmp_path / "later.toml", tmp_path / "earlier.toml"
    later.write_text(LEAST_TOML.replace("2024-12-19", "2024-12-20"))
    earlier.write_text(LEAST_TOML.replace("2024-12-19", "2024-12-18"))
    assert main(["programme", "diff", str(call), str(call)]) == 0
    assert "disent la même chose" in capsys.readouterr().out
    assert main(["programme", "diff", str(call), str(later)]) == 0
    assert "libres tant que l’appel est ouvert" in capsys.readouterr().out
    assert main(["programme", "diff", str(call), str(earlier), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["promised"], answer["changes"][0]["class"]) == (1, "promised")


def test_diff_says_why_a_version_cannot_be_read(call, tmp_path, capsys):
    assert main(["programme", "diff", str(call), str(tmp_path / "nowhere")]) == 2
    assert "n’existe pas" in capsys.readouterr().err


def test_upgrade_prints_the_definition_in_todays_format(call, capsys):
    assert main(["programme", "upgrade", str(call)]) == 0
    written = capsys.readouterr().out
    assert written.startswith("format = 1\n")
    assert load({"definition.toml": written.encode()}).definition == load(call).definition


def test_schema_is_json_in_french(capsys):
    assert main(["programme", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["windows"]["title"] == "périodes de dépôt"


def test_the_commands_never_load_django(call):
    code = (
        "import sys; from cordee.cli import main; "
        f"main(['programme', 'check', {str(call)!r}]); sys.exit('django' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
