"""How long a recording lasts, read from its own headers; nothing when it does not say."""

from __future__ import annotations

import struct
from typing import IO, Final

BOXES: Final = 4_000
"""Boxes of a film read at most, before its length is found."""
MINUTE: Final = 60


def minutes(kind: str, handle: IO[bytes]) -> float | None:
    """Minutes of a recording of that kind (`mp4`, `mov`, `wav`); `None` when it cannot be known."""
    reader = {"mp4": _film, "mov": _film, "wav": _sound}.get(kind)
    if reader is None:
        return None
    try:
        handle.seek(0)
        seconds = reader(handle)
    except (struct.error, OSError, OverflowError, ZeroDivisionError):
        return None
    finally:
        handle.seek(0)
    return None if seconds is None else seconds / MINUTE


def _film(handle: IO[bytes]) -> float | None:
    """The length told by the `mvhd` box of `moov`, wherever it stands in the file."""
    place = 0
    for _ in range(BOXES):
        handle.seek(place)
        head = handle.read(8)
        if len(head) < 8:  # noqa: PLR2004 - size and name of a box
            return None
        size, name = struct.unpack(">I4s", head)
        start = 8
        if size == 1:
            size, start = struct.unpack(">Q", handle.read(8))[0], 16
        if name == b"mvhd":
            return _told(handle)
        if name == b"moov":
            place += start
        elif size < start:
            return None
        else:
            place += size
    return None


def _told(handle: IO[bytes]) -> float:
    """Units and units by second, whose width depends on the version of the box."""
    version = handle.read(4)[0]
    handle.seek(16 if version else 8, 1)
    scale, length = struct.unpack(">IQ" if version else ">II", handle.read(12 if version else 8))
    return float(length) / float(scale)


def _sound(handle: IO[bytes]) -> float | None:
    """Bytes of sound by bytes by second."""
    place, rate = 12, 0
    for _ in range(BOXES):
        handle.seek(place)
        head = handle.read(8)
        if len(head) < 8:  # noqa: PLR2004 - name and size of a chunk
            return None
        name, size = struct.unpack("<4sI", head)
        if name == b"fmt ":
            rate = struct.unpack("<8xI", handle.read(12))[0]
        if name == b"data":
            return float(size) / rate
        place += 8 + size + size % 2
    return None
