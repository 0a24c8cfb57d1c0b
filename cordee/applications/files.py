"""Files joined to a file: what they really are, how many pages, kept apart from their name."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.applications.actions.writing import touch
from cordee.applications.events import Attached, Detached
from cordee.applications.models import Attachment
from cordee.applications.queries import reception, writable
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.applications.models import Application
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

MEDIA = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "jpg": "image/jpeg",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "zip": "application/zip",
    "txt": "text/plain",
}
SIGNATURES = (
    (b"%PDF-", {"pdf"}),
    (b"\xff\xd8\xff", {"jpg"}),
    (b"\x89PNG\r\n\x1a\n", {"png"}),
    (b"\xd0\xcf\x11\xe0", {"doc", "xls"}),
    (b"PK\x03\x04", {"docx", "odt", "xlsx", "ods", "pptx", "odp", "zip"}),
)
ZIPPED = 200 * 1024 * 1024
"""A compressed document that would open larger than this is refused."""
PAGES_READ = 2_000


@transaction.atomic
def attach(
    application: Application, question: str, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> Attachment:
    """Keep a file for a question; raises `Refused` with every reason and what to do instead."""
    asked = application.edition.definition.question(question)
    if not isinstance(asked, q.File):
        raise Refused(broken("file.question", question, "Cette question n’attend pas de fichier."))
    if not writable(application, at, question):
        raise Refused(reception(application, at).faults)
    held = application.attachments.filter(question=question, removed_at=None).count()
    name = clean_name(upload.name or "fichier")
    if (upload.size or 0) > asked.max_mb * 1024 * 1024:
        raise Refused(_too_big(asked, name))
    content = upload.read()
    kind = kind_of(name, content)
    if found := _faults(asked, name, kind, held, content):
        raise Refused(found)
    mark = hashlib.sha256(content).hexdigest()
    made = Attachment(
        application=application,
        question=question,
        name=name,
        media_type=MEDIA[kind],
        size=len(content),
        pages=pages_of(content) if kind == "pdf" else None,
        sha256=mark,
        at=at,
        by=by,
    )
    made.content.save(f"{mark[:24]}.{kind}", ContentFile(content), save=False)
    made.save()
    touch(application, at=at)
    record(
        Attached(application=application.pk, attachment=made.pk, question=question, digest=mark),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a file away; its content stays as long as a deposit names it.

    Raises `Refused` once the call is closed.
    """
    application = attachment.application
    if not writable(application, at, attachment.question):
        raise Refused(reception(application, at).faults)
    if Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=at):
        touch(application, at=at)
        gone = Detached(application=attachment.application_id, attachment=attachment.pk)
        record(gone, by=by, at=at)


def clean_name(name: str) -> str:
    """The name alone: no folder, no control character, no leading dot, no endless name."""
    flat = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", "-", name).strip(". -")
    stem, dot, end = flat.rpartition(".")
    return f"{stem[:150]}{dot}{end[:10]}" if stem else flat[:160] or "fichier"


def kind_of(name: str, content: bytes) -> str:
    """What a file is by its first bytes, its name only telling kin apart; empty if unknown."""
    end = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    for signature, kinds in SIGNATURES:
        if content.startswith(signature):
            return end if end in kinds else next(iter(kinds)) if len(kinds) == 1 else ""
    if end in {"txt", "csv"} and b"\0" not in content[:4096]:
        return end
    return ""


def pages_of(content: bytes) -> int | None:
    """How many pages a PDF has; `None` when it cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415 - only when a PDF comes in
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        return None if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return None


def _faults(asked: q.File, name: str, kind: str, held: int, content: bytes) -> list[Finding]:
    found = []
    where = f"questions.{asked.key}"
    allowed = ", ".join(asked.types)
    if not content:
        found.append(broken("file.empty", where, f"{name} est vide : vérifiez le fichier."))
    elif kind not in asked.types:
        found.append(
            broken(
                "file.kind",
                where,
                f"{name} n’est pas d’un format accepté ici ({allowed}). Enregistrez-le dans un "
                "de ces formats, puis joignez-le de nouveau.",
            )
        )
    if held >= asked.max:
        found.append(
            broken(
                "file.count",
                where,
                f"Cette question reçoit {asked.max} fichier(s) au plus : retirez-en un d’abord.",
            )
        )
    if kind == "pdf" and pages_of(content) is None:
        found.append(
            broken(
                "file.unreadable",
                where,
                f"{name} ne peut pas être lu : il est protégé ou abîmé. Enregistrez-le sans mot "
                "de passe, puis joignez-le de nouveau.",
            )
        )
    if content.startswith(b"PK") and _bomb(content):
        found.append(
            broken(
                "file.bomb", where, f"{name} contient trop de données compressées pour être ouvert."
            )
        )
    return found


def _bomb(content: bytes) -> bool:
    """Whether a compressed file would open too large, or is not what it claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return sum(one.file_size for one in opened.infolist()) > ZIPPED
    except (zipfile.BadZipFile, ValueError, OSError):
        return True


def _too_big(asked: q.File, name: str) -> Finding:
    return broken(
        "file.size",
        f"questions.{asked.key}",
        f"{name} dépasse {asked.max_mb} Mo. Réduisez-le (images plus légères, moins de pages), "
        "puis joignez-le de nouveau.",
    )
