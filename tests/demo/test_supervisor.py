import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from cordee.demo import furniture
from cordee.operations.binaries import Unavailable
from cordee.operations.postgres import Cluster
from cordee.people.models import User
from tests import database

COMMAND = [sys.executable, "-P", "-c", "import sys; from cordee.cli import main; sys.exit(main())"]


def patiently(truth, seconds=180):
    """Wait until `truth()` holds and give what it answers."""
    deadline = time.monotonic() + seconds
    while not (answer := truth()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


def children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {
        Path(f"/proc/{child}/cmdline").read_text().split("\0")[1]: int(child) for child in listed
    }


class Show:
    """A demonstration in a folder of its own, whose words are kept."""

    def __init__(self, var, *words):
        env = {**os.environ, "CORDEE_VAR": str(var), "CORDEE_WORKERS": "1"}
        env.pop("DATABASE_URL", None)
        self.var = var
        with (var.parent / "said").open("w") as said:
            self.process = subprocess.Popen(
                [*COMMAND, "demo", *words], env=env, stdout=said, stderr=subprocess.STDOUT
            )

    def said(self):
        return (self.var.parent / "said").read_text()

    def address(self):
        found = patiently(lambda: re.search(r"vous attend : (\S+)/", self.said()))
        return found[1].replace("localhost", "127.0.0.1")

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def home(django_db_setup, tmp_path):
    """Where the demonstration lives: the tables are there."""
    cluster = Cluster(tmp_path / "var" / "postgres")
    cluster.start()
    database.furnish(cluster, "cordee")
    cluster.stop()
    return tmp_path


@pytest.fixture
def taken():
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except OSError:
        return None


def test_the_demonstration_takes_a_free_port_stands_up_again_is_taken_up_and_leaves_nothing(
    home, taken
):
    show = Show(home / "var", "--empty", "--port", str(taken))
    address = show.address()
    assert f"Le port {taken} est déjà pris" in show.said()
    assert not address.endswith(f":{taken}")
    assert status(address) == 200
    refused_twice(show)
    cluster = Cluster(show.var / "postgres")
    for victim in [*children(show.process.pid).values(), cluster.pid()]:
        os.kill(victim, signal.SIGKILL)
    patiently(lambda: show.said().count("il est reparti.") == 2)
    patiently(lambda: "elle est repartie" in show.said())
    patiently(lambda: status(address) == 200)

    show.process.kill()  # nothing survives it but its database, which the next one takes up
    show.process.wait()
    patiently(lambda: status(address) is None)
    assert cluster.pid()
    again = Show(home / "var", "--empty", "--port", str(taken))
    address = again.address()
    assert status(address) == 200
    assert again.end() == 0
    assert status(address) is None
    assert cluster.pid() is None


def refused_twice(show):
    second = subprocess.run(
        [*COMMAND, "demo"],
        env={**os.environ, "CORDEE_VAR": str(show.var)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "tourne déjà ici" in second.stderr


def test_the_demonstration_refuses_a_database_where_real_people_are(db, monkeypatch):
    User.objects.create(email="claire@example.org")
    with pytest.raises(Unavailable, match="de vrais comptes"):
        furniture.furnish(lambda _: None, empty=True)
    with pytest.raises(Unavailable, match="rien n’est effacé"):
        furniture.forget()
