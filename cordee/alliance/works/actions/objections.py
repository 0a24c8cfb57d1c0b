"""Hear what is objected to a workstream, answer it, say what becomes of it (R218, R219)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.alliance.works import events
from cordee.alliance.works.actions.workstreams import end
from cordee.alliance.works.models import WorkObjection
from cordee.alliance.works.rules import workstreams as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.alliance.works.models import Workstream
    from cordee.people.models import Person, User


@transaction.atomic
def object_to(
    workstream: Workstream, author: Person, reason: str, *, by: User, at: datetime
) -> WorkObjection:
    """Keep an objection; the workstream stays open all the same."""
    if found := rules.objection_faults(workstream.state, reason):
        raise Refused(found)
    made = WorkObjection.objects.create(
        workstream=workstream, author=author, reason=tidy(reason), at=at, by=by
    )
    told = events.WorkstreamObjected(work_objection=made.pk, workstream=workstream.pk)
    record(told, by=by, at=at)
    return made


@transaction.atomic
def answer(
    objection: WorkObjection, text: str, *, outcome: str, into: Workstream | None = None, by: User,
    at: datetime,
) -> WorkObjection:  # fmt: skip
    """Answer an objection, once; merged or dropped, the workstream ends with that answer."""
    if found := rules.answer_faults(text, outcome, into=into is not None):
        raise Refused(found)
    rows = WorkObjection.objects.filter(pk=objection.pk, answered_at=None)
    if not rows.update(answer=tidy(text), outcome=outcome, answered_at=at):
        said = _("Cette objection a déjà sa réponse.")
        raise Refused(broken("objection.twice", "answer", said))
    if outcome in (rules.MERGED, rules.DROPPED):
        end(objection.workstream, outcome, because=text, into=into, by=by, at=at)
    told = events.WorkObjectionAnswered(
        work_objection=objection.pk, workstream=objection.workstream_id, outcome=outcome
    )
    record(told, by=by, at=at)
    return WorkObjection.objects.get(pk=objection.pk)
