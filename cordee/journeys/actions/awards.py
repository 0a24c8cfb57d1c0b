"""Give what the programme gives: an award, its payments released then paid, each act journalled."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.actions.asking import correct_share
from cordee.journeys.events import (
    AwardGiven,
    AwardHeld,
    AwardWithdrawn,
    PayoutPaid,
    PayoutReleased,
    Spent,
)
from cordee.journeys.models import Award, Participation, Payout
from cordee.journeys.queries import wall_clock
from cordee.journeys.queries.awards import against, paid_in, standing_of, winner
from cordee.journeys.rules.awards import (
    MONEY,
    amount_of,
    concerns,
    parts,
    seen_by_people,
    shared,
    weight,
    yearly_faults,
)
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cordee.people.models import User
    from cordee.programme.schema.money import Grant


def award_by_rule(newcomers: Iterable[Participation], *, at: datetime) -> None:
    """Give those who come into a cohort what the rules alone say; the rest waits for somebody."""
    rows = list(newcomers)
    grants = rows[0].cohort.edition.definition.grants if rows else ()
    winners = {one.pk: winner(one) for one in rows} if any(x.kind in MONEY for x in grants) else {}
    for grant in grants:
        those = [one for one in rows if winners and concerns(grant, winners[one.pk])]
        weights = {one.pk: found for one in those
                   if (found := weight(grant, winners[one.pk])) is not None}  # fmt: skip
        whole = len(weights) == len(those) and grant.budget is not None
        split = shared(grant.budget, weights) if whole and grant.budget is not None else {}
        for one in those:
            amount = split.get(one.pk) or amount_of(grant, winners[one.pk])
            if amount:
                _award_or_hold(one, grant, amount, at)


def _award_or_hold(one: Participation, grant: Grant, amount: Decimal, at: datetime) -> None:
    """Give what the rule says; what a condition refuses is journalled, and its page says why."""
    if found := against(one, grant, amount, at):
        record(AwardHeld(participation=one.pk, grant=grant.key, code=found[0].code),
               by=None, at=at)  # fmt: skip
        return
    _award(one, grant, amount, because="", by=None, at=at)


def _award(
    participation: Participation,
    grant: Grant,
    amount: Decimal,
    *,
    because: str,
    by: User | None,
    at: datetime,
) -> Award:
    said = because or french.say("Selon la règle du programme.")
    made = Award.objects.create(
        participation=participation, grant=grant.key, label=str(grant.label)[:250], amount=amount,
        currency=grant.currency, because=said[:300], at=at, by=by,
    )  # fmt: skip
    facts = winner(participation).facts
    Payout.objects.bulk_create(
        Payout(award=made, rank=rank, turn=one.turn, label=one.label[:250], amount=one.amount,
               rule=one.rule.model_dump(mode="json", by_alias=True, exclude_none=True,
                                        exclude_defaults=True))
        for rank, one in enumerate(parts(grant, amount, facts), 1)
    )  # fmt: skip
    record(AwardGiven(participation=participation.pk, award=made.pk), by=by, at=at)
    return made


@transaction.atomic
def give_award(
    participation: Participation,
    key: str,
    *,
    amount: Decimal,
    reason: str,
    by: User,
    at: datetime,
) -> Award:
    """Give a territory an aid of its programme, for an amount and a reason that it reads.

    Raises `Refused` beyond the ceiling, the number or the envelope of the aid, or when given twice.
    The contributions that are a share of it follow, as they do when it is taken back.
    """
    grant = _grant(participation, key)
    Participation.objects.select_for_update(of=("self",)).filter(
        cohort=participation.cohort_id
    ).order_by("pk").first()
    if participation.awards.filter(grant=key, withdrawn_at=None).exists():
        raise Refused(broken("award.twice", "grant", "Cette aide est déjà accordée."))
    if not reason.strip():
        raise Refused(missing("award.reason", "reason", "Dites la raison : le territoire la lit."))
    if found := against(participation, grant, amount, at):
        raise Refused(found)
    made = _award(participation, grant, amount, because=tidy(reason), by=by, at=at)
    correct_share(participation, by=by, at=at)
    return made


def _grant(participation: Participation, key: str) -> Grant:
    """The aid in money of that key; raises `Refused` for another one, and for who has left."""
    grants = participation.cohort.edition.definition.grants
    grant = next((one for one in grants if one.key == key and one.kind in MONEY), None)
    if grant is None:
        raise Refused(broken("award.unknown", "grant", "Le programme ne donne rien de tel."))
    if participation.ends is not None:
        raise Refused(broken("award.over", "grant", "Ce territoire a quitté le parcours."))
    return grant


@transaction.atomic
def withdraw_award(award: Award, *, by: User, at: datetime) -> None:
    """Take an award back, as long as nothing of it is paid."""
    held = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if held.withdrawn_at is not None:
        return
    if held.payouts.exclude(paid_on=None).exists():
        sentence = "Un versement est déjà fait : cette aide ne se retire plus."
        raise Refused(broken("award.paid", "award", sentence))
    held.withdrawn_at = at
    held.save(update_fields=("withdrawn_at",))
    record(AwardWithdrawn(participation=held.participation_id, award=held.pk), by=by, at=at)
    correct_share(held.participation, by=by, at=at)


def _held(payout: Payout) -> Payout:
    rows = Payout.objects.select_related("award__participation__cohort__edition__current",
                                         "award__participation__outcome__deposit")  # fmt: skip
    found = rows.select_for_update(of=("self",)).get(pk=payout.pk)
    if found.award.withdrawn_at is not None:
        raise Refused(broken("payout.withdrawn", "payout", "Cette aide est retirée."))
    return found


@transaction.atomic
def release_payout(
    payout: Payout, *, seen: bool = False, reason: str = "", by: User, at: datetime
) -> Payout:
    """Say that a payment is due now.

    `seen` attests what only people can see. What the house sees itself is not there yet: a reason
    is asked, which the territory reads. Twice changes nothing.
    """
    payout = _held(payout)
    if payout.released_at is not None:
        return payout
    line, part = standing_of(payout, at), payout.part
    waits = line.finding is not None and line.finding.code == "payout.waits"
    if waits and not reason.strip():
        assert line.finding is not None  # noqa: S101 - just tested
        said = french.say("{waits} Pour le débloquer quand même, donnez la raison.",
                          waits=line.finding.sentence)  # fmt: skip
        raise Refused(broken("payout.waits", "reason", said))
    people = seen_by_people(part)
    if people and not seen:
        sentence = "Confirmez ce que vous avez constaté avant de débloquer ce versement."
        raise Refused(missing("payout.seen", "seen", sentence))
    payout.released_at, payout.released_by = at, by
    payout.because = (tidy(reason) or ", ".join(people))[:300]
    payout.save(update_fields=("released_at", "released_by", "because"))
    record(PayoutReleased(participation=payout.award.participation_id, payout=payout.pk,
                          forced=waits), by=by, at=at)  # fmt: skip
    return payout


@transaction.atomic
def pay_payout(payout: Payout, *, on: date, reference: str = "", by: User, at: datetime) -> Payout:
    """Record that a released payment was made; twice changes nothing."""
    payout = _held(payout)
    if payout.paid_on is not None:
        return payout
    award = Award.objects.select_for_update(of=("self",)).get(pk=payout.award_id)
    if payout.released_at is None:
        raise Refused(broken("payout.early", "on", "Débloquez d’abord ce versement."))
    if on > wall_clock(payout.award.participation.cohort, at).date():
        raise Refused(broken("payout.future", "on", "Un versement fait l’a été un jour passé."))
    grants = payout.award.participation.cohort.edition.definition.grants
    grant = next((one for one in grants if one.key == award.grant), None)
    if found := yearly_faults(grant, payout.amount, paid_in(award, on.year)):
        raise Refused(found)
    payout.paid_on, payout.reference, payout.paid_by = on, tidy(reference)[:80], by
    payout.save(update_fields=("paid_on", "reference", "paid_by"))
    record(PayoutPaid(participation=award.participation_id, payout=payout.pk), by=by, at=at)
    return payout


@transaction.atomic
def declare_spent(award: Award, amount: Decimal, *, by: User, at: datetime) -> Award:
    """Say how much of an award is spent by now, for the payments that wait for it."""
    held = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if held.withdrawn_at is not None or not Decimal(0) <= amount <= held.amount:
        sentence = "Indiquez une somme entre zéro et le montant de l’aide."
        raise Refused(broken("award.spent", "amount", sentence))
    held.spent, held.spent_at = amount, at
    held.save(update_fields=("spent", "spent_at"))
    record(Spent(participation=held.participation_id, award=held.pk), by=by, at=at)
    return held
