"""ClamAV through clamd, when the house has one: a file is streamed to it, never written for it."""

from __future__ import annotations

import socket
import struct
from typing import IO

from django.conf import settings

PIECE = 64 * 1024
TIMEOUT = 60


class Silent(Exception):
    """The scanner does not answer: the file is looked at again later."""


def scan(handle: IO[bytes]) -> str | None:
    """The name of the threat found, empty when there is none, `None` when no scanner is set.

    Raises `Silent` when clamd is set and does not answer.
    """
    if not settings.CLAMD:
        return None
    try:
        with _connected(settings.CLAMD) as line:
            return _asked(line, handle)
    except OSError as wrong:
        raise Silent(str(wrong)) from wrong


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _asked(line: socket.socket, handle: IO[bytes]) -> str:
    """The protocol INSTREAM: pieces with their length, then what clamd says of the whole."""
    handle.seek(0)
    line.sendall(b"zINSTREAM\0")
    while piece := handle.read(PIECE):
        line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)):
        said += more
    words = said.rstrip(b"\0").decode("utf-8", "replace")
    if words.endswith("FOUND"):
        return words.removeprefix("stream:").removesuffix("FOUND").strip() or "inconnu"
    if words.endswith("OK"):
        return ""
    raise Silent(words)  # a limit of clamd, an error of its own
