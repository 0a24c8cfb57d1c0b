"""Hand a file in, or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.doors import spend
from cordee.applications.events import Deposited, ReceiptAsked, Superseded, Withdrawn
from cordee.applications.models import Application, Deposit
from cordee.applications.queries import competing, content_of, draft_of, writers
from cordee.applications.rules import deposit_findings
from cordee.applications.rules.papers import signature_findings
from cordee.calls.rules import receive
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, blocking, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import User


@transaction.atomic
def deposit(application: Application, *, signed: str = "", by: User, at: datetime) -> Deposit:
    """Freeze the draft, whole, under the rules in force, and say so in the ledger.

    The row is locked and the clock read by the caller is compared inside the transaction (R2):
    a deposit is whole or absent. Handing in again the same content returns the same deposit; a
    changed content makes the next number, until the closing. `signed` is who signs, name and
    capacity, where the call asks a plain signature. Raises `Refused` with every reason.
    """
    one_at_a_time(application)
    application = _held(application)
    members = list(writers(application))
    draft = draft_of(application, at, members)
    made_under = application.edition.definition
    found = deposit_findings(made_under, draft, at)
    found += signature_findings(made_under.form, signed)
    if refusals := [*_state_faults(application), *blocking(found)]:
        raise Refused(refusals)
    content = content_of(application, draft, at, members)
    if made_under.form.signature == "simple":
        content["signed"] = tidy(signed)[:200]
    earlier = application.current
    if earlier is not None and earlier.digest == digest(content):
        Application.objects.filter(pk=application.pk).update(changed_at=None)
        return earlier
    late = receive(made_under, at, draft.step, draft.about).late
    made = _freeze(application, content, found, late=late, by=by, at=at)
    if draft.others or made_under.applicant.files_counted == "window":
        supersede(application, by=by, at=at)
    return made


def _freeze(
    application: Application,
    content: dict[str, Any],
    found: list[Finding],
    *,
    late: bool,
    by: User,
    at: datetime,
) -> Deposit:
    """Write the next deposit of this file, in force from now on; a late one spends its code."""
    earlier = application.current
    made = Deposit.objects.create(
        application=application,
        number=earlier.number + 1 if earlier else 1,
        version=application.edition.rules_in_force,
        content=content,
        digest=digest(content),
        findings=[finding.as_dict() for finding in found],
        at=at,
        by=by,
        late=late,
    )
    if late:
        spend(application, at=at)
    application.current, application.changed_at = made, None
    application.save(update_fields=("current", "changed_at"))
    event = Deposited(
        application=application.pk, deposit=made.pk, number=made.number, digest=made.digest
    )
    record(event, by=by, at=at)
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
        raise Refused(broken("withdrawn", "application", _("Cette candidature est déjà retirée.")))
    record(Withdrawn(application=application.pk), by=by, at=at)


def one_at_a_time(application: Application) -> None:
    """Let the deposits that count one another (places, files of a body) come one by one."""
    definition = application.edition.definition
    turns = [f"body:{application.edition_id}:{application.territory_id or application.sort_key}"]
    if any(window.capacity for window in definition.windows_of(application.step)):
        turns.append(f"places:{application.edition_id}:{application.step}")
    with connection.cursor() as cursor:
        for turn in sorted(turns):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [turn])


def supersede(application: Application, *, by: User, at: datetime) -> None:
    """The last deposit of a body wins: the files beyond what the call allows are taken back."""
    rules = application.edition.definition.applicant
    if not rules.files_per_applicant or rules.which_wins != "last":
        return
    others = competing(application, at).exclude(current=None).order_by("-current__at", "pk")
    for one in others[rules.files_per_applicant - 1 :]:
        Application.objects.filter(pk=one.pk).update(
            withdrawn_at=at, withdrawn_because="Remplacée par un autre dépôt de la même structure."
        )
        gone = Superseded(application=one.pk, by_application=application.pk)
        record(gone, by=by, at=at)


def _held(application: Application) -> Application:
    """The row locked, with its call and its body; its deposit in force is read after.

    A row locked after a wait is the latest, but what the same query joins to it is as old as the
    query: were the deposit joined, the one of the hand that went first would be missed. The call
    is the one that was in force when the lock was asked for, after the clock was read.
    """
    rows = Application.objects.select_related("edition__current", "territory__vintage")
    return rows.select_for_update(of=("self",)).get(pk=application.pk)


def _state_faults(application: Application) -> list[Finding]:
    if application.withdrawn_at is None:
        return []
    return [
        broken(
            "withdrawn",
            "application",
            _("Cette candidature a été retirée. Pour candidater, commencez un autre dossier."),
        )
    ]
