"""Reading what winners receive: awards, payments, what each waits for, lines of the accounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from cordee.journeys.models import Appraisal, Award, Crossing, Payout
from cordee.journeys.queries.appraisals import appraised
from cordee.journeys.queries.deliverables import of_territory
from cordee.journeys.queries.ledger import Ledger, held_days, wall_clock
from cordee.journeys.rules.awards import (
    MONEY,
    Around,
    Winner,
    amount_of,
    award_faults,
    body_faults,
    concerns,
    standing,
)
from cordee.journeys.rules.returns import Sharer, terms
from cordee.kernel.moments import When
from cordee.kernel.speech import heard
from cordee.programme import anchors
from cordee.programme.amounts import asked_question
from cordee.selection.queries import frozen_facts
from cordee.selection.queries.given import final_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.kernel.findings import Finding
    from cordee.programme.schema import Definition
    from cordee.programme.schema.money import Grant, Instalment


def winner(participation: Participation) -> Winner:
    """A territory as the aids look at it, from its deposit."""
    outcome = participation.outcome
    facts = frozen_facts(outcome.deposit)
    definition = participation.cohort.edition.definition
    key = asked_question(definition, participation.track)
    value = facts.answers.get(key or "")
    given, file = outcome.ruling.content.get("mentions", {}), str(outcome.deposit.public_id)
    above = frozenset(one.key for one in definition.line_of(participation.track))
    return Winner(facts, participation.track, len(outcome.deposit.team), outcome.rank,
                  _decimal(value), final_mark(outcome), outcome.ruling.stage,
                  frozenset(key for key, files in given.items() if file in files),
                  above)  # fmt: skip


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


@dataclass(frozen=True, slots=True)
class Line:
    """A payment and where it stands; nothing to say once it is released."""

    payout: Payout
    finding: Finding | None
    due: When | None


def awards(participation: Participation) -> QuerySet[Award]:
    """What a territory receives, with its payments."""
    return participation.awards.filter(withdrawn_at=None).prefetch_related("payouts").order_by("pk")


def lines(
    ledger: Ledger, participation: Participation, at: datetime
) -> list[tuple[Award, list[Line]]]:
    """Each award of a territory and where each of its payments stands."""
    found = list(awards(participation))
    if not found:
        return []
    judge = _judge(ledger, participation, at)
    return [(one, [judge(one, pay) for pay in one.payouts.all()]) for one in found]


def standing_of(payout: Payout, at: datetime) -> Line:
    """Where one payment stands."""
    participation = payout.award.participation
    ledger = Ledger.read(participation.cohort, [participation])
    return _judge(ledger, participation, at)(payout.award, payout)


def _judge(
    ledger: Ledger, participation: Participation, at: datetime
) -> Callable[[Award, Payout], Line]:
    definition = ledger.cohort.edition.definition
    made = of_territory(ledger, participation, at)
    delivered = {one.deliverable.key: one.finding.verdict for one in made}
    words = {
        one.key: str(one.label)
        for one in (*definition.year.deliverables, *definition.gates, *definition.year.results)
    }
    passed = participation.crossings.filter(verdict=Crossing.Verdict.GO)
    gates = passed.filter(passing__released_at__lte=at).values_list("passing__gate", flat=True)
    reached = {key for (_place, key), one in appraised([participation]).items()
               if one.state == Appraisal.State.REACHED}  # fmt: skip
    held = {**held_days(ledger.meetings),
            "notification": wall_clock(ledger.cohort, ledger.cohort.begun_at).date()}  # fmt: skip
    today = wall_clock(ledger.cohort, at).date()

    def judge(award: Award, payout: Payout) -> Line:
        part = payout.part
        start = wall_clock(ledger.cohort, award.at).date()
        due = due_of(definition, part, payout.turn, held, start)
        if payout.released_at is not None:
            return Line(payout, None, due)
        paid = sum((one.amount for one in award.payouts.all() if one.paid_on), Decimal(0))
        around = Around(today, due, delivered, frozenset(gates), frozenset(reached), award.spent,
                        paid, words)  # fmt: skip
        return Line(payout, standing(part, around), due)

    return judge


def due_of(
    definition: Definition, part: Instalment, turn: int, held: anchors.Held, start: date
) -> When | None:
    """The day a payment is released at the earliest, moved by its turn; none when nothing says."""
    if part.released is None:
        return anchors.day(part.every.times(turn).after(start)) if part.every else None
    try:
        first = anchors.deadline(definition, part.released, held)
    except LookupError:
        return When.parse("?")
    return anchors.shifted(first, part.every.times(turn)) if part.every and turn else first


def payouts(cohort: Cohort) -> QuerySet[Payout]:
    """Every payment of a cohort."""
    rows = Payout.objects.filter(award__participation__cohort=cohort, award__withdrawn_at=None)
    return rows.select_related("award__participation").order_by(
        "award__participation__name", "award", "rank"
    )


def payout_sums(cohort: Cohort) -> dict[str, Decimal]:
    """In units of the currency: given, released, paid, left to pay."""
    found = payouts(cohort).aggregate(
        given=Sum("amount"),
        released=Sum("amount", filter=~Q(released_at=None)),
        paid=Sum("amount", filter=~Q(paid_on=None)),
    )
    known = {key: value or Decimal(0) for key, value in found.items()}
    return known | {"left": known["given"] - known["paid"]}


def payout_lines(cohort: Cohort) -> Iterator[list[Any]]:
    """A line a payment for the accountant, the head first."""
    yield [
        _("Territoire"), _("Aide"), _("Versement"), _("Montant"), _("Monnaie"), _("Débloqué le"),
        _("Constaté"), _("Versé le"), _("Référence"),
    ]  # fmt: skip
    for one in payouts(cohort):
        released = wall_clock(cohort, one.released_at).date().isoformat() if one.released_at else ""
        yield [one.award.participation.name, one.award.label, one.label, one.amount,
               one.award.currency, released, one.because,
               one.paid_on.isoformat() if one.paid_on else "", one.reference]  # fmt: skip


def given(cohort: Cohort, grant: str) -> list[Decimal]:
    """The amounts that stand of one aid in a cohort."""
    rows = Award.objects.filter(participation__cohort=cohort, grant=grant, withdrawn_at=None)
    return list(rows.order_by("pk").values_list("amount", flat=True))


def received(participation: Participation, grant: str) -> list[tuple[date, Decimal]]:
    """The other awards of that aid to the same body, in any cohort: their day and their amount."""
    rows = Award.objects.filter(grant=grant, withdrawn_at=None).exclude(
        participation=participation.pk
    )
    mine = (
        rows.filter(participation__territory=participation.territory_id)
        if participation.territory_id
        else rows.filter(participation__territory=None, participation__name=participation.name)
    )
    found = mine.order_by("pk").values_list("at", "amount")
    return [(wall_clock(participation.cohort, at).date(), amount) for at, amount in found]


def against(
    participation: Participation, grant: Grant, amount: Decimal, at: datetime
) -> list[Finding]:
    """Why an aid is not given to a territory: its own limits, then what its body had already."""
    found = award_faults(grant, amount, given(participation.cohort, grant.key))
    if found or grant.body_max is None:
        return found
    definition = participation.cohort.edition.definition
    today = wall_clock(participation.cohort, at).date()
    had = received(participation, grant.key)
    return body_faults(grant, amount, had, today, definition.fiscal_year or "01-01")


def held_back(participation: Participation, at: datetime) -> list[tuple[str, str]]:
    """What the rules would give and a condition refuses: the aid and why, in the reader's words."""
    grants = [one for one in participation.cohort.edition.definition.grants if one.kind in MONEY]
    if not grants:
        return []
    who, had = winner(participation), {one.grant for one in participation.awards.all()}
    found = []
    for grant in grants:
        if grant.key in had or not concerns(grant, who):
            continue
        amount = grant.body_max if grant.shared_by else amount_of(grant, who)
        if amount and (why := against(participation, grant, amount, at)):
            found.append((heard(str(grant.label)), heard(why[0].sentence)))
    return found


def carried(award: Award, participation: Participation) -> list[str]:
    """What an award carries with it, in figures, as its reader's language says it."""
    grants = participation.cohort.edition.definition.grants
    grant = next((one for one in grants if one.key == award.grant), None)
    if grant is None:
        return []
    content = participation.outcome.deposit.content if grant.paid_to == "each_partner" else {}
    sharers = [Sharer(str(one["name"]), _decimal(one["amount"]))
               for one in content.get("partners", ())]  # fmt: skip
    start = wall_clock(participation.cohort, award.at).date()
    return [heard(one) for one in terms(grant, award.amount, start, sharers)]


def paid_in(award: Award, year: int) -> Decimal:
    """What was paid of an award in a calendar year."""
    rows = award.payouts.filter(paid_on__year=year)
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)
