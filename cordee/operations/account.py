"""Who runs PostgreSQL: ourselves, or another account when we are root, which it refuses."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cordee.operations.binaries import Unavailable

ROOT = 0


@dataclass(frozen=True)
class Account:
    """A system account; `change` says whether we must become it."""

    uid: int
    gid: int
    change: bool

    def adopt(self, path: Path) -> None:
        """Give `path` to the account."""
        if self.change:
            os.chown(path, self.uid, self.gid)

    def command(self, words: list[str]) -> list[str]:
        """Prefix `words` with what it takes to run them as the account."""
        if not self.change:
            return words
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise Unavailable(
                "PostgreSQL refuse de tourner en root et la commande setpriv est introuvable. "
                "Relancez avec un compte ordinaire, ou donnez DATABASE_URL."
            )
        prefix = [setpriv, f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        if not all(_open_to_all(Path(word)) for word in words if word.startswith("/")):
            # The house stands in a private folder (such as /root): the server crosses it with
            # this one capability, rather than by opening the folder to everyone.
            prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        return [*prefix, "--", *words]

    def run(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        """Run `words` to their end as the account."""
        return subprocess.run(  # noqa: S603 - our own binaries
            self.command(words), cwd="/", capture_output=True, text=True, check=False, env=_bare()
        )

    def spawn(self, words: list[str], log: BinaryIO) -> subprocess.Popen[bytes]:
        """Leave `words` running as the account, apart from our terminal."""
        return subprocess.Popen(  # noqa: S603 - our own binaries
            self.command(words),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=_bare(),
        )


def owner_of(data: Path) -> Account:
    """Choose who runs the cluster: who owns its files, else ourselves, else a modest account."""
    us = os.geteuid()
    if data.exists() and us not in {ROOT, data.stat().st_uid}:
        raise Unavailable(
            f"La base {data} appartient au compte {_name(data.stat().st_uid)}. "
            "Relancez avec ce compte, ou avec root, ou effacez ce dossier."
        )
    if us != ROOT:
        return Account(us, os.getegid(), change=False)
    if data.exists() and data.stat().st_uid != ROOT:
        return Account(data.stat().st_uid, data.stat().st_gid, change=True)
    return _modest(data)


def _modest(data: Path) -> Account:
    """Choose an account for root: the owner of the house, `postgres`, else `nobody`."""
    holder = next(parent for parent in data.parents if parent.exists()).stat()
    known = {entry.pw_uid for entry in pwd.getpwall()}
    if holder.st_uid != ROOT and holder.st_uid in known:
        return Account(holder.st_uid, holder.st_gid, change=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, change=True)
    raise Unavailable(
        "PostgreSQL refuse de tourner en root et cette machine n’a ni compte postgres ni compte "
        "nobody. Relancez avec un compte ordinaire, ou donnez DATABASE_URL."
    )


def _open_to_all(path: Path) -> bool:
    """Tell whether any account may walk to `path`."""
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _bare() -> dict[str, str]:
    """Give the environment of the server: nothing of ours, since PG* variables would steer it."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
