"""The question put to the solver: the rules of the call, frozen, and the marks of the jury.

The document is the `select` format of the solvers: every number is a decimal in a string.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_FLOOR, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.programme.conditions import Facts, holds
from cordee.programme.schema.choosing import Selection
from cordee.selection.rules.balance import apart, balance, counted, only_one
from cordee.selection.rules.judging import calibrated_merits, judging
from cordee.selection.rules.merits import BY_MEAN, lot, settled
from cordee.selection.rules.money import envelopes
from cordee.selection.rules.reserved import Standing, beyond
from cordee.selection.rules.stages import whole
from cordee.selection.rules.stopping import Looked, paying, standing, stopping
from cordee.selection.rules.terms import NO_TERMS, Terms
from cordee.selection.rules.tracks import has_floors, methods_of, ruled, under_floors, woven
from cordee.selection.rules.votes import UNNAMED, by_voices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Priority, Stage
    from cordee.selection.rules.judging import Judged
    from cordee.selection.rules.stages import Earlier


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
    judged = judging(definition, stage, candidates, sheet)
    weighed = _weighed(definition, stage, candidates, sheet, judged, terms)
    stated = definition.selection.method
    least, most = terms.places(*places(definition, stage, len(candidates)))
    order = _order(definition, candidates, methods, judged, seed)
    ranked = rules.too_dear is not None or any(one.beyond for one in rules.quotas)
    looked = _looked(rules, weighed, terms, order or _drawn(candidates, seed)) if ranked else None
    first = standing(candidates, looked) if looked is not None else []
    money = envelopes(definition, stage, candidates, terms)
    stop = stopping(rules, money, [one.id for one in first], most)
    weighed = replace(weighed, aside={**stop.aside, **weighed.aside})
    told = _Telling(rules, stage, judged, weighed, terms, methods, stated)
    document = {
        "format": "cordee-select/1",
        "seed": seed,
        "k_min": least,
        "k_max": most,
        "criteria": [{"id": one.key, "weight": str(one.weight)} for one in judged.criteria],
        "scale": dict(zip(("min", "max"), map(str, judged.scale), strict=True)),
        "min_reviews": stage.min_reviews,
        "min_merit": _text(weighed.floor) if rules.method == "merit" else None,
        "calibration": "additive" if weighed.calibrates and not weighed.by_us else "none",
        "priority_bonus": "0",
        "order": [*aims(rules), "lottery"],
        "candidates": [told.candidate(one) for one in candidates],
        "conflicts": sorted([list(pair) for pair in sheet.conflicts]),
        "scores": _scores(sheet, {one.key for one in judged.criteria}),
        "balance": balance(
            definition,
            candidates,
            terms,
            told.sure(candidates),
            stage,
            lambda rows: beyond(definition, rows, Standing(first, most)),
        ),
        "at_most_one": only_one(rules, candidates, terms),
    }
    document |= {"ties_above_cut": True} if rules.ties_above_cut else {}
    if money:
        document |= {"budgets": paying(money, stop), "order": [*_spending(rules), "lottery"]}
    return document | ({"lot": order} if order else {})


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The merits the choice compares, who is set aside and why, the floor left to the solver."""

    merits: Mapping[str, Fraction]
    aside: Mapping[str, str]
    parts: Mapping[str, Mapping[str, Fraction]]
    floor: Decimal | None
    calibrates: bool
    by_us: bool
    """Whether merits are told: grids of their own, several stages, or floors by track."""


def _weighed(  # noqa: PLR0917 - everything a merit is made of
    definition: Definition,
    stage: Stage,
    candidates: Sequence[Candidate],
    sheet: Sheet,
    judged: Judged,
    terms: Terms,
) -> _Weighed:
    rules = definition.selection
    apart = not by_voices(stage) and has_floors(definition, candidates)
    by_us = bool(judged.grids or sheet.earlier or apart)
    merits, aside = judged.merits, dict(judged.aside)
    if by_voices(stage) and not sheet.earlier:
        aside = _unnamed(candidates, merits, terms)
    floor = _floor(definition, stage, *judged.scale)
    calibrates = rules.calibration == "additive" and stage.combines in BY_MEAN
    parts: Mapping[str, Mapping[str, Fraction]] = {}
    if calibrates and by_us:
        merits = {**merits, **calibrated_merits(judged.read)}
    if sheet.earlier or apart:
        aside = _under(merits, stage, floor) | aside
    if sheet.earlier:
        final = whole(definition, stage, merits, sheet.earlier, [one.id for one in candidates])
        aside, merits, parts = dict(final.lacking) | aside, final.merits, final.parts
        floor = rules.min_merit
    if apart:
        aside, floor = under_floors(definition, candidates, merits, floor) | aside, None
    return _Weighed(merits, aside, parts, floor, calibrates, by_us)


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


def _looked(rules: Selection, weighed: _Weighed, terms: Terms, order: Sequence[str]) -> Looked:
    """In what order the files are looked at, when an envelope or kept places ask it."""
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


def _floor(definition: Definition, stage: Stage, first: Decimal, last: Decimal) -> Decimal | None:
    """The merit a file needs; a threshold said in points of the whole grid is brought to marks."""
    if by_voices(stage):  # so many voices; the merit of the call is one of marks
        return stage.threshold
    if stage.threshold is None:
        return definition.selection.min_merit
    total = definition.points_of(stage)
    if not total or stage.combines not in BY_MEAN | {"median", "trimmed_mean"}:
        return stage.threshold
    with localcontext(rounding=ROUND_FLOOR):  # a file exactly at the threshold passes
        return first + stage.threshold * (last - first) / total


def _under(merits: Mapping[str, Fraction], stage: Stage, floor: Decimal | None) -> dict[str, str]:
    """The files under the threshold of the stage itself, where its marks are not the whole."""
    if floor is None or stage.threshold is None:
        return {}
    least = Fraction(floor)
    return {
        key: french.say("sous le seuil de l’étape")
        for key, merit in merits.items()
        if merit < least
    }


def _unnamed(
    candidates: Sequence[Candidate], votes: Mapping[str, Fraction], terms: Terms
) -> dict[str, str]:
    """The files that nobody named: they take no place, unless the jury says so with a reason."""
    return {
        one.id: UNNAMED
        for one in candidates
        if not votes.get(one.id) and one.id not in terms.must_in
    }


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


def _held(one: Priority, facts: Facts, merit: Fraction | None) -> bool:
    """Whether a priority holds: its condition, and its threshold once there are marks."""
    if not holds(one.condition, facts):
        return False
    return one.min_merit is None or (merit is not None and merit >= Fraction(one.min_merit))


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is told of each file: its priorities, bonus and merit, why it is set aside."""

    rules: Selection
    stage: Stage
    judged: Judged
    weighed: _Weighed
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
            elif quota.condition is not None and holds(quota.condition, one.facts):
                attrs[counted(quota)] = "yes"
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
        return _held(each, one.facts, self.weighed.merits.get(one.id))

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
        method, floor = self.methods[one.id], self.rules.sure_above
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
