"""The price of each rule: what anybody can check in a spreadsheet.

Take from each file's merit the prices of the rules it counts in; keep the k best of these adjusted
scores, add the constant: no set that obeys the rules can be worth more. Any integer prices give a
true bound; those of the relaxation give the best one, most often the optimum itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cordee.selection.solvers.program import PRICE_GRAIN, Program, Row, relax
from cordee.selection.solvers.select.answer import Choice
from cordee.selection.solvers.select.instance import Instance, Rule
from cordee.selection.solvers.select.model import merit_scale


@dataclass(frozen=True, slots=True)
class Priced:
    """A condition as the prices see it: who counts in it, and its bounds."""

    key: str
    members: frozenset[str]
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class RulePrices:
    """Prices in points of merit; `gap` is what the bound leaves unproven, `in_play` who could move.

    A positive price is paid by the files of a rule at its maximum; a negative one is a help given
    to the files of a rule at its minimum.
    """

    prices: Mapping[str, Fraction]
    adjusted: Mapping[str, Fraction]
    constant: Fraction
    seats: int
    bound: Fraction
    gap: Fraction
    in_play: tuple[str, ...]


def rule_prices(instance: Instance, choice: Choice) -> RulePrices | None:
    """The prices that go with an answer, or None without merit among its levels, or with money."""
    if "merit" not in instance.order or instance.budgets:
        return None  # amounts are no counts: the proof in a spreadsheet would be another one
    conditions = list(_conditions(instance, choice))
    scale = merit_scale(instance)
    duals = _duals(instance, conditions, scale, len(choice.selected))
    return _checked(instance, choice, conditions, [Fraction(dual, scale) for dual in duals])


def _conditions(instance: Instance, choice: Choice) -> Iterator[Priced]:
    """What binds the merits: hard rules, and the earlier levels at the value they reached."""
    before = instance.order[: instance.order.index("merit")]
    for rule in instance.rules:
        slack = (
            0 if rule.hard else _slack(instance, choice, rule) if "violation" in before else None
        )
        if slack is not None:
            high = None if rule.high is None else rule.high + slack
            yield Priced(rule.id, instance.members(rule), max(0, rule.low - slack), high)
    pool = frozenset(each.id for each in instance.pool)
    for key, members in instance.at_most_one:
        yield Priced(key, members & pool, 0, 1)
    if "priority" in before:
        first = frozenset(each.id for each in instance.pool if each.priority)
        held = len(first.intersection(choice.selected))
        yield Priced("priority", first, held, held)


def _slack(instance: Instance, choice: Choice, rule: Rule) -> int | None:
    """How far one advisory rule may be missed without its level being worse than reached."""
    reached = choice.evaluation.levels["violation"]
    place = instance.soft_levels.index(rule.level)
    if not rule.weight or not isinstance(reached, list):
        return None
    return int(reached[place] / rule.weight)


def _duals(instance: Instance, conditions: list[Priced], scale: int, seats: int) -> tuple[int, ...]:
    place = {each.id: column for column, each in enumerate(instance.pool)}
    rows = [
        Row({place[each]: 1 for each in condition.members}, condition.low or None, condition.high)
        for condition in conditions
    ]
    everybody = Row(dict.fromkeys(range(len(place)), 1), seats, seats)
    program = Program((0,) * len(place), (1,) * len(place), (*rows, everybody))
    merits = {place[each.id]: int(each.final * scale) for each in instance.pool}
    dual = relax(program, merits)
    if dual is None:
        return (0,) * len(conditions)
    return tuple(round(Fraction(each, 1 << PRICE_GRAIN)) for each in dual.rows[:-1])


def _checked(
    instance: Instance, choice: Choice, conditions: list[Priced], duals: list[Fraction]
) -> RulePrices:
    """The bound, recounted from the prices alone."""
    prices = {
        each.key: dual if dual < 0 or each.high is not None else Fraction(0)
        for each, dual in zip(conditions, duals, strict=True)
    }
    constant = Fraction(0)
    for each in conditions:
        price = prices[each.key]
        constant += price * ((each.high or 0) if price > 0 else each.low)
    adjusted = {each.id: each.final for each in instance.pool}
    for condition in conditions:
        for member in condition.members:
            adjusted[member] -= prices[condition.key]
    seats = len(choice.selected)
    ranked = sorted(adjusted.values(), reverse=True)
    bound = sum(ranked[:seats], constant)
    merit = sum((instance.by_id[each].final for each in choice.selected), Fraction(0))
    return RulePrices(
        prices={key: price for key, price in sorted(prices.items()) if price},
        adjusted=adjusted,
        constant=constant,
        seats=seats,
        bound=bound,
        gap=bound - merit,
        in_play=tuple(_in_play(adjusted, ranked, seats, bound - merit)),
    )


def _in_play(
    adjusted: Mapping[str, Fraction], ranked: list[Fraction], seats: int, gap: Fraction
) -> Iterator[str]:
    """Files whose adjusted score is within the gap of the last seat, from either side."""
    if not 0 < seats < len(ranked):
        return
    last, first_out = ranked[seats - 1], ranked[seats]
    for each, score in sorted(adjusted.items()):
        if (score >= last and score - first_out <= gap) or (score < last and last - score <= gap):
            yield each
