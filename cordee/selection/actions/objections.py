"""An objection made in session, then its answer: two acts of the sitting (R219)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused
from cordee.ledger.actions import record
from cordee.selection.actions.sittings import LONGEST_POINT, locked, written
from cordee.selection.events import ObjectionAnswered, ObjectionMade
from cordee.selection.queries import sittings as reading
from cordee.selection.rules import objections as rules

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.selection.models import Juror, Proceeding, Sitting


@transaction.atomic
def make_objection(
    sitting: Sitting,
    juror: Juror | None,
    reason: str,
    *,
    deposit: Deposit | None = None,
    by: User,
    at: datetime,
) -> Proceeding:
    """Keep what a member objects, with her name and her reason; nothing stops for it."""
    sitting = locked(sitting)
    left = reading.withdrawn_from(deposit, sitting.panel)
    if found := rules.objection_faults(reason, juror.pk if juror else None, left):
        raise Refused(found)
    data = {"text": tidy(reason)[:LONGEST_POINT]}
    made = written(
        sitting, "objection", juror=juror, deposit=deposit, data=data, told=False, by=by, at=at
    )
    number = sitting.proceedings.filter(kind="objection").count()
    record(ObjectionMade(sitting=sitting.pk, objection=made.pk, number=number), by=by, at=at)
    return made


@transaction.atomic
def answer_objection(
    sitting: Sitting, objection: int, answer: str, *, outcome: str, by: User, at: datetime
) -> Proceeding:
    """Keep what was answered and what the objection becomes; a later answer replaces it."""
    sitting = locked(sitting)
    rows = {one.pk: one for one in sitting.proceedings.filter(kind="objection").order_by("pk")}
    known = {one.id: one for one in rules.objections(reading.as_acts(rows.values()))}
    if found := rules.reply_faults(known.get(objection), answer, outcome):
        raise Refused(found)
    about = rows[objection]
    data = {"objection": objection, "text": tidy(answer)[:LONGEST_POINT], "outcome": outcome}
    made = written(
        sitting, "reply", juror=about.juror, deposit=about.deposit, data=data, told=False, by=by,
        at=at,
    )  # fmt: skip
    told = ObjectionAnswered(
        sitting=sitting.pk, objection=objection, number=known[objection].number, outcome=outcome
    )
    record(told, by=by, at=at)
    return made
