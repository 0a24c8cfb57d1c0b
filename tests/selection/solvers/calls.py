"""A small call in the format of `cordee solve select`, to be changed part by part."""

import json

from cordee.selection.solvers import solve


def candidate(key, merit, *, priority=False, eligible=True, **attrs):
    return {
        "id": key, "name": key, "attrs": attrs, "merit": merit,
        "priority": priority, "eligible": eligible,
    }  # fmt: skip


def rule(key, attr, value, low, high, *, hard=True, level=1, weight=1):
    return {
        "id": key, "attr": attr, "values": [value], "min": low, "max": high,
        "hard": hard, "level": level, "weight": weight,
    }  # fmt: skip


def document(**changes):
    """Three départements, six files: the two best share a département that may win once."""
    return {
        "format": "cordee-select/1",
        "seed": "graine",
        "k_min": 2,
        "k_max": 3,
        "criteria": [{"id": "pertinence", "weight": "2"}, {"id": "équipe", "weight": "1"}],
        "scale": {"min": "0", "max": "20"},
        "min_reviews": 1,
        "min_merit": None,
        "calibration": "none",
        "priority_bonus": "0",
        "order": ["violation", "count", "merit", "lottery"],
        "candidates": [
            candidate("A", "16", dept="59"),
            candidate("B", "15", dept="59"),
            candidate("C", "12", dept="62"),
            candidate("D", "11", dept="62"),
            candidate("E", "10", dept="02", priority=True),
            candidate("F", "19", dept="02", eligible=False),
        ],
        "conflicts": [],
        "scores": [],
        "balance": [rule("dept:59", "dept", "59", None, 1)],
        "at_most_one": [],
        **changes,
    }


def told(given):
    status, found = solve("select", given)
    assert status == 0
    return json.loads(found)


def marked(*marks):
    """Scores of files without a given merit: (juror, candidate, pertinence, équipe)."""
    return [
        [juror, key, criterion, value]
        for juror, key, *values in marks
        for criterion, value in zip(("pertinence", "équipe"), values, strict=True)
    ]


def bare(*keys):
    return [candidate(key, None) for key in keys]
