"""From a `cordee-select/1` document to an instance; every fault has its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cordee.selection.solvers.documents import (
    Invalid,
    distinct,
    encodable,
    exact,
    flag,
    name,
    names,
    ordered,
    records,
    rows,
    whole,
    words,
)
from cordee.selection.solvers.select.calibration import calibrated
from cordee.selection.solvers.select.instance import LEVELS, Budget, Candidate, Instance, Rule
from cordee.selection.solvers.select.marks import Evaluations, Sheet, evaluations, means

FORMAT = "cordee-select/1"
NUMERIC = ("k_min", "k_max", "criteria", "scale", "min_reviews", "min_merit", "priority_bonus")


def parse(document: Mapping[str, Any]) -> Instance:
    """Read and check a whole document; raises `Invalid` with the first fault met."""
    return parse_all(document).instance


@dataclass(frozen=True, slots=True)
class Whole:
    """An instance with the marking that it was reduced from, for what varies the marks."""

    instance: Instance
    sheet: Sheet
    scale: tuple[Fraction, Fraction]
    given: frozenset[str]  # candidates whose merit was given, not marked
    calibration: str
    min_merit: Fraction | None


def parse_all(document: Mapping[str, Any]) -> Whole:
    """Read and check a whole document, keeping the marks."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    _refuse_floats(document)
    people = _identified(document, "candidates")
    k_min, k_max = _seats(document)
    sheet = _sheet(document, people)
    rules = _rules(document)
    at_most_one = _at_most_one(document, people)
    order = _order(document)
    reviews = evaluations(sheet)
    instance = Instance(
        seed=_seed(document),
        k_min=k_min,
        k_max=k_max,
        order=order,
        candidates=tuple(_candidates(document, people, reviews)),
        rules=rules,
        at_most_one=at_most_one,
        budgets=_budgets(document, people, rules),
        lot=_lot(document, people),
    )
    given = frozenset(key for key, record in people.items() if record.get("merit") is not None)
    return Whole(
        instance=instance,
        sheet=sheet,
        scale=_scale(document),
        given=given,
        calibration=document.get("calibration", "none"),
        min_merit=_min_merit(document),
    )


def _min_merit(document: Mapping[str, Any]) -> Fraction | None:
    floor = document.get("min_merit")
    return None if floor is None else exact(floor, "min_merit")


def _bonus(document: Mapping[str, Any]) -> Fraction:
    return exact(document.get("priority_bonus", "0"), "priority_bonus")


def _refuse_floats(document: Mapping[str, Any]) -> None:
    """No float where a number counts; attributes are words and may hold anything."""
    for key in NUMERIC:
        for where in _floats(document.get(key), key):
            raise Invalid("float_in_input", where)
    numbered = (
        ("candidates", ("merit", "bonus")),
        ("balance", ("min", "max", "level", "weight")),
    )
    for key, fields in numbered:
        listed = document.get(key)
        for record in listed if isinstance(listed, list | tuple) else ():
            numbers = map(record.get, fields) if isinstance(record, dict) else ()
            if any(isinstance(number, float) for number in numbers):
                raise Invalid("float_in_input", key)


def _floats(value: object, where: str) -> Iterator[str]:
    if isinstance(value, float):
        yield where
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _floats(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            if isinstance(inner, float | list | tuple | Mapping):
                yield from _floats(inner, where)


def _identified(document: Mapping[str, Any], key: str) -> dict[str, Mapping[str, Any]]:
    """Records by NFC id, in code point order; raises `empty_id`, `duplicate_id`."""
    listed = [(name(each.get("id"), key), each) for each in records(document.get(key), key)]
    distinct((found for found, _ in listed), key)
    return dict(sorted(listed, key=lambda pair: pair[0]))


def _seats(document: Mapping[str, Any]) -> tuple[int, int]:
    k_min = whole(document.get("k_min"), "k_min", code="bad_k")
    k_max = whole(document.get("k_max"), "k_max", code="bad_k")
    if not 0 <= k_min <= k_max:
        raise Invalid("bad_k", f"{k_min}..{k_max}")
    return k_min, k_max


def _seed(document: Mapping[str, Any]) -> str:
    seed = document.get("seed", "")
    if isinstance(seed, int) and not isinstance(seed, bool):
        return str(seed)
    if not isinstance(seed, str) or not encodable(seed):
        raise Invalid("bad_format", "seed")
    return seed


def _order(document: Mapping[str, Any]) -> tuple[str, ...]:
    listed = names(document.get("order"), "order")
    if not listed or listed[-1] != "lottery" or listed.count("lottery") > 1:
        raise Invalid("lottery_must_be_last", "order")
    return ordered(listed, LEVELS)


def _lot(document: Mapping[str, Any], people: Mapping[str, Any]) -> tuple[str, ...]:
    """Files that settle ties before the draw, the first one first (optional)."""
    listed = tuple(names(document.get("lot", []), "lot"))
    distinct(listed, "lot")
    for each in listed:
        if each not in people:
            raise Invalid("unknown_candidate", f"lot: {each}")
    return listed


def _sheet(document: Mapping[str, Any], people: Mapping[str, Any]) -> Sheet:
    """The marking: weights, scale, who wrote what and who may not be counted."""
    weights = _weights(document)
    low, high = _scale(document)
    conflicts = frozenset(
        (name(juror, "conflicts"), name(candidate, "conflicts"))
        for juror, candidate in rows(document.get("conflicts", []), "conflicts", width=2)
    )
    for _, candidate in conflicts:
        if candidate not in people:
            raise Invalid("unknown_candidate", f"conflicts: {candidate}")
    scores = _scores(document, people, weights)
    beyond = {id(v) for v in {id(v): v for v in scores.values()}.values() if not low <= v <= high}
    for key, value in scores.items() if beyond else ():
        if id(value) in beyond:
            raise Invalid("score_out_of_scale", " / ".join(key))
    return Sheet(weights=weights, conflicts=conflicts, scores=scores)


def _weights(document: Mapping[str, Any]) -> dict[str, Fraction]:
    criteria = _identified(document, "criteria")
    weights = {
        key: exact(record.get("weight"), f"criteria: {key}", code="bad_weight")
        for key, record in criteria.items()
    }
    if any(weight < 0 for weight in weights.values()) or (weights and not sum(weights.values())):
        raise Invalid("bad_weight", "criteria")
    return weights


def _scale(document: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    scale = document.get("scale")
    if not isinstance(scale, Mapping):
        raise Invalid("bad_format", "scale")
    return exact(scale.get("min"), "scale.min"), exact(scale.get("max"), "scale.max")


def _scores(
    document: Mapping[str, Any], people: Mapping[str, Any], weights: Mapping[str, Fraction]
) -> dict[tuple[str, str, str], Fraction]:
    """Marks by (juror, candidate, criterion); a null mark is a mark not given yet."""
    found: dict[tuple[str, str, str], Fraction | None] = {}
    read: dict[object, Fraction] = {}
    known: dict[str, str] = {}
    for row in rows(document.get("scores", []), "scores", width=4):
        key = _score_key(row, known)
        if key[1] not in people:
            raise Invalid("unknown_candidate", f"scores: {key[1]}")
        if key[2] not in weights:
            raise Invalid("unknown_criterion", f"scores: {key[2]}")
        if key in found:
            raise Invalid("duplicate_score", " / ".join(key))
        found[key] = None if row[3] is None else _mark(row[3], key, read)
    return {key: value for key, value in found.items() if value is not None}


def _score_key(row: list[Any], known: dict[str, str]) -> tuple[str, str, str]:
    for cell in row[:3]:
        if not isinstance(cell, str) or cell not in known:
            known[cell if isinstance(cell, str) else ""] = name(cell, "scores")
    return known[row[0]], known[row[1]], known[row[2]]


def _mark(value: object, key: tuple[str, str, str], read: dict[object, Fraction]) -> Fraction:
    """The mark as a fraction; texts are parsed once each, however many times they come."""
    if not isinstance(value, str):
        return exact(value, " / ".join(key))
    if value not in read:
        read[value] = exact(value, " / ".join(key))
    return read[value]


def _rules(document: Mapping[str, Any]) -> tuple[Rule, ...]:
    listed = _identified(document, "balance") if document.get("balance") else {}
    return tuple(_rule(key, record) for key, record in listed.items())


def _rule(key: str, record: Mapping[str, Any]) -> Rule:
    low = 0 if record.get("min") is None else whole(record["min"], key, code="bad_quota")
    high = None if record.get("max") is None else whole(record["max"], key, code="bad_quota")
    weight = exact(record.get("weight", 1), key, code="bad_weight")
    if weight < 0:
        raise Invalid("bad_weight", f"balance: {key}")
    if high is not None and low > high:
        raise Invalid("bad_quota", key)
    return Rule(
        id=key,
        attr=name(record.get("attr"), key),
        values=words(record.get("values"), key),
        low=low,
        high=high,
        hard=flag(record.get("hard", True), key),
        level=whole(record.get("level", 1), key),
        weight=weight,
    )


def _budgets(
    document: Mapping[str, Any], people: Mapping[str, Any], rules: tuple[Rule, ...]
) -> tuple[Budget, ...]:
    """Envelopes (optional): amounts by file, and what their sum may be."""
    listed = _identified(document, "budgets") if document.get("budgets") else {}
    distinct((*listed, *(rule.id for rule in rules)), "budgets")
    return tuple(_budget(key, record, people) for key, record in listed.items())


def _budget(key: str, record: Mapping[str, Any], people: Mapping[str, Any]) -> Budget:
    told = record.get("amounts")
    if not isinstance(told, Mapping):
        raise Invalid("bad_format", key)
    amounts = {name(each, key): exact(value, key) for each, value in told.items()}
    for each in amounts:
        if each not in people:
            raise Invalid("unknown_candidate", f"budgets: {each}")
    low, high = (
        None if record.get(side) is None else exact(record[side], key, code="bad_quota")
        for side in ("min", "max")
    )
    if low is not None and high is not None and low > high:
        raise Invalid("bad_quota", key)
    return Budget(key, amounts, low, high)


def _at_most_one(
    document: Mapping[str, Any], people: Mapping[str, Any]
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Sets of files of which one at most may win, named by their place in the document."""
    found = []
    for index, listed in enumerate(rows(document.get("at_most_one", []), "at_most_one")):
        members = frozenset(names(listed, "at_most_one"))
        for member in members:
            if member not in people:
                raise Invalid("unknown_candidate", f"at_most_one: {member}")
        found.append((f"at_most_one:{index}", members))
    return tuple(sorted(found, key=lambda pair: (sorted(pair[1]), pair[0])))


def _candidates(
    document: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]], reviews: Evaluations
) -> Iterator[Candidate]:
    """Every candidate with its merit and, if any, the reason of its exclusion."""
    merits = _merits(document, reviews)
    reviews_needed = max(1, whole(document.get("min_reviews", 1), "min_reviews"))
    min_merit, bonus = _min_merit(document), _bonus(document)
    for key, record in people.items():
        given = record.get("merit")
        merit = merits.get(key) if given is None else exact(given, f"candidates: {key}")
        priority = flag(record.get("priority", False), key)
        reason = None
        if not flag(record.get("eligible", True), key):
            reason = "ineligible"
        elif given is None and len(reviews.get(key, ())) < reviews_needed:
            reason = "not_enough_reviews"
        elif merit is not None and min_merit is not None and merit < min_merit:
            reason = "below_min_merit"
        own = exact(record.get("bonus", 0), f"candidates: {key}")
        final = (merit or Fraction(0)) + own + (bonus if priority else 0)
        label = record.get("name")
        yield Candidate(
            id=key,
            name=label if isinstance(label, str) and label and encodable(label) else key,
            attrs=_attrs(record, key),
            priority=priority,
            merit=merit,
            final=final,
            excluded=reason,
        )


def _attrs(record: Mapping[str, Any], where: str) -> dict[str, frozenset[object]]:
    attrs = record.get("attrs") or {}
    if not isinstance(attrs, Mapping):
        raise Invalid("bad_format", where)
    return {name(key, where): words(value, where) for key, value in attrs.items()}


def _merits(document: Mapping[str, Any], reviews: Evaluations) -> dict[str, Fraction]:
    match document.get("calibration", "none"):
        case "none":
            return means(reviews)
        case "additive":
            return calibrated(reviews)
    raise Invalid("bad_format", "calibration")
