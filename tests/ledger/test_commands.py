"""`cordee journal`: what it says and how it ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from cordee import cli
from cordee.ledger import queries
from cordee.ledger.rules.proof import written
from cordee.operations.binaries import Unavailable, find
from tests.ledger.test_proof import SOUND, journal

committed = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _the_database_of_the_tests(monkeypatch):
    monkeypatch.setattr("cordee.operations.house.enter", lambda: None)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"".join(SOUND))
    return path


def test_a_sound_export_ends_with_zero(export, capsys):
    assert cli.main(["journal", "verify", "--from", str(export)]) == 0
    assert capsys.readouterr().out.startswith("Journal intact : 6\u00a0faits, tête ")


def test_a_touched_export_ends_with_one_and_names_the_first_fault(export, capsys):
    lines = [*SOUND]
    lines[3] = lines[3].replace(b"route", b"ROUTE")
    export.write_bytes(b"".join(lines))
    assert cli.main(["journal", "verify", "--from", str(export)]) == 1
    assert "le n° 3 est modifié" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"{}\n"])
def test_what_is_not_an_export_ends_with_two(export, content, capsys):
    export.write_bytes(content)
    assert cli.main(["journal", "verify", "--from", str(export)]) == 2
    assert "Vérification impossible" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_two(tmp_path, capsys):
    assert cli.main(["journal", "verify", "--from", str(tmp_path / "none")]) == 2
    assert cli.main(["journal", "verify", "--from", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "n’existe pas" in said
    assert "est un dossier" in said


def test_verifying_an_export_needs_no_database(export):
    code = "import sys, cordee.cli as c; print(c.main(sys.argv[1:]), 'django.db' in sys.modules)"
    words = ["journal", "verify", "--from", str(export)]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 False"


@committed
def test_the_journal_of_the_database_is_exported_verified_and_read(write, tmp_path, capsys):
    write(3)
    path = tmp_path / "journal.jsonl"
    assert cli.main(["journal", "export", str(path)]) == 0
    assert cli.main(["journal", "verify"]) == 0
    assert cli.main(["journal", "verify", "--from", str(path)]) == 0
    assert capsys.readouterr().out.count("Journal intact : 3\u00a0faits") == 2
    assert cli.main(["journal", "tail", "-n", "2"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["2", "3"]
    assert "Camille@example.org a essayé la voie 2." in said[1]
    assert "19/12/2024 12:00:00" in said[1]


@committed
def test_a_touched_database_ends_with_one(write, capsys):
    write(3)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_entry SET kind = 'x' WHERE payload @> '{\"route\": 1}'")
    assert cli.main(["journal", "verify"]) == 1
    assert "le n° 2 est modifié" in capsys.readouterr().out


@committed
def test_a_database_that_does_not_answer_ends_with_two(monkeypatch, capsys):
    def refuse(*, head):
        from django.db import OperationalError  # noqa: PLC0415 - once the house is ready

        raise OperationalError("connection refused")

    monkeypatch.setattr("cordee.ledger.queries.proof", refuse)
    assert cli.main(["journal", "verify"]) == 2
    assert "La base ne répond pas : connection refused" in capsys.readouterr().err


def test_a_database_that_cannot_start_ends_with_two(monkeypatch, capsys):
    def refuse():
        raise Unavailable("no postgres here")

    monkeypatch.setattr("cordee.operations.house.enter", refuse)
    assert cli.main(["journal", "verify"]) == 2
    assert "no postgres here" in capsys.readouterr().err


@committed
def test_an_export_that_cannot_be_written_leaves_nothing(write, tmp_path, capsys):
    write(1)
    assert cli.main(["journal", "export", str(tmp_path / "none" / "j")]) == 2
    assert "Export impossible" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def told_by_the_guide(path):
    guide = Path("docs/journal.md").read_text()
    program = re.findall(r"```python\n(import hashlib.*?)```", guide, re.DOTALL)[0]
    return subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )


def test_the_program_of_the_guide_proves_what_we_prove(export):
    assert told_by_the_guide(export).stdout.startswith("sound: 6 facts")
    export.write_bytes(b"".join(written(journal(4, erased=(2, 3)))))
    assert told_by_the_guide(export).returncode == 0
    export.write_bytes(b"".join(written(journal(4, erased=(2, 3), say_so=False))))
    assert told_by_the_guide(export).returncode == 1
    export.write_bytes(b"".join([*SOUND[:2], SOUND[3], SOUND[2], *SOUND[4:]]))
    assert "fault at 2" in told_by_the_guide(export).stderr


@committed
def test_a_journal_saved_and_restored_elsewhere_is_still_proved_and_goes_on(
    write, camille, tmp_path
):
    write(3)
    target = connection.settings_dict
    tools = find(tmp_path).folder
    where = ["-h", target["HOST"], "-U", target["USER"]]
    saved = tmp_path / "saved.dump"
    subprocess.run([tools / "pg_dump", *where, "-Fc", "-f", saved, target["NAME"]], check=True)
    kept, target["NAME"] = target["NAME"], f"{target['NAME']}_restored"
    try:
        connection.close()
        subprocess.run([tools / "createdb", *where, target["NAME"]], check=True)
        subprocess.run([tools / "pg_restore", *where, "-d", target["NAME"], saved], check=True)
        assert queries.proof().entries == 3
        write(1, by=None)
        assert queries.proof().entries == 4
    finally:
        connection.close()
        subprocess.run([tools / "dropdb", *where, "--if-exists", target["NAME"]], check=True)
        target["NAME"] = kept
