"""The signed minutes, kept with their digest; a newer copy never erases an older one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.applications.files import clean_name, kind_of
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.selection.events import MinutesSigned
from cordee.selection.models import SignedMinutes

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.people.models import User
    from cordee.selection.models import Ruling

KINDS = {"pdf", "jpg", "png", "odt"}
MOST_BYTES = 20 * 1024 * 1024


@transaction.atomic
def keep_signed(
    ruling: Ruling, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> SignedMinutes:
    """Keep a signed copy of the minutes; raises `Refused` when it is not a readable document."""
    name = clean_name(upload.name or "proces-verbal")
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(
            broken("minutes.size", "file", "Ce fichier dépasse 20 Mo : numérisez-le en noir et "
                   "blanc, ou plus petit.")
        )  # fmt: skip
    content = upload.read()
    kind = kind_of(name, content)
    if kind not in KINDS:
        raise Refused(
            broken("minutes.kind", "file", "Envoyez le procès-verbal signé en PDF, en image (JPEG, "
                   "PNG) ou en ODT.")
        )  # fmt: skip
    mark = hashlib.sha256(content).hexdigest()
    made = SignedMinutes(ruling=ruling, name=name, size=len(content), sha256=mark, at=at, by=by)
    made.content.save(f"{mark[:24]}.{kind}", ContentFile(content), save=False)
    made.save()
    record(MinutesSigned(ruling=ruling.pk, sha256=mark), by=by, at=at)
    return made
