"""Measure assignments of random affinities: seconds, memory, levels.

python -m tests.bench.bench_assign [files x jurors…]
"""

import json
import random
import resource
import sys
import time

from cordee.selection.solvers import solve

SIZES = ("200x20", "2000x100", "10000x500")


def assignment(files, jurors, *, order, seed=1, cap=None):
    """A `cordee-assign/1` document where every juror reads about its share."""
    draw = random.Random(seed)
    most = -(-files * 3 * 12 // (jurors * 10))
    houses = ["Région", "État", "ADEME", "Cerdd", "Agence de l’eau"]
    return {
        "format": "cordee-assign/1",
        "order": order,
        "expert_threshold": 800,
        "applications": [
            {"id": f"T{i:05d}", "demand": 3, "languages": ["fr"]} for i in range(files)
        ],
        "jurors": [
            {
                "id": f"J{j:04d}",
                "min": most // 2,
                "max": most,
                "languages": ["fr"],
                "institution": houses[j % len(houses)],
            }
            for j in range(jurors)
        ],
        "institution_cap": cap,
        "conflicts": [
            [f"T{draw.randrange(files):05d}", f"J{draw.randrange(jurors):04d}"]
            for _ in range(files // 10)
        ],
        "affinity_matrix": [[draw.randrange(1000) for _ in range(jurors)] for _ in range(files)],
    }


ORDERS = {
    "experts first": ["shortfall", "below_min", "no_expert", "affinity"],
    "fair loads": ["shortfall", "below_min", "spread", "affinity"],
    "worst-off file": ["shortfall", "maxmin", "affinity"],
}


def main():
    """One line per size and order."""
    for size in sys.argv[1:] or SIZES:
        files, jurors = map(int, size.split("x"))
        for name, order in ORDERS.items():
            if "maxmin" in order and files > 500:
                continue
            document = json.dumps(assignment(files, jurors, order=order)).encode()
            start, spent = time.perf_counter(), time.process_time()
            _, answer = solve("assign", document)
            seconds, spent = time.perf_counter() - start, time.process_time() - spent
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            levels = json.loads(answer)["levels"]
            sys.stdout.write(
                f"{size:>10} {name}: {seconds:.2f} s, {spent:.2f} s CPU, {memory} MiB, {levels}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
