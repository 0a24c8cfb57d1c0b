"""Write down organs, mandates, decisions on money, objections: the only writer of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import events, queries, rules
from cordee.alliance.models import (
    Agreement,
    Mandate,
    MoneyDecision,
    Objection,
    Organ,
    OrganMeeting,
    Position,
)
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.actions import add_person
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.people.models import User


@transaction.atomic
def name_organ(
    label: str,
    decides: str,
    *,
    ceiling: Decimal | None = None,
    quorum: int = 0,
    meets_every: int | None = None,
    by: User,
    at: datetime,
) -> Organ:
    """Write down an organ and the sums it decides."""
    try:
        with transaction.atomic():
            made = Organ.objects.create(
                label=tidy(label), decides=tidy(decides), ceiling=ceiling, quorum=quorum,
                meets_every=meets_every, at=at, by=by,
            )  # fmt: skip
    except IntegrityError as error:
        said = _("Un organe porte déjà ce nom : ouvrez-le plutôt.")
        raise Refused(broken("organ.twice", "label", said)) from error
    record(events.OrganNamed(organ=made.pk), by=by, at=at)
    return made


@transaction.atomic
def hold_meeting(
    organ: Organ, *, on: date, attended: int, note: str, by: User, at: datetime
) -> OrganMeeting:
    """Write down that an organ met; its next meeting is counted from that day."""
    if found := rules.meeting_faults(on, timezone.localdate(at), note):
        raise Refused(found)
    made = OrganMeeting.objects.create(
        organ=organ, on=on, attended=attended, note=tidy(note)[:300], at=at, by=by
    )
    record(events.OrganMet(organ_meeting=made.pk, organ=organ.pk), by=by, at=at)
    return made


def known(email: str, given_name: str, family_name: str, *, by: User, at: datetime) -> Person:
    """The person of that address, added to the directory when nobody has it."""
    found = Person.objects.filter(email=email.strip().lower()).first()
    return found or add_person(
        email=email, given_name=tidy(given_name), family_name=tidy(family_name), by=by, at=at
    )


@transaction.atomic
def give_mandate(
    organ: Organ, person: Person, *, title: str = "", starts: date, by: User, at: datetime
) -> Mandate:
    """Seat someone in an organ from a day on."""
    try:
        with transaction.atomic():
            made = Mandate.objects.create(
                organ=organ, person=person, title=tidy(title), starts=starts
            )
    except IntegrityError as error:
        said = _("Cette personne siège déjà dans cet organe.")
        raise Refused(broken("mandate.twice", "email", said)) from error
    record(events.MandateGiven(mandate=made.pk, organ=organ.pk), by=by, at=at)
    return made


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date, by: User, at: datetime) -> None:
    """End a mandate; that day is its last."""
    if on < mandate.starts:
        said = _("Ce mandat commence après ce jour.")
        raise Refused(broken("mandate.order", "ends", said))
    if Mandate.objects.filter(pk=mandate.pk, ends=None).update(ends=on):
        record(events.MandateEnded(mandate=mandate.pk), by=by, at=at)


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


@transaction.atomic
def write_agreement(
    *,
    partner: str,
    subject: str,
    starts: date,
    ends: date,
    alert_days: int,
    link: str = "",
    renews: Agreement | None = None,
    by: User,
    at: datetime,
) -> Agreement:
    """Write down a convention, or the one that renews another (R254)."""
    found = rules.agreement_faults(starts, ends, alert_days)
    if not (tidy(partner) and tidy(subject)):
        said = _("Dites avec qui, et pour quoi.")
        found.append(missing("agreement.empty", "partner", said))
    if renews is not None and Agreement.objects.filter(renews=renews).exists():
        said = _("Cette convention est déjà renouvelée.")
        found.append(broken("agreement.renewed", "partner", said))
    if found:
        raise Refused(found)
    made = Agreement.objects.create(
        partner=tidy(partner), subject=tidy(subject), starts=starts, ends=ends,
        alert_days=alert_days, link=link.strip(), renews=renews, at=at, by=by,
    )  # fmt: skip
    record(events.AgreementWritten(agreement=made.pk, renews=renews.pk if renews else 0), by=by,
           at=at)  # fmt: skip
    return made


@transaction.atomic
def let_end(agreement: Agreement, *, reason: str, by: User, at: datetime) -> Agreement:
    """Let a convention end without another, with the reason; nobody is alerted any more."""
    if not tidy(reason):
        said = _("Dites pourquoi elle n’est pas renouvelée.")
        raise Refused(missing("agreement.reason", "reason", said))
    held = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if held.closed_at is None:
        held.closed_at, held.closed_because = at, tidy(reason)[:300]
        held.save(update_fields=("closed_at", "closed_because"))
        record(events.AgreementLetEnd(agreement=held.pk), by=by, at=at)
    return held
