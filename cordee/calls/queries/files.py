"""Reading the files kept with a version: those in force, what they are for, their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.models import VersionFile
from cordee.programme.schema.definition import Related
from cordee.programme.schema.questions import File
from cordee.programme.schema.walk import walk
from cordee.programme.schema.year import Deliverable

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.calls.models import Edition, Version
    from cordee.programme.schema.words import Words


def files_in_force() -> QuerySet[VersionFile]:
    """The files of the rules of today, of every call the public may read."""
    rows = VersionFile.objects.filter(version__in_force__published_at__isnull=False)
    return rows.select_related("version__edition")


def named_files(edition: Edition) -> dict[str, VersionFile]:
    """The files of the rules in force by name; no query for a call that names none."""
    version = edition.rules_in_force
    if next(version.definition.other_files(), None) is None:
        return {}
    return {one.name: one for one in files_in_force().filter(version=version)}


def offered(edition: Edition) -> list[tuple[Words, VersionFile]]:
    """The files worth downloading, each with what asks for it: question, deliverable, annex."""
    held = named_files(edition)
    asked = [
        (one.label, one.file if isinstance(one, Related) else one.model)
        for _path, one in (walk(edition.definition) if held else ())
        if isinstance(one, File | Deliverable | Related)
    ]
    return [(label, held[name]) for label, name in asked if name in held]


def models_of(edition: Edition, names: set[str]) -> dict[str, VersionFile]:
    """The models that questions name, by name; no query when they name none."""
    return named_files(edition) if names else {}


def file_contents(version: Version) -> dict[str, bytes]:
    """The bytes of each file of a version by name."""
    rows = VersionFile.objects.filter(version=version).values_list("name", "body__content")
    return {name: bytes(content) for name, content in rows}


def file_marks(version: Version) -> dict[str, str]:
    """The SHA-256 of each file of a version by name."""
    rows = VersionFile.objects.filter(version=version)
    return dict(rows.values_list("name", "body__sha256"))
