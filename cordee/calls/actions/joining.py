"""Keep the files a definition names with the version that is published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cordee.calls.models import FileContent, VersionFile
from cordee.calls.queries import file_contents
from cordee.calls.rules.joined import joined_faults, media_type
from cordee.kernel.findings import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.calls.models import Edition, Version
    from cordee.programme.schema import Definition


def chosen(
    edition: Edition, definition: Definition, given: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files that the definition names, from those given, else from the version in force.

    Raises `Refused` for each that is missing, too large, of another kind or dangerous.
    """
    named = list(definition.other_files())
    if not named:
        return {}
    known = file_contents(edition.current) if edition.current else {}
    held = {**known, **given}
    if faults := list(joined_faults(named, held)):
        raise Refused(faults)
    return {name: held[name] for _path, name in named}


def keep(version: Version, files: Mapping[str, bytes]) -> None:
    """Freeze the files with their version; the same bytes are stored once."""
    for name, content in files.items():
        body, _made = FileContent.objects.get_or_create(
            sha256=mark(content), defaults={"content": content}
        )
        VersionFile.objects.create(
            version=version, name=name, media_type=media_type(name, content),
            size=len(content), body=body,
        )  # fmt: skip


def mark(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
