"""Measure the calendars, the groups, the visits and the pairs at the size of a large programme.

python -m tests.bench.bench_journeys [kinds…]
"""

import json
import random
import resource
import sys
import time
from datetime import date, timedelta

from cordee.journeys.solvers import solve


def sessions(draw):
    """Eight sessions, sixty days, sixty territories of four people."""
    first = date(2027, 1, 5)
    days = sorted({first + timedelta(days=draw.randrange(300)) for _ in range(70)})[:60]
    told = [day.isoformat() for day in days]
    step = len(told) // 8
    return {
        "format": "cordee-sessions/1",
        "days": told,
        "room": [day for day in told if draw.random() < 0.85],
        "staff": [
            {"id": f"E{e}", "days": [d for d in told if draw.random() < 0.8]} for e in range(4)
        ],
        "sessions": [
            {
                "id": f"J{s}",
                "days": told[max(0, s * step - 4) : (s + 1) * step + 4],
                "needs_staff": 2,
                "speakers": [],
            }
            for s in range(8)
        ],
        "gap_days": [14, 90],
        "people": [
            {
                "id": f"P{t:02d}{role}",
                "territory": f"T{t:02d}",
                "role": role,
                "availability": {d: draw.choice([1, 2, 2]) for d in told if draw.random() < 0.7},
            }
            for t in range(60)
            for role in ("lead", "elu", "tech", "com")
        ],
        "min_sessions_per_member": 5,
        "order": [
            "lead_absences", "under_min", "no_binome", "worst_territory", "attendance", "early",
        ],
    }  # fmt: skip


def halfdays(draw):
    """Sixty territories of four people, two windows of thirty half-days, five of the staff."""
    days = [[f"2027-{m:02d}-{d:02d}" for d in range(1, 16)] for m in (3, 9)]
    windows = [[f"{day}-{half}" for day in each for half in ("AM", "PM")] for each in days]
    slots = [slot for window in windows for slot in window]
    return {
        "format": "cordee-halfdays/1",
        "territories": [
            {"id": f"T{t:02d}", "travel_min": draw.randrange(30, 120)} for t in range(60)
        ],
        "slots": [{"id": s, "day": s[:10], "half": s[11:]} for s in slots],
        "windows": windows,
        "people": [
            {
                "id": f"P{t:02d}{n}",
                "territory": f"T{t:02d}",
                "slots": [s for s in slots if draw.random() < 0.4],
            }
            for t in range(60)
            for n in range(4)
        ],
        "staff": [
            {"id": f"E{e}", "slots": [s for s in slots if draw.random() < 0.7]} for e in range(5)
        ],
        "min_present": 2,
        "max_two_travels": 130,
        "order": ["missing", "never", "max_load", "attendance"],
    }


def groups(draw):
    """A thousand people of four roles in groups of ten."""
    roles = ("agent", "elu", "etat", "exterieur")
    homes = {f"T{t:02d}": (draw.choice("ABC"), draw.choice(["59", "62", "02"])) for t in range(60)}
    people = []
    for number in range(1000):
        home = draw.choice(sorted(homes))
        size, dept = homes[home]
        people.append(
            {
                "id": f"P{number:04d}",
                "role": roles[number % 4],
                "territory": home,
                "attrs": {"dept": dept, "taille": size},
            }
        )
    ids = [each["id"] for each in people]
    return {
        "format": "cordee-groups/1",
        "participants": people,
        "groups": dict.fromkeys(roles, 25),
        "balance_attrs": ["dept", "taille"],
        "past_pairs": sorted(sorted(draw.sample(ids, 2)) for _ in range(2000)),
        "order": ["same_territory", "spread", "past"],
    }


def visits(draw):
    """Two hundred visits, a thousand allies of a hundred structures."""
    return {
        "format": "cordee-visits/1",
        "visits": [{"id": f"V{v:03d}", "demand": 2} for v in range(200)],
        "people": [
            {
                "id": f"A{p:04d}",
                "max": 1,
                "senior": draw.random() < 0.3,
                "structure": f"S{draw.randrange(100):02d}",
            }
            for p in range(1000)
        ],
        "km": [
            [None if draw.random() < 0.15 else draw.randrange(250) for _ in range(1000)]
            for _ in range(200)
        ],
        "wishes": [[f"V{v:03d}", f"A{draw.randrange(1000):04d}"] for v in range(200)],
        "order": ["shortfall", "no_senior", "wishes", "km"],
    }


def binomes(draw):
    """A thousand people, ten acquaintances each."""
    pairs = {tuple(sorted(draw.sample(range(1000), 2))) for _ in range(10_000)}
    return {
        "format": "cordee-binomes/1",
        "people": [f"P{p:04d}" for p in range(1000)],
        "weights": [
            [f"P{one:04d}", f"P{other:04d}", draw.randrange(2000)] for one, other in sorted(pairs)
        ],
    }


KINDS = {f.__name__: f for f in (sessions, halfdays, groups, visits, binomes)}


def main():
    """One line per kind."""
    for kind in sys.argv[1:] or KINDS:
        document = json.dumps(KINDS[kind](random.Random(1))).encode()
        start, spent = time.perf_counter(), time.process_time()
        _, answer = solve(kind, document)
        seconds, spent = time.perf_counter() - start, time.process_time() - spent
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = json.loads(answer)
        sys.stdout.write(
            f"{kind:>9}: {seconds:.2f} s, {spent:.2f} s CPU, {memory} MiB, "
            f"{told['status']} {told.get('levels')}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    import rustworkx  # noqa: F401 - loaded before the clock starts
    from ortools.linear_solver.python import model_builder_helper  # noqa: F401 - loaded before the memory is measured
    from ortools.sat.python import cp_model_helper  # noqa: F401 - loaded before the memory is measured

    main()
