"""Long exports: asked, made in the background with their progress, forgotten after a week."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files import File
from django.db import transaction

from cordee.applications.binding import archive, bind, handed_in
from cordee.applications.events import Exported
from cordee.applications.models import Bundle
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from typing import BinaryIO

    from cordee.calls.models import Edition
    from cordee.people.models import User

BLOCK = 1024 * 1024
KEPT = timedelta(days=7)
STALE = timedelta(hours=6)
"""A making that has not ended by then is taken for dead."""
FAILED = (
    "La fabrication a échoué. Demandez-la de nouveau ; si cela se répète, "
    "prévenez la personne qui administre le site."
)
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_bundle(
    edition: Edition, kind: str, *, without: Collection[int] = (), by: User, at: datetime
) -> Bundle:
    """Ask for a bound set or an archive; the same one being made is given back, not made twice."""
    if kind not in Bundle.Kind.values:
        raise Refused(broken("kind", "kind", "Choisissez le recueil ou l’archive."))
    hidden = sorted(without)
    running = Bundle.objects.filter(
        edition=edition, kind=kind, without=hidden, finished_at=None, asked_at__gt=at - STALE
    )
    if (known := running.first()) is not None:
        return known
    made = Bundle.objects.create(
        edition=edition, kind=kind, without=hidden, asked_at=at, asked_by=by
    )
    record(Exported(bundle=made.pk, edition=edition.pk, what=kind), by=by, at=at)
    from cordee.applications.tasks import make_bundle  # noqa: PLC0415 - tasks stand above actions

    make_bundle.defer(bundle_id=made.pk)
    return made


def make(bundle: Bundle, *, at: datetime) -> None:
    """Make it whole, telling its progress; what fails is said and leaves no half file."""
    if bundle.finished_at is not None:
        return
    try:
        with tempfile.TemporaryFile() as held:
            _write(bundle, held)
            _keep(bundle, held)
    except Exception:
        logger.exception("bundle %s failed", bundle.pk)
        bundle.failed = FAILED
    bundle.finished_at = at
    bundle.save(update_fields=("finished_at", "failed", "size", "digest", "content", "total"))


def give_up(*, bundle_id: int, at: datetime) -> None:
    """Say that a making failed: each worker that began it was killed."""
    waiting = Bundle.objects.filter(pk=bundle_id, finished_at=None)
    waiting.update(finished_at=at, failed=FAILED)


def _write(bundle: Bundle, held: BinaryIO) -> None:
    files = handed_in(bundle.edition, without=bundle.without)
    bundle.total = files.count()
    Bundle.objects.filter(pk=bundle.pk).update(total=bundle.total, done=0)

    def tell(done: int) -> None:
        Bundle.objects.filter(pk=bundle.pk).update(done=done)

    if bundle.kind == Bundle.Kind.BOUND:
        bind(files.iterator(chunk_size=50), held, tell=tell)
    else:
        archive(bundle.edition, files, held, tell=tell)


def _keep(bundle: Bundle, held: BinaryIO) -> None:
    held.seek(0)
    digest = hashlib.sha256()
    while block := held.read(BLOCK):
        digest.update(block)
    bundle.digest = digest.hexdigest()
    bundle.size = held.tell()
    held.seek(0)
    name = f"{bundle.edition.key}-{bundle.digest[:8]}.{bundle.kind}"
    bundle.content.save(name, File(held), save=False)


def retire_bundles(*, at: datetime) -> int:
    """Delete what was made a week ago; the journal keeps that it was asked for."""
    count = 0
    for one in Bundle.objects.filter(asked_at__lt=at - KEPT).order_by("pk"):
        one.content.delete(save=False)
        one.delete()
        count += 1
    return count
