"""Move a closing later, with its reason: the former date stays, whoever writes is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.calls.actions.publishing import freeze, put_in_force
from cordee.calls.events import Extended
from cordee.calls.models import Edition
from cordee.calls.rules import extended, extension_faults
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Version
    from cordee.kernel.findings import Finding
    from cordee.people.models import User


@transaction.atomic
def extend(
    edition: Edition, window: str, closes: datetime, *, why: str, by: User | None, at: datetime
) -> Version:
    """Move the closing of a window to `closes`: a new version of the rules, which says why.

    The row is locked, so that two hands cannot extend at once. Raises `Refused` when the new
    closing is not later, is past, has no reason, or when the files are being judged already.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    definition, texts = edition.definition, edition.rules_in_force.texts
    concerned = definition.window(window)
    found = [
        *_too_late(edition, at),
        *extension_faults(definition, concerned, closes, why=why, at=at),
    ]
    if found or concerned is None:
        raise Refused(found)
    before = concerned.closes_at(definition.timeline.zone)
    rules = extended(definition, concerned, closes, why=why.strip(), at=at)
    version = freeze(edition, rules, texts, by=by, at=at, notice=why.strip())
    put_in_force(edition, version)
    event = Extended(
        edition=edition.pk,
        version=version.number,
        window=window,
        before=before.isoformat() if before else "",
        after=closes.isoformat(),
    )
    record(event, by=by, at=at)
    return version


def _too_late(edition: Edition, at: datetime) -> list[Finding]:
    if edition.archived_at is None and (edition.judging_at is None or edition.judging_at > at):
        return []
    return [
        broken(
            "judging",
            "window",
            _(
                "L’examen des dossiers a commencé : reporter la clôture romprait l’égalité entre "
                "candidats. Un code de dépôt tardif peut encore être donné au cas par cas."
            ),
        )
    ]
