import psycopg
import pytest

from cordee import cli
from cordee.operations import house


@pytest.fixture
def embedded(tmp_path, monkeypatch):
    """A house of its own, which can be moved to another folder."""
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def move(name):
        monkeypatch.setenv("CORDEE_VAR", str(tmp_path / name))
        made.append(house.cluster())

    made = []
    move("first")
    yield move
    for cluster in made:
        cluster.erase()


def test_a_copy_put_back_in_an_empty_house_holds_everything(embedded, tmp_path, capsys):
    house.open_database()
    with psycopg.connect(house.database_url(), autocommit=True) as link:
        link.execute("CREATE TABLE kept AS SELECT 'élu·e' AS word")
    assert cli.main(["database", "dump", str(tmp_path / "copy")]) == 0
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert cli.main(["database", "restore", str(tmp_path / "copy")]) == 1
    assert "n’est pas vide" in capsys.readouterr().err

    embedded("second")
    assert cli.main(["database", "restore", str(tmp_path / "copy")]) == 0
    with psycopg.connect(house.database_url()) as link:
        assert link.execute("SELECT word FROM kept").fetchone() == ("élu·e",)


def test_a_copy_that_is_none_changes_nothing_and_is_told(embedded, tmp_path, capsys):
    (tmp_path / "copy").write_text("not a copy")
    assert cli.main(["database", "restore", str(tmp_path / "copy")]) == 1
    assert "pg_restore" in capsys.readouterr().err
