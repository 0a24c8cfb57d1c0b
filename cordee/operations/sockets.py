"""Where the embedded PostgreSQL listens: a Unix socket, never the network."""

import hashlib
import os
import socket
import tempfile
from pathlib import Path
from urllib.parse import quote

NAME = ".s.PGSQL.5432"
LONGEST = 103
"""Bytes a Unix socket's path may take on the strictest system we meet (macOS; Linux: 107)."""


def socket_folder(home: Path) -> Path:
    """Give the folder of the socket: inside `home`, or a short one when the path is too long."""
    inside = home / "run"
    if len(os.fsencode(inside / NAME)) <= LONGEST:
        return inside
    mark = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"cordee-{mark}"


def url(folder: Path, name: str) -> str:
    """Write the address of database `name` behind the socket of `folder`."""
    return f"postgresql://cordee@/{name}?host={quote(str(folder), safe='/')}"


def answers(folder: Path) -> bool:
    """Tell whether a server accepts connections in `folder`."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(folder / NAME))
        except OSError:
            return False
        return True
