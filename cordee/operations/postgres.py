"""The PostgreSQL that comes with the house: found, initialised, started and stopped."""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cordee.operations.account import Account, owner_of
from cordee.operations.binaries import Binaries, Unavailable, find
from cordee.operations.sockets import answers, socket_folder, url

SUPERUSER = "cordee"
STATUS_LINE = 7
"""Where `postmaster.pid` says how the server is, counted from 0."""
PATIENCE = 60.0
"""Seconds given to a start (recovery included) or to a stop."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL cluster under `home`: its files in `data/`, its words in `log`."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The folder PostgreSQL owns."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log"

    @property
    def sockets(self) -> Path:
        """The folder of its Unix socket, short enough for the system."""
        return socket_folder(self.home)

    def url(self, name: str = "cordee") -> str:
        """Give the address of one of its databases."""
        return url(self.sockets, name)

    def pid(self) -> int | None:
        """Give the number of the running server, or None; a stale file fools nobody."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return number if _works_in(number, self.data) else None

    def kept(self) -> bool:
        """Tell whether someone started it by hand, to be left running."""
        return (self.home / "kept").exists()

    def keep(self, *, kept: bool) -> None:
        """Remember that someone wants it running, or not any more."""
        if kept:
            (self.home / "kept").touch()
        else:
            (self.home / "kept").unlink(missing_ok=True)

    def answers(self) -> bool:
        """Tell whether a client can connect at this instant."""
        return self._ours() and answers(self.sockets)

    def start(self) -> bool:
        """Start the server unless it answers already; True when this call started it.

        Raises `Unavailable` with the reason and the way out.
        """
        if self.answers():
            return False
        with self._alone():
            if self.answers() or self._comes():
                return False
            account = owner_of(self.data)
            binaries = find(self.data)
            self._prepare(binaries, account)
            self._launch(binaries, account)
            return True

    def stop(self) -> bool:
        """Stop the server, its clients cut; True when there was one to stop."""
        number = self.pid()
        if number is None:
            return False
        os.kill(number, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while self.pid() is not None:
            if time.monotonic() > deadline:
                raise Unavailable(f"PostgreSQL ne s’arrête pas (processus {number}).")
            time.sleep(0.02)
        with suppress(ChildProcessError):
            os.waitpid(number, 0)  # when we started it: it leaves no ghost behind
        return True

    def erase(self) -> None:
        """Stop the server and forget everything it held."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _comes(self) -> bool:
        """Wait for a server that works here already: a second one would only be refused."""
        deadline = time.monotonic() + PATIENCE
        while self._ours() and self.pid() is not None and time.monotonic() < deadline:
            if self._ready():
                return True
            time.sleep(0.02)
        return False

    def _ours(self) -> bool:
        """Tell whether the socket's folder belongs to the account that owns the files.

        A short folder stands in a shared place, where someone else may have put theirs.
        """
        try:
            return self.sockets.lstat().st_uid == self.data.stat().st_uid
        except OSError:
            return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the door while starting: two commands at once start one server."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _prepare(self, binaries: Binaries, account: Account) -> None:
        self.log.touch()
        account.adopt(self.log)
        self._open_sockets(account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(binaries, account)
        if self.pid() is None:
            self._sweep()

    def _open_sockets(self, account: Account) -> None:
        """Make the socket's folder, private to the account."""
        folder = self.sockets
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), account.uid}:
            raise Unavailable(f"Le dossier {folder} appartient à un autre compte : effacez-le.")
        account.adopt(folder)
        folder.chmod(0o700)

    def _initialise(self, binaries: Binaries, account: Account) -> None:
        """Write an empty cluster; a half-written one is thrown away first."""
        shutil.rmtree(self.data, ignore_errors=True)
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        account.adopt(draft)
        draft.chmod(0o700)
        done = account.run(
            [str(binaries.initdb), "-D", str(draft), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"]
            + binaries.locale_options()
            + (["--no-sync"] if self.settings.get("fsync") == "off" else [])
        )
        if done.returncode:
            raise Unavailable(f"PostgreSQL n’a pas pu préparer {self.data} :\n{done.stderr}")
        draft.rename(self.data)

    def _sweep(self) -> None:
        """Remove what a killed server left behind, since no server works here."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self.sockets.glob(".s.PGSQL.*"):
            stale.unlink(missing_ok=True)

    def _launch(self, binaries: Binaries, account: Account) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            served = self._spawn(binaries, account)
            while served.poll() is None and not self._ready():
                if time.monotonic() > deadline:
                    raise Unavailable(f"PostgreSQL ne répond pas ; voir {self.log}.")
                time.sleep(0.02)
            if served.poll() is None:
                served.returncode = 0  # it outlives us: nobody here waits for it
                return
            said = self.log.read_text(errors="replace").splitlines()[-5:]
            # The backends of a killed server take a moment to leave its shared memory.
            if "shared memory" not in "\n".join(said) or time.monotonic() > deadline:
                raise Unavailable("PostgreSQL n’a pas démarré :\n" + "\n".join(said))
            time.sleep(0.2)

    def _spawn(self, binaries: Binaries, account: Account) -> subprocess.Popen[bytes]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.sockets}"',
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self.settings,
        }
        words = [str(binaries.postgres), "-D", str(self.data)]
        for name, value in options.items():
            words += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            return account.spawn(words, log)

    def _ready(self) -> bool:
        """Tell whether the server says it is ready (its file's last line) and answers."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        said = "".join(lines[STATUS_LINE : STATUS_LINE + 1]).strip()
        return said == "ready" and self.answers()


def _works_in(number: int, folder: Path) -> bool:
    """Tell whether process `number` is alive and works in `folder`, as PostgreSQL does."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    place = Path("/proc") / str(number)
    if not place.exists():
        return not Path("/proc/self").exists()  # no /proc on this system: alive is enough
    try:
        if (place / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return False
        return (place / "cwd").resolve(strict=True) == folder.resolve()
    except PermissionError:
        return "postgres" in (place / "comm").read_text()
    except OSError:
        return False
