"""The seal on a signed charter: made by the worker, once a signature, then never again (R90)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.journeys.events import CharterSealed
from cordee.journeys.models import Charter
from cordee.journeys.papers import charter_pdf
from cordee.ledger.actions import record
from cordee.web.sealing import seal

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

REASON = "Charte signée, copie conforme au texte et à la signature enregistrés"


def ask(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a charter is signed, the worker seals its copy."""
    from cordee.journeys.tasks import seal_charter  # noqa: PLC0415 - tasks stand above actions

    seal_charter.defer(participation_id=event.participation)


@transaction.atomic
def seal_signed(participation_id: int, *, at: datetime) -> None:
    """Seal the signed copy of a charter; what is sealed, or not signed, is left as it is."""
    rows = Charter.objects.select_for_update(of=("self",)).filter(participation=participation_id)
    charter = rows.exclude(signed_at=None).filter(sealed="").first()
    if charter is None:
        return
    made = seal(charter_pdf(charter), reason=REASON)
    mark = hashlib.sha256(made).hexdigest()
    charter.sealed.save(f"{mark[:24]}.pdf", ContentFile(made), save=False)
    charter.save(update_fields=["sealed"])
    record(CharterSealed(participation=participation_id, digest=mark), by=None, at=at)
