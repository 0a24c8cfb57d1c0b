"""Write down decisions on money, objections and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import events, queries, rules
from cordee.alliance.models import (
    MoneyDecision,
    Objection,
    Organ,
    Position,
)
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person, User


@transaction.atomic
def decide(
    organ: Organ, typed: rules.Asked, /, *, by: User, at: datetime, **words: Any
) -> MoneyDecision:
    """Record what an organ decided of a sum; `words` are purpose, beneficiary, typed.

    Refused above the ceiling of the organ, without its quorum, or by who had no mandate that day.
    """
    seated = {one.person_id for one in queries.sitting(organ, typed.on)}
    others = queries.able(typed.amount, organ)
    today = timezone.localdate(at)
    if found := rules.decision_faults(
        queries.remit(organ), typed, sitting=seated, others=others, today=today
    ):
        raise Refused(found)
    texts = {key: tidy(value) if isinstance(value, str) else value for key, value in words.items()}
    content = {
        "organ": str(organ.public_id), "on": typed.on.isoformat(), "amount": str(typed.amount),
        "reason": tidy(typed.reason), **{key: str(value) for key, value in texts.items()},
        "positions": sorted([key, one.said] for key, one in typed.positions.items()),
    }  # fmt: skip
    made = MoneyDecision.objects.create(
        organ=organ, on=typed.on, amount=typed.amount, reason=tidy(typed.reason),
        adopted=rules.adopted(typed.positions), digest=digest(content), at=at, by=by, **texts,
    )  # fmt: skip
    Position.objects.bulk_create(
        Position(decision=made, person_id=key, said=one.said, reason=tidy(one.reason)[:300])
        for key, one in typed.positions.items()
    )
    record(
        events.MoneyDecided(
            decision=made.pk, organ=organ.pk, amount=str(made.amount), adopted=made.adopted,
            digest=made.digest,
        ),
        by=by, at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def strike(decision: MoneyDecision, *, because: str, by: User, at: datetime) -> None:
    """Strike out what was recorded by mistake: it stays readable, and counts no more."""
    if not tidy(because):
        said = _("Dites pourquoi cette décision est rayée.")
        raise Refused(missing("decision.because", "because", said))
    rows = MoneyDecision.objects.filter(pk=decision.pk, struck_at=None)
    if rows.update(struck_at=at, struck_because=tidy(because)[:300]):
        record(events.DecisionStruck(decision=decision.pk), by=by, at=at)


@transaction.atomic
def object_to(
    decision: MoneyDecision, author: Person, reason: str, *, by: User, at: datetime
) -> Objection:
    """Keep an objection; the decision holds all the same (R219)."""
    if not tidy(reason):
        said = _("Dites la raison de l’objection.")
        raise Refused(missing("objection.reason", "reason", said))
    made = Objection.objects.create(
        decision=decision, author=author, reason=tidy(reason), at=at, by=by
    )
    record(events.DecisionObjected(objection=made.pk, decision=decision.pk), by=by, at=at)
    return made


@transaction.atomic
def answer(objection: Objection, text: str, *, outcome: str, by: User, at: datetime) -> None:
    """Answer an objection, once, and say what becomes of it."""
    if found := rules.answer_faults(text, outcome):
        raise Refused(found)
    rows = Objection.objects.filter(pk=objection.pk, answered_at=None)
    if not rows.update(answer=tidy(text), outcome=outcome, answered_at=at):
        said = _("Cette objection a déjà sa réponse.")
        raise Refused(broken("objection.twice", "answer", said))
    record(events.DecisionObjectionAnswered(objection=objection.pk, outcome=outcome), by=by, at=at)
