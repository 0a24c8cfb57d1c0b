"""An impossible call: the smallest change of its numbers that makes it possible."""

from dataclasses import dataclass, replace
from fractions import Fraction

from cordee.selection.solvers.select.answer import choose
from cordee.selection.solvers.select.instance import Candidate, Instance, Rule

EVERYBODY = "\0everybody"
FIRST = -(1 << 30)  # the level of the changes, before any advisory rule of the call


@dataclass(frozen=True, slots=True)
class Change:
    """One bound to move: `side` is « min » or « max », from `was` to `needed`."""

    rule: str
    side: str
    was: int
    needed: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The changes (least in total), and the set that they make possible."""

    changes: tuple[Change, ...]
    selected: tuple[str, ...]


def relaxation(instance: Instance) -> Relaxation | None:
    """The smallest total change of the bounds; None when nobody at all is eligible to change it."""
    softened = _softened(instance)
    found = choose(softened)
    if found is None:
        return None
    chosen = [softened.by_id[each] for each in found.selected]
    changes = [
        change
        for rule in softened.rules
        if rule.level == FIRST
        for change in _change(rule, sum(map(rule.names, chosen)))
    ]
    return Relaxation(tuple(changes), found.selected)


def _change(rule: Rule, count: int) -> list[Change]:
    key = "count" if rule.attr == EVERYBODY else rule.id
    if count < rule.low:
        return [Change(key, "min", rule.low, count)]
    if rule.high is not None and count > rule.high:
        return [Change(key, "max", rule.high, count)]
    return []


def _softened(instance: Instance) -> Instance:
    """Every constraint advisory, at a level before all others; exclusive sets become rules."""
    marks = dict(instance.at_most_one)
    marks[EVERYBODY] = frozenset(instance.by_id)
    hard = [
        replace(rule, hard=False, level=FIRST, weight=Fraction(1))
        for rule in instance.rules
        if rule.hard
    ]
    soft = [rule for rule in instance.rules if not rule.hard]
    seats = _rule(EVERYBODY, instance.k_min, instance.k_max)
    sets = [_rule(key, 0, 1) for key, _ in instance.at_most_one]
    rest = [level for level in instance.order if level != "violation"]
    return replace(
        instance,
        k_min=0,
        k_max=len(instance.candidates),
        rules=tuple(sorted((*hard, *soft, seats, *sets), key=lambda rule: rule.id)),
        at_most_one=(),
        candidates=tuple(_marked(each, marks) for each in instance.candidates),
        order=("violation", *rest),
    )


def _rule(key: str, low: int, high: int) -> Rule:
    name = "count" if key == EVERYBODY else key
    return Rule(
        name, key, frozenset({True}), low, high, hard=False, level=FIRST, weight=Fraction(1)
    )


def _marked(candidate: Candidate, marks: dict[str, frozenset[str]]) -> Candidate:
    """The candidate, with one more attribute for each set it is in."""
    held = {key: frozenset({True}) for key, members in marks.items() if candidate.id in members}
    return replace(candidate, attrs={**candidate.attrs, **held})
