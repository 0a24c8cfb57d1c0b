"""How the journal is chained, and what proves it; no Django, no database, no clock."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from cordee.kernel.canonical import digest

if TYPE_CHECKING:
    from datetime import datetime

ORIGIN: Final = "0" * 64


def commitment(salt: str, key: str, label: str) -> str:
    """Stand for a person without telling who; the empty text stands for the system.

    The chain covers this digest only, so that erasing salt, key and label leaves it valid.
    """
    return digest([salt, key, label]) if salt or key or label else ""


def content_digest(
    *, at: datetime | str, kind: str, subject: tuple[str, str], payload: dict[str, Any], actor: str
) -> str:
    """Digest of what an entry says; `at` an instant or its canonical text, `actor` a commitment."""
    return digest(
        {"at": at, "kind": kind, "subject": list(subject), "payload": payload, "actor": actor}
    )


def link_digest(previous: str, sequence: int, content: str) -> str:
    """Digest of a place in the chain; the database computes the same when a transaction ends."""
    return hashlib.sha256(f"{previous}\n{sequence}\n{content}".encode()).hexdigest()
