"""Ask money for a workstream, and write the decision of the organ that grants it (R220-R223)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.alliance.actions import decide
from cordee.alliance.works import events
from cordee.alliance.works.actions.workstreams import held
from cordee.alliance.works.models import WorkFrame, WorkSupport
from cordee.alliance.works.queries.workstreams import purse
from cordee.alliance.works.rules import workstreams as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from cordee.alliance.rules import Asked
    from cordee.alliance.works.models import Workstream
    from cordee.people.models import User


@transaction.atomic
def ask(
    workstream: Workstream, asked: Decimal, *, needs: str, pays: str, by: User, at: datetime
) -> WorkSupport:
    """Ask a sum, under the ceiling, once its needs and what it pays are told."""
    row = held(workstream)
    if row.state not in rules.ALIVE:
        raise Refused(broken("workstream.over", "asked", _("Ce chantier n’est plus ouvert.")))
    if found := rules.support_faults(purse(row), asked, needs, pays):
        raise Refused(found)
    try:
        with transaction.atomic():
            made = WorkSupport.objects.create(
                workstream=row, frame=row.frame, asked=asked, needs=needs.strip(),
                pays=tidy(pays)[:300], at=at, by=by,
            )  # fmt: skip
    except IntegrityError as error:
        said = _("Une demande attend déjà sa décision.")
        raise Refused(broken("support.waiting", "asked", said)) from error
    told = events.SupportAsked(work_support=made.pk, workstream=row.pk, amount=str(asked))
    record(told, by=by, at=at)
    return made


@transaction.atomic
def grant(support: WorkSupport, typed: Asked, *, by: User, at: datetime) -> WorkSupport:
    """Write what the organ of the frame decided of a support: the ceiling and the budget hold."""
    frame = WorkFrame.objects.select_for_update(of=("self",)).get(pk=support.frame_id)
    row = WorkSupport.objects.select_for_update(of=("self",)).get(pk=support.pk)
    workstream = held(row.workstream)
    if row.decision_id is not None:
        raise Refused(broken("support.twice", "amount", _("Cette demande a déjà sa décision.")))
    if frame.organ is None:
        said = _("Dites d’abord, dans le cadre, quel organe accorde les soutiens.")
        raise Refused(missing("support.organ", "amount", said))
    if workstream.state != rules.LAUNCHED:
        said = _("Un soutien se décide une fois le chantier lancé.")
        raise Refused(broken("support.launched", "amount", said))
    if found := rules.grant_faults(purse(workstream), typed.amount):
        raise Refused(found)
    who = str(workstream.leader) if workstream.leader else workstream.title
    row.decision = decide(
        frame.organ, typed, by=by, at=at, purpose=workstream.title[:300], beneficiary=who[:200],
        asked=row.asked,
    )  # fmt: skip
    row.save(update_fields=("decision",))
    told = events.SupportDecided(
        work_support=row.pk, workstream=workstream.pk, decision=row.decision.pk
    )
    record(told, by=by, at=at)
    return row
