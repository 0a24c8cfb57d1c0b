"""Marks: given, changed, taken back, always pinned to the deposit as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.selection.actions.panels import pass_by
from cordee.selection.events import Carried, Marked
from cordee.selection.models import Mark, Panel
from cordee.selection.policy import may_mark
from cordee.selection.queries import asked, stage_of
from cordee.selection.rules import mark_faults, scale_of

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.programme.schema.choosing import Criterion
    from cordee.selection.models import Juror


@transaction.atomic
def mark(
    juror: Juror,
    deposit: Deposit,
    criterion: str,
    value: Decimal | None,
    *,
    comment: str = "",
    given: bool = True,
    by: User,
    at: datetime,
) -> Mark:
    """Give a mark, or say nothing of it (`None`); pinned to the deposit as it was read.

    `given` false keeps a comment before any mark: it is not an abstention, and counts nowhere.
    """
    judged = _judged(juror, deposit, criterion)
    scale = scale_of(deposit.version.definition, stage_of(juror.panel), judged)
    if found := mark_faults(scale, value):
        raise Refused(found)
    made, created = Mark.objects.get_or_create(
        juror=juror,
        deposit=deposit,
        criterion=criterion,
        defaults={"value": value, "given": given, "comment": tidy(comment), "at": at},
    )
    if not created:
        now = (value, given, tidy(comment), None, None)
        if (made.value, made.given, made.comment, made.withdrawn_at, made.read_on_id) == now:
            return made
        made.value, made.given, made.comment, made.withdrawn_at, made.read_on_id = now
        made.at = at
        Mark.objects.filter(pk=made.pk).update(
            value=value, given=given, comment=made.comment, withdrawn_at=None, read_on=None, at=at,
            revision=F("revision") + 1,
        )  # fmt: skip
    say(made, by=by, at=at)
    return made


@transaction.atomic
def erase(juror: Juror, deposit: Deposit, criterion: str, *, by: User, at: datetime) -> None:
    """Take one's mark back: the criterion is as if never read; the journal remembers."""
    _judged(juror, deposit, criterion)
    made = Mark.objects.filter(juror=juror, deposit=deposit, criterion=criterion).first()
    if made is not None and made.withdrawn_at is None:
        made.value, made.given = None, False
        Mark.objects.filter(pk=made.pk).update(withdrawn_at=at, value=None, comment="", given=False)
        say(made, by=by, at=at)


def _judged(juror: Juror, deposit: Deposit, criterion: str) -> Criterion:
    """The criterion, once sure that she may mark it now."""
    judged = asked(deposit, stage_of(juror.panel))
    found = next((one for one in judged if one.key == criterion), None)
    if found is None:
        raise Refused(broken("mark.criterion", "criterion", "Ce critère n’est pas à noter ici."))
    if not (right := may_mark(juror, deposit)):
        raise Refused(
            broken("mark.right", "mark", right.reason or "Ce dossier ne vous est pas confié.")
        )
    return found


def say(made: Mark, *, by: User | None, at: datetime) -> None:
    """Write in the journal that a mark was given, kept or taken back."""
    record(
        Marked(
            deposit=made.deposit_id,
            juror=made.juror_id,
            criterion=made.criterion,
            value="" if made.value is None else str(made.value),
        ),
        by=by,
        at=at,
    )


def carry(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a completed file replaces one that was marked; its marks follow, flagged.

    Each stays pinned to the deposit that was read (`read_on`) until its juror gives it again.
    """
    if event.number == 1:
        return  # nothing was marked before it
    for panel in Panel.objects.filter(
        edition__applications=event.application, closed_at=None
    ).select_related("edition__current"):
        pass_by(panel)
    earlier = Mark.objects.filter(
        deposit__application=event.application, withdrawn_at=None, juror__panel__closed_at=None
    ).exclude(deposit=event.deposit)
    latest: dict[tuple[int, str], Mark] = {}
    for one in earlier.order_by("deposit__number", "pk"):
        latest[one.juror_id, one.criterion] = one
    Mark.objects.bulk_create(
        (
            Mark(
                juror_id=one.juror_id,
                deposit_id=event.deposit,
                criterion=one.criterion,
                value=one.value,
                comment=one.comment,
                given=one.given,
                at=one.at,
                read_on_id=one.read_on_id or one.deposit_id,
            )
            for one in latest.values()
        ),
        ignore_conflicts=True,
    )
    if latest:
        record(Carried(deposit=event.deposit, marks=len(latest)), by=by, at=at)
