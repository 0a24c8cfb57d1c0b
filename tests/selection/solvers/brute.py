"""Small random calls, and their answer by looking at every set: slow, obvious, independent."""

from itertools import combinations

from hypothesis import strategies as st

from cordee.selection.solvers.select.evaluate import comparable, evaluate
from cordee.selection.solvers.select.parse import parse

DEPARTMENTS = ["02", "59", "62"]
THEMES = ["eau", "énergie", "récits"]


def everything(instance):
    """Each set that holds, with its comparable levels; the best last."""
    pool = [each.id for each in instance.pool]
    found = []
    for size in range(instance.k_min, min(instance.k_max, len(pool)) + 1):
        for chosen in combinations(pool, size):
            evaluation = evaluate(instance, chosen)
            if not evaluation.broken:
                found.append((comparable(evaluation.levels, instance.order), chosen))
    return found


def best(instance, holding=None):
    """(levels, laureates, unique) by enumeration, or None."""
    sets = [pair for pair in everything(instance) if holding is None or holding in pair[1]]
    if not sets:
        return None
    top = max(levels for levels, _ in sets)
    tied = [frozenset(chosen) for levels, chosen in sets if levels == top]
    order = [each.id for each in instance.pool]
    winner = max(tied, key=lambda chosen: [each in chosen for each in order])
    return top, tuple(sorted(winner)), len(tied) == 1


@st.composite
def calls(draw, *, most=8, levels=("violation", "count", "priority", "merit", "worst")):
    """A `cordee-select/1` document, often tied, sometimes impossible."""
    size = draw(st.integers(1, most))
    ids = [f"T{number:02d}" for number in range(size)]
    k_max = draw(st.integers(0, size))
    order = draw(st.permutations(levels))
    return {
        "format": "cordee-select/1",
        "seed": draw(st.sampled_from(["a", "b", "graine"])),
        "k_min": draw(st.integers(0, k_max)),
        "k_max": k_max,
        "criteria": [{"id": "c", "weight": "1"}],
        "scale": {"min": "0", "max": "20"},
        "min_reviews": 0,
        "min_merit": draw(st.sampled_from([None, "10"])),
        "calibration": "none",
        "priority_bonus": draw(st.sampled_from(["0", "0.5"])),
        "order": [*order[: draw(st.integers(0, len(order)))], "lottery"],
        "candidates": [draw(_candidate(each)) for each in ids],
        "conflicts": [],
        "scores": [],
        "balance": [draw(_rule(number, size)) for number in range(draw(st.integers(0, 4)))],
        "at_most_one": draw(st.lists(st.lists(st.sampled_from(ids), max_size=4), max_size=2)),
        **({"budgets": [draw(_budget(ids))]} if draw(st.integers(0, 5)) == 0 else {}),
    }


@st.composite
def _budget(draw, ids):
    """An envelope on some files; amounts with cents, one of them negative at times."""
    amounts = st.sampled_from(["10000", "2500.50", "0.01", "-300", "7000"])
    low = draw(st.sampled_from([None, None, "2500"]))
    return {
        "id": "envelope",
        "amounts": {each: draw(amounts) for each in ids if draw(st.booleans())},
        "min": low,
        "max": draw(st.sampled_from(["2500.50", "12500.5", "20000"])),
    }


@st.composite
def _candidate(draw, key):
    return {
        "id": key,
        "name": key,
        "priority": draw(st.booleans()),
        "eligible": draw(st.integers(0, 9)) > 0,
        "merit": draw(st.sampled_from(["9", "10.5", "11", "11.25", "12", "15", "-1"])),
        "attrs": {
            "dept": draw(st.sampled_from(DEPARTMENTS)),
            "theme": draw(st.lists(st.sampled_from(THEMES), max_size=2)),
        },
    }


@st.composite
def _rule(draw, number, size):
    attr = draw(st.sampled_from(["dept", "theme"]))
    values = DEPARTMENTS if attr == "dept" else THEMES
    low = draw(st.one_of(st.none(), st.integers(0, 3)))
    high = draw(st.one_of(st.none(), st.integers(low or 0, max(3, size))))
    return {
        "id": f"rule{number}",
        "attr": attr,
        "values": draw(st.lists(st.sampled_from(values), min_size=1, max_size=2)),
        "min": low,
        "max": high,
        "hard": draw(st.booleans()),
        "level": draw(st.integers(1, 2)),
        "weight": draw(st.sampled_from([1, 2, "0.5", 0])),
    }


def opened(document):
    """The typed instance of a document."""
    return parse(document)
