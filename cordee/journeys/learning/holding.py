"""Look at a file before it is kept: what it really is, what it may hide, its safe name."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from django.core.files.base import File

from cordee.applications.files.refusing import other_kind
from cordee.applications.files.virus import Silent, scan
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.web.files.danger import dangers
from cordee.web.files.digests import digest
from cordee.web.files.kinds import MEDIA, kind_of_file
from cordee.web.files.naming import clean_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from cordee.journeys.learning.models.files import HeldFile
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

MEGABYTE = 1024 * 1024
PAPERS = frozenset({"pdf", "docx", "odt", "rtf", "txt", "xlsx", "ods", "csv", "pptx", "odp", "jpg",
                    "png", "webp"})  # fmt: skip
SOUNDS = frozenset({"mp3", "wav", "mp4", "webm", "mov"})


def hold[Held: HeldFile](
    made: Held,
    upload: UploadedFile[bytes],
    *,
    kinds: Collection[str],
    max_mb: int,
    by: User,
    at: datetime,
) -> Held:
    """Fill and save a row with an uploaded file; raises `Refused` with every reason."""
    handle: Any = upload.file or upload
    given, size = upload.name or "fichier", upload.size or 0
    kind = kind_of_file(given, handle)
    name = clean_name(given, kind)
    if found := list(_faults(name, kind, size, handle, kinds, max_mb)):
        raise Refused(found)
    made.name, made.media_type, made.size = name, MEDIA[kind], size
    made.sha256, made.at, made.by = digest(handle), at, by
    handle.seek(0)
    made.content.save(f"{made.sha256[:24]}.{kind}", File(handle), save=False)
    made.save()
    return made


def room_for_one(files: QuerySet[Any], most: int) -> None:
    """Raise `Refused` when a thing already holds as many files as it may."""
    if files.filter(removed_at=None).count() >= most:
        said = french.say("{files} fichiers au plus : retirez-en un.", files=most)
        raise Refused(broken("file.count", "file", said))


def _faults(  # noqa: PLR0917 - what is known of one file
    name: str, kind: str, size: int, handle: IO[bytes], kinds: Collection[str], max_mb: int
) -> Iterator[Finding]:
    if not size:
        yield broken(
            "file.empty", "file", french.say("{name} est vide : vérifiez le fichier.", name=name)
        )
        return
    if size > max_mb * MEGABYTE:
        yield broken(
            "file.size",
            "file",
            french.say("{name} dépasse {max_mb} Mo : réduisez-le.", name=name, max_mb=max_mb),
        )
        return
    if kind not in kinds:
        yield broken("file.kind", "file", other_kind(name, kind, sorted(kinds)))
        return
    for code, told in dangers(kind, handle):
        yield broken(code, "file", french.say(told, name=name))
    if threat := _threat(handle):
        yield broken(
            "file.threat",
            "file",
            french.say(
                "{name} contient un programme malveillant ({threat}). Il n’a pas été gardé ; "
                "prévenez votre service informatique.",
                name=name,
                threat=threat,
            ),
        )


def _threat(handle: IO[bytes]) -> str:
    try:
        return scan(handle) or ""
    except Silent:
        return ""
