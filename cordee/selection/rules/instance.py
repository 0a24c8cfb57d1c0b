"""The question put to the solver: the rules of the call, frozen, and the marks of the jury.

The document is the `select` format of the solvers: every number is a decimal in a string.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.programme.conditions import Facts, holds
from cordee.programme.schema.choosing import Selection
from cordee.selection.rules.balance import apart, balance, counted, meeting, only_one, quotas_of
from cordee.selection.rules.judging import judging
from cordee.selection.rules.merits import BY_MEAN, lot, settled
from cordee.selection.rules.money import envelopes
from cordee.selection.rules.reserved import Standing, reserved
from cordee.selection.rules.stopping import Looked, paying, standing, stopping
from cordee.selection.rules.terms import NO_TERMS, Terms
from cordee.selection.rules.tracks import methods_of, ruled, track_key, woven
from cordee.selection.rules.votes import by_voices
from cordee.selection.rules.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Priority, Stage
    from cordee.selection.rules.judging import Judged
    from cordee.selection.rules.stages import Earlier
    from cordee.selection.rules.weighing import Weighed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deposit as the choice sees it; `attrs` hold what balances look at, `at` its arrival."""

    id: str
    name: str
    facts: Facts
    attrs: Mapping[str, str | tuple[str, ...]]
    eligible: bool = True
    at: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks (juror, candidate, criterion, value) and the recusals (juror, candidate)."""

    marks: Sequence[tuple[str, str, str, Decimal | None]]
    conflicts: Sequence[tuple[str, str]] = ()
    votes: Mapping[str, Fraction] = field(default_factory=dict)
    """Candidate → voices received, where the stage decides by a vote."""
    earlier: Sequence[Earlier] = ()
    """The earlier stages that count in the final merit, where the call weighs its stages."""


def problem(
    definition: Definition,
    stage: Stage,
    candidates: Sequence[Candidate],
    sheet: Sheet,
    seed: str,
    *,
    terms: Terms = NO_TERMS,
) -> dict[str, Any]:
    """The whole document; the same rules, marks and terms always give the same one."""
    methods = methods_of(definition, candidates)
    rules = ruled(definition.selection, methods)
    rules = rules.model_copy(update={"quotas": quotas_of(definition)})
    judged = judging(definition, stage, candidates, sheet)
    weighed = weigh(definition, stage, candidates, sheet, judged, terms)
    least, most = terms.places(*places(definition, stage, len(candidates)))
    order = _order(definition, candidates, methods, judged, seed)
    first = _ranked(rules, candidates, weighed, terms, order, seed=seed)
    money = envelopes(definition, stage, candidates, terms)
    stop = stopping(rules, money, [one.id for one in first], most)
    weighed = replace(weighed, aside={**stop.aside, **weighed.aside})
    told = _Telling(rules, stage, judged, weighed, terms, methods, definition.selection.method)
    asked_more = partial(reserved, definition, standing=Standing(first, most))
    document = {
        "format": "cordee-select/1",
        "seed": seed,
        "k_min": least,
        "k_max": most,
        **_grid(rules, stage, judged, weighed),
        "order": [*aims(rules), "lottery"],
        "candidates": [told.candidate(one) for one in candidates],
        "conflicts": sorted([list(pair) for pair in sheet.conflicts]),
        "scores": _scores(sheet, {one.key for one in judged.criteria}),
        "balance": balance(definition, candidates, terms, told.sure(candidates), stage, asked_more),
        "at_most_one": only_one(rules, candidates, terms),
    }
    if rules.ties_above_cut:
        document["ties_above_cut"] = True
    if money:
        document |= {"budgets": paying(money, stop), "order": [*_spending(rules), "lottery"]}
    return document | ({"lot": order} if order else {})


def _grid(rules: Selection, stage: Stage, judged: Judged, weighed: Weighed) -> dict[str, Any]:
    """How marks make a merit: criteria, scale, reviews it takes, floor and calibration."""
    return {
        "criteria": [{"id": one.key, "weight": str(one.weight)} for one in judged.criteria],
        "scale": dict(zip(("min", "max"), map(str, judged.scale), strict=True)),
        "min_reviews": stage.min_reviews,
        "min_merit": _text(weighed.floor) if rules.method == "merit" else None,
        "calibration": "additive" if weighed.calibrates and not weighed.by_us else "none",
        "priority_bonus": "0",
    }


def _order(
    definition: Definition,
    candidates: Sequence[Candidate],
    methods: Mapping[str, str],
    judged: Judged,
    seed: str,
) -> list[str]:
    """The order that settles equals; by track where tracks are not chosen in one way."""
    known, orders = sorted(set(methods.values())), []
    for method in known:
        rules = definition.selection.model_copy(update={"method": method})
        mine = [one for one in candidates if methods[one.id] == method]
        arrivals = {one.id: _arrival(definition, one) for one in mine}
        sort = lot if len(known) == 1 else settled
        orders.append(sort(rules, arrivals, judged.known, seed, _chances(rules, mine)))
    return woven(orders, seed) if len(orders) > 1 else next(iter(orders), [])


def _ranked(
    rules: Selection,
    candidates: Sequence[Candidate],
    weighed: Weighed,
    terms: Terms,
    order: Sequence[str],
    *,
    seed: str,
) -> list[Candidate]:
    """The files from the first looked at to the last, when an envelope or kept places ask it."""
    kept = any(one.beyond or one.transferable for one in rules.quotas)
    if rules.too_dear is None and not kept:
        return []
    return standing(candidates, _looked(rules, weighed, terms, order or _drawn(candidates, seed)))


def _looked(rules: Selection, weighed: Weighed, terms: Terms, order: Sequence[str]) -> Looked:
    """In what order the files are looked at, who is out of it and who comes first."""
    out = {*terms.must_out, *weighed.aside}
    if rules.method != "merit":
        return Looked(order, out=out, first=terms.must_in)
    floor = None if weighed.floor is None else Fraction(weighed.floor)
    return Looked(order, weighed.merits, out, terms.must_in, floor)


def _arrival(definition: Definition, one: Candidate) -> str:
    """When a file came in; where files of one day are equal, its day on the clock of the call."""
    if definition.selection.arrival != "day" or not one.at:
        return one.at
    when = datetime.fromisoformat(one.at)
    zone = ZoneInfo(definition.timeline.zone)
    return (when.astimezone(zone) if when.tzinfo else when).date().isoformat()


def _drawn(candidates: Sequence[Candidate], seed: str) -> list[str]:
    """The order of the public draw, where nothing else settles equals."""
    return settled(Selection(), {one.id: one.at for one in candidates}, (), seed)


def _chances(rules: Selection, candidates: Sequence[Candidate]) -> dict[str, Decimal]:
    """The chances of those who have other than one: the first of the call that they meet."""
    if rules.method != "lot" or not rules.chances:
        return {}
    met = {
        one.id: next((each.times for each in rules.chances if holds(each.when, one.facts)), None)
        for one in candidates
    }
    return {file: times for file, times in met.items() if times is not None}


NONE = (None, None, None)


def places(definition: Definition, stage: Stage, files: int) -> tuple[int, int]:
    """How many files a stage keeps: its own bounds, else the places of the call, else all."""
    rules = definition.selection
    least, most = rules.places_min, rules.places_max
    if stage.kept_per != "call" and (stage.kept_min, stage.kept_max, stage.kept_share) != NONE:
        least, most = 0, files  # the bounds of each are rules of the set
    elif stage.kept_min is not None or stage.kept_max is not None:
        least, most = stage.kept_min or 0, stage.kept_max
    elif stage.kept_share is not None:
        least, most = 0, int(stage.kept_share * files)
    elif stage.keeps in {"all_admitted", "threshold"} or rules.method == "all_admitted":
        least, most = 0, files if stage.keeps == "all_admitted" else most
    top = files if most is None else most
    return min(least, top), top


def aims(rules: Selection) -> list[str]:
    """The order of aims: strict priority comes before merit, a tie-break after it (R49).

    Where merit does not choose (arrival, the lot, all admitted), neither do its aims.
    """
    means = {one.means for one in rules.priorities}
    order: list[str] = [aim for aim in rules.order if aim != "priority"]
    if rules.method != "merit":
        order = [aim for aim in order if aim not in {"merit", "worst"}]
    if "strict" in means:
        order.insert(order.index("merit") if "merit" in order else len(order), "priority")
    elif "tie_break" in means:
        order.insert(order.index("merit") + 1 if "merit" in order else len(order), "priority")
    return order


def _spending(rules: Selection) -> list[str]:
    """The aims within an envelope: unless the call says so, not « as many files as possible ».

    It would take many cheap files before good ones, and late ones before those that came first.
    """
    stated = "order" in rules.model_fields_set and rules.method == "merit"
    return [aim for aim in aims(rules) if stated or aim != "count"]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is told of each file: its priorities, bonus and merit, why it is set aside."""

    rules: Selection
    stage: Stage
    judged: Judged
    weighed: Weighed
    terms: Terms
    methods: Mapping[str, str]
    stated: str = "merit"
    """What the call itself says chooses."""

    def candidate(self, one: Candidate) -> dict[str, Any]:
        held = [each for each in self.rules.priorities if self._holds(each, one)]
        first = {"strict"} & {each.means for each in self.rules.priorities} or {"tie_break"}
        why = self.terms.must_out.get(one.id) or self.weighed.aside.get(one.id)
        attrs: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in one.attrs.items()
        }
        if one.id in self.terms.must_in or self._sure(one):
            attrs["must"] = one.id
        for quota in self.rules.quotas:
            if quota.per != "call":
                attrs[counted(quota)] = apart(quota, one)
            elif met := meeting(quota, one):
                attrs[counted(quota)] = met if quota.attribute else "yes"
        if held:
            attrs |= {"priority": "yes", "rule": sorted(each.key for each in held)}
        bonus = sum((each.bonus or 0 for each in held if each.means == "bonus"), 0)
        top = self.rules.bonus_max
        bonus = min(bonus, top) if top is not None else bonus
        told = {
            "id": one.id,
            "name": one.name,
            "attrs": attrs,
            "priority": any(each.means in first for each in held),
            "eligible": one.eligible and not why,
        }
        told |= {"bonus": _text(bonus)} if bonus else {}
        told |= {"why": why} if why else {}
        if one.id in self.weighed.parts:
            parts = self.weighed.parts[one.id]
            told["parts"] = {label: str(share) for label, share in parts.items()}
        return told | self._given(one)

    def _holds(self, each: Priority, one: Candidate) -> bool:
        """Whether a priority holds: its condition, and its threshold once there are marks."""
        if not holds(each.condition, one.facts):
            return False
        least = self.weighed.ruler.in_all(each.min_merit, track_key(one))
        merit = self.weighed.merits.get(one.id)
        return least is None or (merit is not None and merit >= Fraction(least))

    def _given(self, one: Candidate) -> dict[str, str]:
        """The merit, when the solver would not find it by itself from the marks."""
        merits, read = self.weighed.merits, len(self.judged.read.get(one.id, ()))
        if self.rules.method == "merit" and self.methods[one.id] != "merit":
            return {"merit": str(Fraction(self.weighed.floor or 0))}
        if (
            by_voices(self.stage)
            or self.rules.method != "merit"
            or (not read and not self.stage.min_reviews)
        ):
            return {"merit": str(merits.get(one.id, 0))}
        if one.id in self.judged.alone and one.id in merits:
            return {"merit": str(merits[one.id])}
        by_solver = self.stage.combines in BY_MEAN and not self.weighed.by_us
        if by_solver or read < max(1, self.stage.min_reviews) or one.id not in merits:
            return {}
        return {"merit": str(merits[one.id])}

    def sure(self, candidates: Sequence[Candidate]) -> list[str]:
        """Files taken at once: from their merit where lots are drawn, or with their whole track."""
        return [one.id for one in candidates if self._sure(one)]

    def _sure(self, one: Candidate) -> bool:
        method = self.methods[one.id]
        floor = self.weighed.ruler.in_all(self.rules.sure_above, track_key(one))
        if one.id in self.terms.must_out or one.id in self.weighed.aside or not one.eligible:
            return False
        if method == "all_admitted":
            return self.stated != method
        if method != "lot" or floor is None:
            return False
        return self.weighed.merits.get(one.id, Fraction(-1)) >= Fraction(floor)


def _scores(sheet: Sheet, criteria: set[str]) -> list[list[Any]]:
    kept = [mark for mark in sheet.marks if mark[2] in criteria]
    return sorted([[juror, one, key, _text(value)] for juror, one, key, value in kept])


def _text(value: Decimal | int | None) -> str | None:
    if value is None:
        return None
    return str(value) if isinstance(value, int) else format(value.normalize(), "f")
