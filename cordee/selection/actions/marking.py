"""Marks: given, changed, taken back, always pinned to the deposit as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

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
    made = Mark(
        juror=juror, deposit=deposit, criterion=criterion, value=value, given=given,
        comment=tidy(comment), at=at,
    )  # fmt: skip
    if not _written(made):
        return Mark.objects.get(juror=juror, deposit=deposit, criterion=criterion)
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


WRITTEN = """INSERT INTO selection_mark AS kept
(juror_id, deposit_id, criterion, value, comment, given, revision, at)
VALUES (%(juror_id)s, %(deposit_id)s, %(criterion)s, %(value)s, %(comment)s, %(given)s, 1, %(at)s)
ON CONFLICT (juror_id, deposit_id, criterion) DO UPDATE SET value = EXCLUDED.value,
comment = EXCLUDED.comment, given = EXCLUDED.given, at = EXCLUDED.at, withdrawn_at = NULL,
read_on_id = NULL, revision = kept.revision + 1
WHERE (kept.value, kept.comment, kept.given, kept.withdrawn_at, kept.read_on_id)
IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.comment, EXCLUDED.given, NULL, NULL)
RETURNING id, revision"""


def _written(made: Mark) -> bool:
    """Write a mark over the one she gave before; whether anything changed. One query.

    Two hundred jurors mark at once: `get_or_create` asks up to four, within the lock of the row.
    """
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, vars(made))
        written = cursor.fetchone()
    if written is None:
        return False
    made.pk, made.revision = written
    made._state.adding = False  # noqa: SLF001 - Django's public-by-use API
    return True


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
