"""Ask what the programme asks of a winner: its contributions, in their parts, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from cordee.applications.rules.grants import cost_of
from cordee.journeys.models import Charge, Participation
from cordee.journeys.queries.awards import winner
from cordee.journeys.rules import fees
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.money import Fee


def ask(newcomers: Iterable[Participation], *, at: datetime) -> None:
    """Write what each owes and was not asked yet; a share of what is not known waits for it."""
    for participation in newcomers:
        _ask(participation, participation.outcome.deposit.version.definition.fees, at)


def ask_share(participation: Participation, *, at: datetime) -> None:
    """Write the contributions that are a share of the aid, once somebody has given one."""
    asked = participation.outcome.deposit.version.definition.fees
    _ask(participation, [one for one in asked if one.share_of == "grant"], at)


def _ask(participation: Participation, asked: Sequence[Fee], at: datetime) -> None:
    """By the rules of the version under which the file was handed in."""
    deposit = participation.outcome.deposit
    definition = deposit.version.definition
    track = participation.track
    wanted = [one for one in asked
              if one.of == "winners" and definition.concerns(one.tracks, track)]  # fmt: skip
    if not wanted:
        return
    known = set(participation.charges.values_list("fee", flat=True))
    one = winner(participation)
    counted = fees.Counted(
        people=len(deposit.team),
        file=_file(participation) if any(fee.per == "file" for fee in wanted) else 1,
        bases=_bases(definition, participation, one.asked, one.facts.numbers.get("turnover"))
        if any(fee.share_of for fee in wanted)
        else {},
    )
    for fee in wanted:
        past = over(definition, fee, at.date())
        due = fees.due(fee, one.facts, counted=counted, past=past)
        if due is not None and fee.key not in known:
            Charge.objects.bulk_create(
                Charge(
                    participation=participation,
                    fee=due.fee,
                    part=part.rank,
                    amount=part.amount,
                    currency=due.currency,
                    because=part.label[:300],
                    at=at,
                )
                for part in fees.parts(fee, due, one.facts)
            )


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
