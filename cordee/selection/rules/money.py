"""What the chosen files ask for, within the envelopes of the call: rows for the solver.

An envelope is a rule of the set like the others: proven, explained, lifted by the jury with a
reason. Where less than asked may be given (`adjusts`), it is no constraint on who is chosen.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from cordee.programme.amounts import asked_question, fixed_amount
from cordee.programme.conditions import holds
from cordee.selection.rules.balance import on_track, quotas_of, values_of
from cordee.selection.rules.pots import Pot, carried, pooled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Quota, Stage
    from cordee.programme.schema.sharing import Envelope
    from cordee.selection.rules.instance import Candidate
    from cordee.selection.rules.terms import Terms

WHOLE = "budget"
"""The key of the envelope of the whole call."""

Amounts = dict[str, Decimal]


def asked(definition: Definition, candidates: Sequence[Candidate]) -> Amounts:
    """What each file asks for, by the question of its track, or what every winner is given there.

    Who does not say asks for nothing.
    """
    keys: dict[str, str | None] = {}
    found = {}
    for one in candidates:
        track = next(iter(values_of(one, "track")), "")
        if track not in keys:
            keys[track] = asked_question(definition, track)
        if key := keys[track]:
            found[one.id] = _amount(one.facts.answers.get(key))
        elif fixed := fixed_amount(definition, track):
            found[one.id] = fixed
    return {file: amount for file, amount in found.items() if amount}


def _amount(value: Any) -> Decimal:
    try:
        found = Decimal(str(value or 0))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and found > 0 else Decimal(0)


def spends(definition: Definition, stage: Stage) -> bool:
    """Whether this stage gives out the money: it keeps winners, and what is asked is given."""
    return keeps_winners(stage) and not definition.selection.adjusts


def keeps_winners(stage: Stage) -> bool:
    """Whether this stage makes the final choice, rather than a list of those who go on."""
    short = (stage.kept_min, stage.kept_max, stage.kept_share)
    return stage.keeps != "all_admitted" and all(one is None for one in short)


def envelopes(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate], terms: Terms
) -> list[dict[str, Any]]:
    """Every envelope as the solver reads it, the terms of the jury applied."""
    amounts = asked(definition, candidates) if spends(definition, stage) else {}
    rows = [
        *(_measured(definition, candidates) if keeps_winners(stage) else ()),
        *(_money(definition, stage, candidates, amounts) if amounts else ()),
    ]
    return [moved for row in rows if (moved := _relaxed(row, terms)) is not None]


def _money(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    yield from _whole(definition, stage, amounts)
    yield from _tracks(definition, candidates, amounts)
    yield from _apart(definition, candidates, amounts)
    yield from _parts(definition, candidates, amounts)
    yield from _quotas(definition, candidates, amounts)


def _measured(definition: Definition, candidates: Sequence[Candidate]) -> Iterator[dict[str, Any]]:
    """Firm balances on what answers come to together: megawatts, homes, hectares."""
    for quota in quotas_of(definition):
        if quota.of_question and quota.hard:
            told = {one.id: _amount(one.facts.answers.get(quota.of_question)) for one in candidates}
            yield from _counted(definition, quota, candidates, told)


def _row(
    key: str, amounts: Mapping[str, Decimal], low: Decimal | None, high: Decimal | None
) -> dict[str, Any]:
    return {
        "id": key,
        "amounts": {file: _text(amount) for file, amount in sorted(amounts.items()) if amount},
        "min": None if low is None else _text(low),
        "max": None if high is None else _text(high),
    }


def _text(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


def _whole(definition: Definition, stage: Stage, amounts: Amounts) -> Iterator[dict[str, Any]]:
    budget = definition.selection.budget
    if budget is not None:
        yield _row(WHOLE, amounts, None, budget * (stage.kept_budget or 1))


def _of(
    candidates: Sequence[Candidate], amounts: Amounts, inside: Callable[[Candidate], bool]
) -> Amounts:
    return {one.id: amounts[one.id] for one in candidates if one.id in amounts and inside(one)}


def _tracks(
    definition: Definition, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    """Each track has its own money, for its parts too."""
    for track in definition.tracks:
        if track.budget is not None:
            mine = _among(candidates, amounts, "track", definition.parts_of(track.key))
            yield _row(f"{WHOLE}-{track.key}", mine, None, track.budget)


def _apart(
    definition: Definition, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    """Each wave, each organiser has its own money, when the call says how much."""
    pots = [("window", one.key, one.budget) for one in definition.windows]
    pots += [("organiser", one.key, one.budget) for one in definition.organisers]
    for name, key, budget in pots:
        if budget is not None:
            mine = _among(candidates, amounts, name, [key])
            yield _row(f"{WHOLE}-{name}-{key}", mine, None, budget)


def _among(
    candidates: Sequence[Candidate], amounts: Amounts, attribute: str, keys: Sequence[str]
) -> Amounts:
    return _of(candidates, amounts, lambda one: not set(keys).isdisjoint(values_of(one, attribute)))


def _parts(
    definition: Definition, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    """The money set apart for some files, what is carried over or passed on included."""
    found = [
        (part, [Pot(key, top, _of(candidates, amounts, inside))
                for key, top, inside in _tops(definition, part, candidates, amounts)])
        for part in definition.selection.envelopes
    ]  # fmt: skip
    for pot in pooled(carried(found)):
        yield _row(pot.key, pot.amounts, None, pot.top)


def _tops(
    definition: Definition, part: Envelope, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[tuple[str, Decimal, Callable[[Candidate], bool]]]:
    """Each pot of an envelope: its key, what it holds, who draws from it."""
    top = part.amount
    if top is None and part.share is not None and definition.selection.budget is not None:
        top = part.share * definition.selection.budget
    if top is None or not _told_apart(definition, part):
        return
    pots = list(_inside(definition, part, candidates))
    weights = [_weight(part, candidates, amounts, inside) for _, inside in pots]
    whole = sum(weights, Decimal(0))
    for (key, inside), weight in zip(pots, weights, strict=True):
        yield key, top * weight / whole if part.proportional_to and whole else top, inside


def _told_apart(definition: Definition, part: Envelope) -> bool:
    """Whether the files of a year are known: only where waves close in several of them."""
    return part.year is None or len(set(_years(definition).values())) > 1


def _years(definition: Definition) -> dict[str, int]:
    """The year in which each wave closes, on the clock of the call."""
    start = definition.fiscal_year or "01-01"
    zone = definition.timeline.zone
    closes = ((one.key, one.closes_at(zone)) for one in definition.windows)
    return {key: end.year - (f"{end:%m-%d}" < start) for key, end in closes if end}


def _weight(
    part: Envelope,
    candidates: Sequence[Candidate],
    amounts: Amounts,
    inside: Callable[[Candidate], bool],
) -> Decimal:
    """What a pot counts for when an envelope is shared in proportion of something."""
    mine = [one for one in candidates if inside(one)]
    if part.proportional_to == "request":
        return sum((amounts.get(one.id, Decimal(0)) for one in mine), Decimal(0))
    if part.proportional_to == "population":
        return sum((one.facts.numbers.get("population", Decimal(0)) for one in mine), Decimal(0))
    return Decimal(len(mine))


def _inside(
    definition: Definition, part: Envelope, candidates: Sequence[Candidate]
) -> Iterator[tuple[str, Callable[[Candidate], bool]]]:
    """The key of each pot of an envelope, and who draws from it."""
    waves = _waves(definition, part)
    parts = {one for track in part.tracks for one in (track, *definition.parts_of(track))}
    part = part.model_copy(update={"tracks": tuple(sorted(parts))})
    if not part.attribute or part.values:
        yield part.key, lambda one: _draws(part, one, part.values, waves)
        return
    present = sorted({value for one in candidates for value in values_of(one, part.attribute)})
    for value in present:
        yield f"{part.key}:{value}", lambda one, value=value: _draws(part, one, (value,), waves)  # type: ignore[misc] # a default binds the value


def _waves(definition: Definition, part: Envelope) -> set[str] | None:
    """The waves that an envelope pays for; none when it pays for all of them."""
    if not part.windows and part.year is None:
        return None
    years = _years(definition)
    known = set(part.windows) or set(years)
    return {key for key in known if part.year is None or years.get(key) == part.year}


def _draws(
    part: Envelope, one: Candidate, values: Sequence[str], waves: set[str] | None = None
) -> bool:
    if waves is not None and waves.isdisjoint(values_of(one, "window")):
        return False
    if part.tracks and not set(part.tracks).intersection(values_of(one, "track")):
        return False
    if part.when is not None and not holds(part.when, one.facts):
        return False
    return not values or not set(values).isdisjoint(values_of(one, part.attribute))


def _quotas(
    definition: Definition, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    """Firm balances that count money; wishes about money stay with the jury."""
    for quota in quotas_of(definition):
        if quota.counts == "budget" and quota.hard and not quota.of_question:
            yield from _counted(definition, quota, candidates, amounts)


def _counted(
    definition: Definition, quota: Quota, candidates: Sequence[Candidate], amounts: Amounts
) -> Iterator[dict[str, Any]]:
    """A bound on what some files come to, or on each value apart when the rule names none."""
    for part, among in _held_in(definition, quota, candidates):
        whole = _of(among, amounts, lambda _one: True)
        met = [one for one in among if _met(quota, one)]
        if not quota.attribute or quota.values:
            mine = _of(met, amounts, lambda one: _belongs(quota, one))
            yield from _bounded(quota, f"{quota.key}:{part}" if part else quota.key, mine, whole)
            continue
        for value in sorted({value for one in among for value in values_of(one, quota.attribute)}):
            mine = _among(met, amounts, quota.attribute, [value])
            yield from _bounded(quota, f"{quota.key}:{value}{part}", mine, whole)


def _held_in(
    definition: Definition, quota: Quota, candidates: Sequence[Candidate]
) -> Iterator[tuple[str, list[Candidate]]]:
    """The files among which a balance holds: all, those of its tracks, each track's or wave's."""
    mine = [one for one in candidates if on_track(quota, one)]
    if quota.per == "call":
        yield "", mine
        return
    for part in definition.tracks if quota.per == "track" else definition.windows:
        if among := [one for one in mine if part.key in values_of(one, quota.per)]:
            yield f"@{part.key}", among


def _bounded(quota: Quota, key: str, mine: Amounts, amounts: Amounts) -> Iterator[dict[str, Any]]:
    low, high = (None if side is None else Decimal(side) for side in (quota.min, quota.max))
    if low is not None or high is not None:
        yield _row(key, mine, low, high)
    for share, sign in ((quota.min_share, 1), (quota.max_share, -1)):
        if share is not None:  # « at least 30 % » : what they ask less 30 % of everything, >= 0
            beyond = {
                file: sign * (mine.get(file, Decimal(0)) - share * amount)
                for file, amount in amounts.items()
            }
            yield _row(f"{key}:{'min' if sign > 0 else 'max'}", beyond, Decimal(0), None)


def _belongs(quota: Quota, one: Candidate) -> bool:
    return not quota.attribute or not set(quota.values).isdisjoint(values_of(one, quota.attribute))


def _met(quota: Quota, one: Candidate) -> bool:
    return quota.condition is None or holds(quota.condition, one.facts)


def _relaxed(row: dict[str, Any], terms: Terms) -> dict[str, Any] | None:
    """The envelope as the jury moved it, or None when it no longer holds."""
    moved = terms.of(row["id"])
    if moved is None:
        return row
    if moved.low is None and moved.high is None:
        return None
    low = row["min"] if moved.low is None else str(moved.low)
    high = row["max"] if moved.high is None else str(moved.high)
    return {**row, "min": low, "max": high}


def spent(row: Mapping[str, Any], chosen: Sequence[str]) -> Decimal:
    """What a set asks for, out of an envelope."""
    return sum((Decimal(row["amounts"].get(one, "0")) for one in chosen), Decimal(0))
