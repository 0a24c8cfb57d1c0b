"""Join a file to a question, or take it away: looked at before it is kept, in constant memory."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import IO, TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import touch
from cordee.applications.events import Attached, Detached
from cordee.applications.files.refusing import other_kind
from cordee.applications.files.virus import Silent, scan
from cordee.applications.models import Application, Attachment
from cordee.applications.queries import reception, writable
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.programme.schema import questions as q
from cordee.web.files.danger import dangers
from cordee.web.files.digests import digest
from cordee.web.files.duration import minutes
from cordee.web.files.kinds import MEDIA, kind_of_file
from cordee.web.files.naming import clean_name
from cordee.web.files.pages import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.kernel.findings import Finding
    from cordee.people.models import User

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """A file at the door: its name set right, its kind as its first bytes tell, its size."""

    name: str
    kind: str
    size: int
    """In bytes."""
    handle: IO[bytes]


@transaction.atomic
def attach(
    application: Application, question: str, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> Attachment:
    """Keep a file for a question; raises `Refused` with every reason and what to do instead."""
    handle, given = upload.file or upload, upload.name or "fichier"
    return keep(application, question, handle, given, upload.size or 0, by=by, at=at)


@transaction.atomic
def keep(
    application: Application,
    question: str,
    handle: IO[bytes],
    given: str,
    size: int,
    *,
    by: User,
    at: datetime,
) -> Attachment:
    """Keep an open file for a question, whatever its size, without holding it in memory."""
    asked = awaited(application, question, at)
    if size > asked.max_mb * MEGABYTE:
        raise Refused(too_big(asked, clean_name(given)))
    kind = kind_of_file(given, handle)
    brought = Brought(clean_name(given, kind), kind, size, handle)
    threat, clean = _scanned(handle)
    if found := [*_dangers(asked, brought, threat), *_too_many(application, asked, brought)]:
        raise Refused(found)
    mark = digest(handle)
    made = Attachment(
        application=application,
        question=question,
        name=brought.name,
        media_type=MEDIA[kind],
        size=size,
        pages=read(handle)[0] if kind == "pdf" else None,
        sha256=mark,
        scanned_at=at if clean else None,
        at=at,
        by=by,
    )
    handle.seek(0)
    made.content.save(f"{mark[:24]}.{kind}", File(handle), save=False)
    made.save()
    touch(application, at=at)
    event = Attached(application=application.pk, attachment=made.pk, question=question, digest=mark)
    record(event, by=by, at=at)
    return made


def awaited(application: Application, question: str, at: datetime) -> q.File:
    """The question that awaits files; raises `Refused` for another one, and once closed."""
    asked = application.edition.definition.question(question)
    if not isinstance(asked, q.File):
        raise Refused(
            broken("file.question", question, _("Cette question n’attend pas de fichier."))
        )
    if not writable(application, at, question):
        raise Refused(reception(application, at).faults)
    return asked


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


def _scanned(handle: IO[bytes]) -> tuple[str, bool]:
    """The threat found, and whether somebody looked: a silent scanner delays nobody."""
    try:
        found = scan(handle)
    except Silent:
        return "", False
    return found or "", found is not None


def _dangers(asked: q.File, brought: Brought, threat: str) -> Iterator[Finding]:
    """What the file itself is refused for: nothing in it, another format, something harmful."""
    where, name = f"questions.{asked.key}", brought.name
    if not brought.size:
        said = french.say("{name} est vide : vérifiez le fichier.", name=name)
        yield broken("file.empty", where, said)
    elif brought.kind not in asked.types:
        yield broken("file.kind", where, other_kind(brought.name, brought.kind, asked.types))
    else:
        for code, danger in dangers(brought.kind, brought.handle):
            yield broken(code, where, french.say(danger, name=name))
        yield from _too_long(asked, brought)
    if threat:
        said = french.say(
            "{name} contient un programme malveillant ({threat}). Il n’a pas été gardé ; "
            "prévenez votre service informatique.",
            name=name,
            threat=threat,
        )
        yield broken("file.threat", where, said)


def _too_many(application: Application, asked: q.File, brought: Brought) -> Iterator[Finding]:
    """What the files the question holds already leave no room for."""
    where = f"questions.{asked.key}"
    rows = application.attachments.filter(question=asked.key, removed_at=None)
    if rows.count() >= asked.max:
        said = french.say(
            "Cette question reçoit {files} au plus : retirez-en un d’abord.",
            files=french.plural(asked.max, "fichier"),
        )
        yield broken("file.count", where, said)
    held = rows.aggregate(whole=Sum("size"))["whole"] or 0
    if asked.max_total_mb and held + brought.size > asked.max_total_mb * MEGABYTE:
        said = french.say(
            "Avec {name}, les fichiers de cette question dépassent {most} Mo "
            "ensemble. Réduisez-les ou retirez-en un.",
            name=brought.name,
            most=asked.max_total_mb,
        )
        yield broken("file.total", where, said)


def _too_long(asked: q.File, brought: Brought) -> Iterator[Finding]:
    """A recording longer than the question takes; one that does not tell its length is kept."""
    length = minutes(brought.kind, brought.handle) if asked.max_minutes else None
    if length is not None and length > (asked.max_minutes or 0) + SECONDS_OVER:
        said = french.say(
            "{name} dure {length} minutes, et {most} au plus : raccourcissez l’enregistrement.",
            name=brought.name,
            length=french.number(round(Decimal(length), 1)),
            most=asked.max_minutes,
        )
        yield broken("file.minutes", f"questions.{asked.key}", said)


SECONDS_OVER = 5 / 60
"""Minutes forgiven: what a camera adds at the end."""


def too_big(asked: q.File, name: str) -> Finding:
    """A file larger than the question takes."""
    return broken(
        "file.size",
        f"questions.{asked.key}",
        french.say(
            "{name} dépasse {max_mb} Mo. Réduisez-le (images plus légères, moins de "
            "pages), puis joignez-le de nouveau.",
            name=name,
            max_mb=asked.max_mb,
        ),
    )
