"""Large calls for measuring: drawn from a seed, always possible, with quotas that bind."""

import random

WORDS = {
    "dept": ["02", "59", "60", "62", "80"],
    "zone": ["rural", "périurbain", "urbain"],
    "taille": ["<2k", "2-20k", "20-100k", ">100k"],
    "type": ["commune", "EPCI", "PNR", "SCoT", "syndicat"],
    "theme": ["eau", "énergie", "mobilité", "alimentation", "biodiversité", "participation"],
    "region": ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"],
    "cycle": ["1", "2", "3", "4", "5"],
}


def call(size, seats, *, jurors=4, seed=1, soft=False, order=None):
    """A `cordee-select/1` document of `size` files for `seats` seats under about 40 quotas."""
    draw = random.Random(seed)
    candidates = [_candidate(draw, number) for number in range(size)]
    return {
        "format": "cordee-select/1",
        "seed": f"graine-{seed}",
        "k_min": max(1, seats - 2),
        "k_max": seats,
        "criteria": [
            {"id": "pertinence", "weight": "50"},
            {"id": "équipe", "weight": "25"},
            {"id": "motivation", "weight": "25"},
        ],
        "scale": {"min": "0", "max": "20"},
        "min_reviews": 1,
        "min_merit": None,
        "calibration": "none",
        "priority_bonus": "0",
        "order": order or ["violation", "count", "merit", "lottery"],
        "candidates": candidates,
        "conflicts": [],
        "scores": list(_scores(draw, candidates, jurors)),
        "balance": list(_quotas(draw, candidates, seats, soft=soft)),
        "at_most_one": [],
    }


def _candidate(draw, number):
    attrs = {attr: draw.choice(words) for attr, words in WORDS.items() if attr != "theme"}
    attrs["theme"] = sorted(draw.sample(WORDS["theme"], draw.randint(1, 2)))
    return {
        "id": f"T{number:05d}",
        "name": f"Territoire {number}",
        "attrs": attrs,
        "priority": draw.random() < 0.2,
        "eligible": True,
    }


def _scores(draw, candidates, jurors):
    for each in candidates:
        level = draw.gauss(12, 2.5)
        for juror in range(jurors):
            for criterion in ("pertinence", "équipe", "motivation"):
                mark = round(2 * min(20, max(0, draw.gauss(level, 1.2)))) / 2
                yield [f"J{juror}", each["id"], criterion, f"{mark:g}"]


def _quotas(draw, candidates, seats, *, soft):
    """Around the shares of a set drawn at random: what it holds is possible."""
    sample = draw.sample(candidates, seats)
    for attr, words in WORDS.items():
        for word in words:
            held = sum(_has(each, attr, word) for each in sample)
            slack = draw.choice([0, 1, max(1, seats // 20)])
            yield {
                "id": f"{attr}:{word}",
                "attr": attr,
                "values": [word],
                "min": max(0, held - slack - 1) or None,
                "max": held + slack,
                "hard": not (soft and attr in {"theme", "cycle"}),
                "level": 1 if attr == "theme" else 2,
                "weight": 1,
            }


def _has(candidate, attr, word):
    value = candidate["attrs"][attr]
    return word in value if isinstance(value, list) else word == value
