"""Orders of a framework call: to whom the next one goes, of what size, until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.schema.money import CallOff

NEVER = date.min


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody who may receive orders, with its rank in the choice."""

    key: int
    name: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An order: to whom, of what, how much, when, and whether it was declined."""

    winner: int
    label: str
    amount: Decimal
    on: date
    declined: bool = False


def next_one(
    rule: CallOff, winners: Sequence[Winner], given: Sequence[Given], label: str = ""
) -> Winner | None:
    """Whose turn it is for that order; nobody's where the best offer, or the user, decides.

    Who has declined this order is passed over, and has had its turn.
    """
    refused = {one.winner for one in given if one.declined and label and _same(one.label, label)}
    able = [one for one in winners if one.key not in refused]
    if rule.given in {"competition", "free"} or not able:
        return None

    def had(one: Winner) -> tuple[Decimal | int, date]:
        mine = [each for each in given if each.winner == one.key]
        if rule.given == "rotation":
            return len(mine), max((each.on for each in mine), default=NEVER)
        if rule.given == "share":
            return sum((each.amount for each in mine if not each.declined), Decimal(0)), NEVER
        return 0, NEVER

    return min(able, key=lambda one: (had(one), one.rank is None, one.rank or 0, one.key))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order to give: to whom, of what, how much, on what day, and why out of turn."""

    to: Winner
    label: str
    amount: Decimal
    on: date
    because: str = ""


def faults(
    rule: CallOff, winners: Sequence[Winner], given: Sequence[Given], wanted: Wanted, start: date
) -> list[Finding]:
    """Everything that refuses an order, told at once; `start` is the day of the results."""
    return list(_faults(rule, winners, given, wanted, start))


def _faults(
    rule: CallOff, winners: Sequence[Winner], given: Sequence[Given], wanted: Wanted, start: date
) -> Iterator[Finding]:
    if not wanted.label.strip():
        yield missing("order.label", "label", french.say("Dites ce que vous commandez."))
    if wanted.amount <= 0:
        yield missing("order.amount", "amount", french.say("Donnez un montant."))
    for bound, low in ((rule.min, True), (rule.max, False)):
        if bound is not None and (wanted.amount < bound if low else wanted.amount > bound):
            said = (
                french.say("Une commande fait au moins {sum}.", sum=_money(rule, bound))
                if low
                else french.say("Une commande fait au plus {sum}.", sum=_money(rule, bound))
            )
            yield broken("order.size", "amount", said)
    top, spent = rule.total_max, total(given)
    if top is not None and spent + wanted.amount > top:
        said = french.say("Toutes les commandes font au plus {top}, et {spent} sont données.",
                          top=_money(rule, top), spent=_money(rule, spent))  # fmt: skip
        yield broken("order.total", "amount", said)
    last = ends(rule, start)
    if last is not None and wanted.on > last:
        said = french.say("On ne commande plus depuis le {last}.", last=french.day(last))
        yield broken("order.over", "on", said)
    turn = next_one(rule, winners, given, wanted.label)
    if turn is not None and turn.key != wanted.to.key and not wanted.because.strip():
        said = french.say("C’est le tour de {name} : commandez-lui, ou dites pourquoi un autre.",
                          name=turn.name)  # fmt: skip
        yield broken("order.turn", "to", french.typeset(said))


def total(given: Sequence[Given]) -> Decimal:
    """What all orders come to, those declined aside."""
    return sum((one.amount for one in given if not one.declined), Decimal(0))


def ends(rule: CallOff, start: date) -> date | None:
    """The last day on which orders are given, renewals included; none when the call says none."""
    if rule.lasts is None:
        return None
    last = rule.lasts.after(start)
    if rule.renewed_for is None or not rule.renewals:
        return last
    return rule.renewed_for.times(rule.renewals).after(last)


def reply_by(rule: CallOff, on: date) -> date | None:
    """Until when an order, or a call for offers, is answered."""
    return rule.reply_within.after(on) if rule.reply_within is not None else None


def standing(rule: CallOff, given: Sequence[Given], start: date) -> list[str]:
    """Where the orders stand: what is given, what is left, what is still owed, until when."""
    spent, told = total(given), []
    if rule.total_max is not None:
        top = _money(rule, rule.total_max)
        told.append(
            french.say("{spent} commandés, sur {top} au plus.", spent=_money(rule, spent), top=top)
        )
    if rule.total_min is not None and spent < rule.total_min:
        told.append(french.say("Il reste au moins {left} à commander : l’appel le promet.",
                               left=_money(rule, rule.total_min - spent)))  # fmt: skip
    if (last := ends(rule, start)) is not None:
        told.append(french.say("On commande jusqu’au {last}.", last=french.day(last)))
    return [french.typeset(one) for one in told]


def _money(rule: CallOff, amount: Decimal) -> str:
    return french.money(amount, rule.currency)
