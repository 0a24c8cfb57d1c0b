"""The nearest other sets: forbid the set, solve again. They describe; nobody re-ranks by hand."""

from dataclasses import dataclass, replace
from fractions import Fraction

from cordee.selection.solvers.program import Row
from cordee.selection.solvers.select.answer import Choice
from cordee.selection.solvers.select.enumeration import Exhausted, Small
from cordee.selection.solvers.select.evaluate import Evaluation, evaluate
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.levels import settle
from cordee.selection.solvers.select.lottery import drawn
from cordee.selection.solvers.select.model import Model, build

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another set: what it is worth, the merit it loses, who comes and who goes."""

    selected: tuple[str, ...]
    evaluation: Evaluation
    loss: Fraction
    joins: tuple[str, ...]
    leaves: tuple[str, ...]


def neighbours(instance: Instance, choice: Choice, *, most: int = NEAREST) -> list[Neighbour]:
    """The best other sets, best first, the lottery between equals."""
    try:
        found = Small(instance).best(most=most + 1)
        sets = found.sets if found else ()
    except Exhausted:
        sets = _by_prices(instance, most + 1)
    return [_neighbour(instance, choice, each) for each in sets[1:]]


def _by_prices(instance: Instance, most: int) -> tuple[tuple[str, ...], ...]:
    """The same list from the integer programme: each set found is forbidden to the next."""
    model = build(instance, apart=True)
    sets: list[tuple[str, ...]] = []
    while len(sets) < most:
        settled = settle(model)
        if settled is None:
            break
        values, _ = drawn(model, settled)
        sets.append(model.chosen(values))
        model = _forbidding(model, values)
    return tuple(sets)


def _forbidding(model: Model, values: tuple[int, ...]) -> Model:
    terms = {column: -1 if values[column] else 1 for column in range(len(model.groups))}
    other = Row(terms, 1 - sum(values[: len(model.groups)]), None)
    return replace(model, program=model.program.with_rows(other))


def _neighbour(instance: Instance, choice: Choice, selected: tuple[str, ...]) -> Neighbour:
    before, after = set(choice.selected), set(selected)
    merits = [sum((instance.by_id[e].final for e in each), Fraction(0)) for each in (before, after)]
    return Neighbour(
        selected=selected,
        evaluation=evaluate(instance, selected),
        loss=merits[0] - merits[1],
        joins=tuple(sorted(after - before)),
        leaves=tuple(sorted(before - after)),
    )
