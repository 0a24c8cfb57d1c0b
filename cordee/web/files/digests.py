"""The mark by which a file is known again."""

import hashlib
from typing import IO

MEGABYTE = 1024 * 1024


def digest(handle: IO[bytes]) -> str:
    """The SHA-256 of a file, read piece by piece."""
    handle.seek(0)
    mark = hashlib.sha256()
    while piece := handle.read(MEGABYTE):
        mark.update(piece)
    return mark.hexdigest()
