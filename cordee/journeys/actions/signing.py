"""Sign in oneself, from the screen of the room or from one's own link; bring the paper back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.applications.files import MEDIA, clean_name, kind_of
from cordee.journeys import queries
from cordee.journeys.actions.presence import sign
from cordee.journeys.events import ScanAttached, ScanRemoved
from cordee.journeys.models import Meeting, Scan
from cordee.journeys.rules import signing
from cordee.kernel.findings import Refused, broken
from cordee.kernel.french import say
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.journeys.models import Delegate
    from cordee.people.models import User

SCANS = ("pdf", "jpg", "png")
SCAN_MAX = 20 * 1024 * 1024
"""Bytes of one scanned page."""
PAGES = 200
"""A printed sheet never has more pages."""


@transaction.atomic
def sign_oneself(
    meeting: Meeting, delegate: Delegate, *, mode: str, source: str, by: User | None, at: datetime
) -> list[signing.Hours]:
    """Write the half-day that is open now, and it alone; returns what is signed.

    `source` is `qr` or `link`. Raises `Refused` before, after, for a foreign or a closed meeting.
    Signing twice writes the same line once.
    """
    wanted = hours_of(meeting)
    if found := signing.hours_faults(wanted, at):
        raise Refused(found)
    now = signing.open_now(wanted, at)
    halves = [(one.day, one.half) for one in now]
    sign(meeting, delegate, halves=halves, mode=mode, source=source, by=by, at=at)
    return now


def hours_of(meeting: Meeting) -> list[signing.Hours]:
    """When each half-day of a meeting may be signed, on the wall clock of its programme."""
    definition = meeting.cohort.edition.definition
    gatherings = queries.gatherings([meeting], definition)
    if meeting.starts is None or not gatherings:
        return []
    starts = meeting.starts.astimezone(meeting.zone)
    ends = (meeting.ends or meeting.starts).astimezone(meeting.zone)
    return signing.hours(gatherings[0].halves, starts, ends)


@transaction.atomic
def attach_scan(
    meeting: Meeting, page: int, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> Scan:
    """Keep a signed page; the same picture twice is kept once, even sent by two at once.

    Raises `Refused` with a way out.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    name = clean_name(upload.name or "feuille")
    if (upload.size or 0) > SCAN_MAX:
        raise _refused(
            "scan.size", say("{name} dépasse 20 Mo : reprenez la photo en plus petit.", name=name)
        )
    content = upload.read()
    kind = kind_of(name, content)
    if kind not in SCANS:
        raise _refused(
            "scan.kind", say("{name} n’est ni une photo (JPG, PNG) ni un PDF.", name=name)
        )
    if not 1 <= page <= PAGES:
        raise _refused("scan.page", "Cette page n’existe pas sur la feuille imprimée.")
    mark = hashlib.sha256(content).hexdigest()
    known = meeting.scans.filter(page=page, sha256=mark, removed_at=None).first()
    if known is not None:
        return known
    made = Scan(meeting=meeting, page=page, name=name, media_type=MEDIA[kind], sha256=mark,
                at=at, by=by)  # fmt: skip
    made.content.save(f"{mark[:24]}.{kind}", ContentFile(content), save=False)
    made.save()
    record(ScanAttached(meeting=meeting.pk, scan=made.pk, page=page, digest=mark), by=by, at=at)
    return made


def _refused(code: str, sentence: str) -> Refused:
    return Refused(broken(code, "file", sentence))


@transaction.atomic
def remove_scan(scan: Scan, *, by: User, at: datetime) -> None:
    """Take a wrong page away; its trace stays in the journal."""
    if Scan.objects.filter(pk=scan.pk, removed_at=None).update(removed_at=at):
        record(ScanRemoved(meeting=scan.meeting_id, scan=scan.pk), by=by, at=at)
