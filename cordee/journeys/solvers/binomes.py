"""Pairing people: as many pairs as possible, then the most affinity, proven by a matching."""

from collections.abc import Mapping
from typing import Any

from cordee.selection.solvers.documents import Invalid, distinct, name, names, rows, whole

FORMAT = "cordee-binomes/1"
LARGEST = 1 << 50

Weights = dict[tuple[str, str], int]


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The pairs of a `cordee-binomes/1` document; raises `Invalid`."""
    people, weights = parse(document)
    pairs = matched(people, weights)
    return {
        "status": "optimal",
        "pairs": [list(pair) for pair in pairs],
        "levels": {"pairs": len(pairs), "weight": sum(weights[pair] for pair in pairs)},
    }


def parse(document: Mapping[str, Any]) -> tuple[list[str], Weights]:
    """People sorted, and what each possible pair (in that order) is worth."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    people = sorted(names(document.get("people"), "people"))
    distinct(people, "people")
    known, weights = set(people), Weights()
    for row in rows(document.get("weights", []), "weights", width=3):
        one, other = sorted(name(cell, "weights") for cell in row[:2])
        weight = whole(row[2], "weights")
        if not {one, other} <= known:
            raise Invalid("unknown_id", f"{one} / {other}")
        if one == other:
            raise Invalid("bad_pair", one)
        if (one, other) in weights:
            raise Invalid("duplicate_pair", f"{one} / {other}")
        if abs(weight) > LARGEST:
            raise Invalid("bad_number", f"{one} / {other}")
        weights[one, other] = weight
    return people, weights


def matched(people: list[str], weights: Weights) -> list[tuple[str, str]]:
    """The best pairs, sorted; people and pairs are given in order, so equals end the same way."""
    import rustworkx  # noqa: PLC0415 - imported when needed

    graph = rustworkx.PyGraph()
    place = dict(zip(people, graph.add_nodes_from(people), strict=True))
    for pair in sorted(weights):
        one, other = pair
        graph.add_edge(place[one], place[other], weights[pair])
    found = rustworkx.max_weight_matching(
        graph, max_cardinality=True, weight_fn=int, verify_optimum=True
    )
    pairs = (sorted((people[one], people[other])) for one, other in found)
    return sorted((one, other) for one, other in pairs)
