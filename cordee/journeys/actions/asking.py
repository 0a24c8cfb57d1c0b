"""Ask what the programme asks of a winner, in its parts; correct what follows an aid with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from cordee.applications.rules.grants import cost_of
from cordee.journeys.actions.money import take_back
from cordee.journeys.events import ShareCorrected
from cordee.journeys.models import Charge, Participation
from cordee.journeys.queries.awards import winner
from cordee.journeys.rules import fees
from cordee.journeys.rules.corrections import Change, Written, changes
from cordee.kernel import french
from cordee.ledger.actions import record
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.money import Fee


def ask(newcomers: Iterable[Participation], *, at: datetime) -> None:
    """Write what each owes and was not asked yet; a share of what is not known waits for it."""
    for participation in newcomers:
        _ask(participation, participation.outcome.deposit.version.definition.fees, at)


@transaction.atomic
def correct_share(participation: Participation, *, by: User, at: datetime) -> None:
    """Bring the contributions that are a share of the aid to what was given by now.

    What was not asked is written anew; what was asked is taken back by a credit, to be asked
    again; what was received is completed by one more contribution, or one to give back.
    """
    Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    asked = participation.outcome.deposit.version.definition.fees
    shares = [one for one in asked if one.share_of == "grant"]
    first = dict(participation.charges.order_by("-pk").values_list("fee", "at"))
    for fee, owed in _owed(participation, shares, first, at):
        _correct(participation, fee, owed, by=by, at=at)


def _correct(
    participation: Participation, fee: Fee, owed: list[fees.Part], *, by: User, at: datetime
) -> None:
    rows = {one.part: one for one in participation.charges.filter(fee=fee.key)
            .select_for_update(of=("self",)).order_by("part")}  # fmt: skip
    before = sum((one.amount for one in rows.values()), Decimal(0))
    written = [Written(one.part, one.amount, one.settled) for one in rows.values()]
    found = list(changes(str(fee.label), written, owed))
    for change in found:
        _apply(rows.get(change.part), participation, fee, change, by=by, at=at)
    if found and rows:
        after = str(sum((one.amount for one in owed), Decimal(0)))
        record(ShareCorrected(participation=participation.pk, fee=fee.key, before=str(before),
                              after=after), by=by, at=at)  # fmt: skip


def _apply(
    row: Charge | None,
    participation: Participation,
    fee: Fee,
    change: Change,
    *,
    by: User,
    at: datetime,
) -> None:
    if row is None:
        _charge(participation, fee, change.part, change.amount, change.because, at).save()
        return
    if row.claimed_at is not None:
        said = french.say("l’aide a changé, la contribution est calculée de nouveau")
        take_back(row, reason=said, by=by, at=at)
        row.refresh_from_db()
    if not change.amount and not row.claims.exists():
        row.delete()
        return
    row.amount, row.because = change.amount, change.because[:300]
    row.paid_at = row.paid_at if change.amount else at
    row.save(update_fields=("amount", "because", "paid_at"))


def _ask(participation: Participation, asked: Sequence[Fee], at: datetime) -> None:
    """By the rules of the version under which the file was handed in."""
    known = set(participation.charges.values_list("fee", flat=True))
    for fee, owed in _owed(participation, asked, {}, at):
        if fee.key not in known:
            Charge.objects.bulk_create(
                _charge(participation, fee, one.rank, one.amount, one.label, at) for one in owed
            )


def _charge(  # noqa: PLR0917 - what a row holds
    participation: Participation, fee: Fee, part: int, amount: Decimal, because: str, at: datetime
) -> Charge:
    return Charge(participation=participation, fee=fee.key, part=part, amount=amount,
                  currency=fee.currency, because=because[:300], at=at)  # fmt: skip


def _owed(
    participation: Participation, asked: Sequence[Fee], first: Mapping[str, datetime], at: datetime
) -> Iterator[tuple[Fee, list[fees.Part]]]:
    """Each of these fees that is for this winner, with the parts it owes of it by now.

    `first` says when each was asked first: its rate stays the one of that day.
    """
    deposit = participation.outcome.deposit
    definition = deposit.version.definition
    track = participation.track
    wanted = [one for one in asked
              if one.of == "winners" and definition.concerns(one.tracks, track)]  # fmt: skip
    if not wanted:
        return
    one = winner(participation)
    counted = fees.Counted(
        people=len(deposit.team),
        file=_file(participation) if any(fee.per == "file" for fee in wanted) else 1,
        bases=_bases(definition, participation, one.asked, one.facts.numbers.get("turnover"))
        if any(fee.share_of for fee in wanted)
        else {},
    )
    for fee in wanted:
        past = over(definition, fee, first.get(fee.key, at).date())
        due = fees.due(fee, one.facts, counted=counted, past=past)
        yield fee, fees.parts(fee, due, one.facts) if due is not None else []


def _file(participation: Participation) -> int:
    """Which file of its body this is among the winners of the cohort, from 1."""
    rows = Participation.objects.filter(cohort=participation.cohort_id, pk__lte=participation.pk)
    if participation.territory_id is None:
        return rows.filter(territory=None, name=participation.name).count()
    return rows.filter(territory=participation.territory_id).count()


def _bases(
    definition: Definition,
    participation: Participation,
    request: Decimal | None,
    turnover: Decimal | None,
) -> dict[str, Decimal]:
    """The sums that a fee may be a share of, as far as they are known."""
    answers = participation.outcome.deposit.content.get("answers", {})
    given = participation.awards.filter(withdrawn_at=None).aggregate(sum=Sum("amount"))["sum"]
    known = {
        "grant": given,
        "request": request,
        "cost": cost_of(definition, participation.track, answers),
        "turnover": turnover,
    }
    return {name: value for name, value in known.items() if value is not None}


def over(definition: Definition, fee: Fee, today: date) -> frozenset[int]:
    """The rates of a fee that are no longer asked on that day, by their places."""
    ends = ((place, deadline(definition, one.until)) for place, one in enumerate(fee.rates)
            if one.until is not None)  # fmt: skip
    return frozenset(place for place, when in ends if when.last and when.last < today)
