"""Several organisations on one machine: one installation, a house each, nothing shared."""

import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from cordee import cli
from cordee.operations import houses, houses_copies
from cordee.operations.binaries import Unavailable
from cordee.operations.ports import first_free, is_free
from tests import database

ASKED = """
from cordee import settings
database = settings.DATABASES["default"]
print(database["HOST"], settings.MEDIA_ROOT, settings.SECRET_KEY, settings.SEAL_DIR,
      settings.STATIC_ROOT, settings.MAILERS["default"]["OPTIONS"]["file_path"],
      settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, settings.SITE_URL, sep="\\n")
"""
PATIENCE = 60.0


@pytest.fixture
def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for houses; the house we stand in gives them nothing."""
    monkeypatch.setenv("CORDEE_HOUSES", str(tmp_path))
    monkeypatch.setenv("CORDEE_SMTP_URL", "smtp://elsewhere")
    monkeypatch.setenv("CORDEE_SECRET_KEY", "ours")
    return tmp_path


def test_two_houses_are_set_apart_in_everything_they_write_and_sign_with(
    street: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///ours")
    told = []
    for name in ("nord", "sud"):
        made = houses.found(name, address="", port=0, database="")
        assert made.folder.stat().st_mode & 0o077 == 0
        assert made.settings.stat().st_mode & 0o077 == 0
        words = [sys.executable, "-c", ASKED]
        done = subprocess.run(words, env=made.environment(), capture_output=True, text=True,
                              check=True)  # fmt: skip
        told.append(done.stdout.split())
    assert len(told[0]) == len(told[1]) == 9
    assert not set(told[0]) & set(told[1])
    assert "ours" not in " ".join(told[0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "nord"}, "existe déjà"),
        ({"name": "../nord"}, "minuscules"),
        ({"name": "est", "port": 8100}, "est celui de la maison nord"),
        ({"name": "est", "address": "https://nord.example.org/"}, "est celle de la maison nord"),
        ({"name": "est", "database": "postgresql:///nord"}, "celle de la maison nord"),
    ],
)
def test_what_would_mix_two_houses_is_refused(street: Path, asked: dict[str, object], said: str):
    known = {"address": "", "port": 0, "database": ""}
    houses.found("nord", address="https://nord.example.org", port=8100,
                 database="postgresql:///nord")  # fmt: skip
    assert houses.named("nord")[0].told["CORDEE_HOSTS"].startswith("nord.example.org,")
    with pytest.raises(Unavailable, match=said):
        houses.found(**{**known, **asked})  # type: ignore[arg-type] # faulty on purpose
    with pytest.raises(Unavailable, match="Maison inconnue : est"):
        houses.named("est")


def test_a_command_typed_for_a_house_runs_there(
    street: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///ours")
    houses.found("nord", address="", port=0, database="postgresql:///theirs")
    assert cli.main(["house", "in", "nord", "database", "url"]) == 0
    assert capfd.readouterr().out.strip() == "postgresql:///theirs"
    assert cli.main(["house", "in", "nord"]) == 1
    assert cli.main(["house", "list"]) == 0
    assert "ne sert pas, base à part, jamais copiée" in capfd.readouterr().out


def test_a_house_stands_up_again_from_its_copy_and_never_over_another(
    street: Path, capsys: pytest.CaptureFixture[str]
):
    made = houses.found("nord", address="", port=0, database="")
    assert made.cluster
    try:
        environment = made.environment()
        begun = subprocess.run(made.command("database", "start"), env=environment, check=False)
        assert begun.returncode == 0
        with psycopg.connect(made.cluster.url(), autocommit=True) as link:
            link.execute("CREATE TABLE kept AS SELECT 'élu·e' AS word")
        copy = houses_copies.copy(made)
        assert houses_copies.last(made) == copy.name[:10]
        with pytest.raises(Unavailable, match="port 8100"):
            houses_copies.put_back("sud", copy)
        assert not (street / "sud").exists()
        with pytest.raises(Unavailable, match="n’est pas une copie"):
            houses_copies.put_back("sud", street)
        assert cli.main(["house", "stop"]) == 0
        made.folder.rename(street.parent / f"{street.name}-away")
        copy = street.parent / f"{street.name}-away" / "copies" / "nord" / copy.name
        again = houses_copies.put_back("nord", copy)
        assert again.cluster
        with psycopg.connect(again.cluster.url()) as link:
            assert link.execute("SELECT word FROM kept").fetchone() == ("élu·e",)
        with pytest.raises(Unavailable, match="existe déjà"):
            houses_copies.put_back("nord", copy)
    finally:
        made.cluster.stop()
    assert "base arrêtée" in capsys.readouterr().out


def test_a_street_without_a_house_says_how_to_build_one(
    street: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["house", "list"]) == 0
    assert cli.main(["house", "serve"]) == 1
    said = capsys.readouterr()
    assert "cordee house add" in said.out
    assert "cordee house add" in said.err


class Visitor:
    """Someone's browser: its cookies, the page it reads."""

    def __init__(self, home: str) -> None:
        self.home, self.jar = home, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def page(self, path: str, **typed: str) -> str:
        data = urlencode(typed).encode() if typed else None
        asked = urllib.request.Request(self.home + path, data, {"Referer": self.home + path})
        with self.opener.open(asked, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def signs_in(self, email: str, mails: Path) -> str:
        """Ask for a code, read it in the mail the worker left, give it."""
        asked = self.page("/connexion/")
        self.page("/connexion/", email=email, csrfmiddlewaretoken=_token(asked))
        code = _code(mails)
        shown = self.page("/connexion/code/")
        self.page("/connexion/code/", code=code, csrfmiddlewaretoken=_token(shown))
        return self.page("/espace/")


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


def _code(mails: Path) -> str:
    text = "".join(one.read_text(errors="replace") for one in _waited(lambda: _files(mails)))
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6,8})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


def _files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()] if folder.is_dir() else []


def _waited(look):
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


@contextmanager
def served(street: Path) -> Iterator[None]:
    """Every house of the street, served by the one command."""
    words = [sys.executable, "-P", "-c", "from cordee.cli import main; main(['house', 'serve'])"]
    with subprocess.Popen(words, env={**os.environ}, stdout=subprocess.DEVNULL) as command:
        try:
            for one in houses.every():
                _waited(lambda one=one: not is_free("127.0.0.1", one.port))
            yield
        finally:
            command.send_signal(signal.SIGTERM)
            assert command.wait(PATIENCE) is not None


def test_two_houses_served_side_by_side_share_nothing(street: Path, tmp_path_factory):
    with ExitStack() as stack:
        port = 8100
        for name in ("nord", "sud"):
            lent = stack.enter_context(database.another(f"house_{name}_{database.run()}"))
            port = first_free("127.0.0.1", port + 1)
            made = houses.found(name, address="", port=port, database=lent)
            with made.settings.open("a") as told:
                told.write("CORDEE_WORKERS=1\n")
        nord, sud = houses.every()
        with served(street):
            amina = Visitor(nord.address)
            assert "/deconnexion/" in amina.signs_in("amina@example.org", nord.folder / "mail")
            assert {one.name for one in amina.jar} == {"nord_sessionid"}
            assert not _files(sud.folder / "mail")
            for cookie in amina.jar:
                cookie.name, cookie.port = "sud_sessionid", None
            amina.home = sud.address
            assert "/deconnexion/" not in amina.page("/")
        for one, people in ((nord, 1), (sud, 0)):
            with psycopg.connect(one.told["DATABASE_URL"]) as link:
                row = link.execute("SELECT count(*) FROM people_user").fetchone()
                assert row == (people,)
        away = tmp_path_factory.mktemp("copies")
        assert cli.main(["house", "backup", "--into", str(away)]) == 0
        for one in (nord, sud):
            copy = next((away / one.name).iterdir())
            assert copy.stat().st_mode & 0o077 == 0
            assert (copy / "database.dump").read_bytes().count(b"amina@example.org") == 0
            with tarfile.open(copy / "files.tar") as files:
                assert {"secret", "house.env"} <= set(files.getnames())
                held = files.extractfile("secret")
                assert held
                assert held.read() == (one.folder / "secret").read_bytes()
