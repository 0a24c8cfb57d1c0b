"""Large files come in piece by piece, each verified; a cut connection goes on where it stopped."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import UploadBegun, UploadDropped
from cordee.applications.files.attaching import MEGABYTE, awaited, keep, too_big
from cordee.applications.models import Upload
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.web.files.naming import clean_name

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application, Attachment
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

PIECE = 2 * MEGABYTE
"""Bytes in one piece at most; small, so that little is sent twice on a poor line."""
KEPT = timedelta(days=2)
MOST_AT_ONCE = 20


class Elsewhere(Exception):
    """A piece came at the wrong place."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(received)


@transaction.atomic
def begin(
    application: Application, question: str, *, name: str, size: int, by: User, at: datetime
) -> Upload:
    """Announce a file; the one already begun with that name and size goes on.

    Raises `Refused` when the question would not take it anyway.
    """
    asked = awaited(application, question, at)
    name = clean_name(name)
    if not 0 < size <= asked.max_mb * MEGABYTE:
        raise Refused(too_big(asked, name))
    rows = Upload.objects.filter(application=application, by=by).order_by("pk")
    known = rows.filter(question=question, name=name, size=size).first()
    if known is not None:
        return known
    if rows.count() >= MOST_AT_ONCE:
        said = _("Trop d’envois sont commencés : terminez-les, ou attendez demain.")
        raise Refused(broken("upload.count", f"questions.{question}", said))
    made = Upload.objects.create(
        application=application, question=question, by=by, name=name, size=size, at=at
    )
    begun = UploadBegun(application=application.pk, upload=made.pk, question=question, size=size)
    record(begun, by=by, at=at)
    return made


@transaction.atomic
def add(upload: Upload, piece: bytes, *, start: int, digest: str = "") -> int:
    """Keep a piece that begins at `start`; returns how many bytes are there now.

    A piece already received changes nothing. Raises `Elsewhere` for one that leaves a hole, and
    `Refused` for one that is damaged or overflows what was announced.
    """
    held = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if start + len(piece) <= held.received:
        return held.received
    if start != held.received:
        raise Elsewhere(held.received)
    if digest and hashlib.sha256(piece).hexdigest() != digest.lower():
        raise Refused(_wrong(_("Ce morceau est arrivé abîmé : il va être renvoyé.")))
    if not piece or len(piece) > PIECE or start + len(piece) > held.size:
        raise Refused(_wrong(_("Ce morceau dépasse ce qui était annoncé.")))
    where = f"uploads/{held.public_id}/{len(held.pieces):06d}"
    held.pieces.append(default_storage.save(where, ContentFile(piece)))
    held.received += len(piece)
    held.save(update_fields=("pieces", "received"))
    return held.received


@transaction.atomic
def finish(upload: Upload, *, by: User, at: datetime) -> Attachment:
    """Put the pieces together and keep the file, as any other; the pieces go.

    The file counts at the end of its reception (`at`). Raises `Refused` when it is not whole, or
    for any reason a file is refused; what was received stays, unless the file itself is refused.
    """
    held = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if held.received != held.size:
        raise Refused(_wrong(_("Ce fichier n’est pas arrivé en entier : reprenez l’envoi.")))
    with tempfile.TemporaryFile() as whole:
        for name in held.pieces:
            with default_storage.open(name) as piece:
                whole.write(piece.read())
        application = held.application
        made = keep(application, held.question, whole, held.name, held.size, by=by, at=at)
    _gone(held)
    return made


@transaction.atomic
def drop(upload: Upload, *, by: User | None, at: datetime) -> None:
    """Give up a file on its way: nobody went on with it, or it was refused once whole."""
    gone = UploadDropped(
        application=upload.application_id, upload=upload.pk, received=upload.received
    )
    record(gone, by=by, at=at)
    _gone(upload)


def _gone(upload: Upload) -> None:
    """Forget an upload and its pieces, once the transaction holds."""
    pieces = list(upload.pieces)
    upload.delete()
    transaction.on_commit(lambda: _delete(pieces))


def _delete(pieces: list[str]) -> None:
    for name in pieces:
        with suppress(OSError):
            default_storage.delete(name)


def sweep(*, at: datetime) -> int:
    """Forget the uploads nobody went on with; returns how many."""
    old = list(Upload.objects.filter(at__lt=at - KEPT).order_by("pk"))
    for one in old:
        drop(one, by=None, at=at)
    return len(old)


def _wrong(said: str) -> Finding:
    return broken("upload.piece", "files", said)
