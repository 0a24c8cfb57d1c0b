"""Hand a file in, or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.applications.events import Deposited, ReceiptAsked, Withdrawn
from cordee.applications.models import Application, Deposit
from cordee.applications.queries import content_of, draft_of
from cordee.applications.rules import deposit_findings
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, blocking, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import User


@transaction.atomic
def deposit(application: Application, *, by: User, at: datetime) -> Deposit:
    """Freeze the draft, whole, under the rules in force, and say so in the ledger.

    The row is locked and the clock read by the caller is compared inside the transaction (R2):
    a deposit is whole or absent. Handing in again the same content returns the same deposit; a
    changed content makes the next number, until the closing. Raises `Refused` with every reason.
    """
    application = _held(application)
    draft = draft_of(application, at)
    found = deposit_findings(application.edition.definition, draft, at)
    if refusals := [*_state_faults(application), *blocking(found)]:
        raise Refused(refusals)
    content = content_of(application, draft, at)
    fingerprint = digest(content)
    if application.current is not None and application.current.digest == fingerprint:
        Application.objects.filter(pk=application.pk).update(changed_at=None)
        return application.current
    made = Deposit.objects.create(
        application=application,
        number=application.deposits.count() + 1,
        version=application.edition.rules_in_force,
        content=content,
        digest=fingerprint,
        findings=[finding.as_dict() for finding in found],
        at=at,
        by=by,
    )
    application.current, application.changed_at = made, None
    application.save(update_fields=("current", "changed_at"))
    record(
        Deposited(
            application=application.pk, deposit=made.pk, number=made.number, digest=fingerprint
        ),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def ask_receipt(deposit: Deposit, *, by: User, at: datetime) -> None:
    """Have the receipt of a deposit sent again to whoever asks for it."""
    event = ReceiptAsked(
        application=deposit.application_id, deposit=deposit.pk, number=deposit.number
    )
    record(event, by=by, at=at)


@transaction.atomic
def withdraw(application: Application, *, reason: str, by: User, at: datetime) -> None:
    """Take the file back: the jury no longer sees it, its writers still do."""
    updated = Application.objects.filter(pk=application.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_because=tidy(reason)
    )
    if not updated:
        raise Refused(broken("withdrawn", "application", "Cette candidature est déjà retirée."))
    record(Withdrawn(application=application.pk), by=by, at=at)


def _held(application: Application) -> Application:
    """The row locked, then read with what stands beside it.

    Two queries, in this order: a row locked after a wait is the latest, but what the same query
    joins to it is as old as the query; the deposit of the hand that went first would be missed.
    """
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    rows = Application.objects.select_related("edition__current", "territory", "current")
    return rows.get(pk=application.pk)


def _state_faults(application: Application) -> list[Finding]:
    if application.withdrawn_at is None:
        return []
    return [
        broken(
            "withdrawn",
            "application",
            "Cette candidature a été retirée. Pour candidater, commencez un autre dossier.",
        )
    ]
