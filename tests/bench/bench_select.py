"""Measure the selection against plain HiGHS, level by level, on the same files.

    python -m tests.bench.bench_select [sizes…]

Prints one line per call: seconds from the bytes of the document to the answer, both ways, and the
largest memory of the process. Nothing is asserted: machines differ.
"""

import json
import resource
import sys
import time
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from cordee.selection.solvers import solve
from tests.bench.calls import call

SIZES = ((20, 7), (200, 20), (2000, 100), (10_000, 7), (10_000, 500))


def plain(document):
    """Violation, count and merit with scipy's HiGHS, floats and all: what one writes first."""
    call_ = json.loads(document)
    weights = {each["id"]: float(each["weight"]) for each in call_["criteria"]}
    marks = {}
    for juror, candidate, criterion, value in call_["scores"]:
        marks.setdefault((candidate, juror), []).append(weights[criterion] * float(value))
    merits = {}
    for (candidate, _), values in marks.items():
        merits.setdefault(candidate, []).append(sum(values) / sum(weights.values()))
    people = call_["candidates"]
    merit = np.array([np.mean(merits[each["id"]]) for each in people])
    rows, low, high = [np.ones(len(people))], [call_["k_min"]], [call_["k_max"]]
    soft = []
    for rule in call_["balance"]:
        wanted, inside = set(rule["values"]), []
        for each in people:
            value = each["attrs"][rule["attr"]]
            inside.append(bool(wanted.intersection(value if isinstance(value, list) else [value])))
        rows.append(np.array(inside, dtype=float))
        low.append(rule["min"] or 0)
        high.append(np.inf if rule["max"] is None else rule["max"])
        soft.append(None if rule["hard"] else rule["level"])
    return _levels(merit, rows, low, high, [None, *soft])


def _levels(merit, rows, low, high, soft):
    advisory = [index for index, level in enumerate(soft) if level is not None]
    size, extra = len(merit), 2 * len(advisory)
    matrix = np.zeros((len(rows), size + extra))
    matrix[:, :size] = rows
    for place, index in enumerate(advisory):
        matrix[index, size + 2 * place], matrix[index, size + 2 * place + 1] = 1, -1
    bounds = Bounds(0, np.concatenate([np.ones(size), np.full(extra, np.inf)]))
    goals = []
    for level in sorted({soft[index] for index in advisory}):
        cost = np.zeros(size + extra)
        for place, index in enumerate(advisory):
            cost[size + 2 * place : size + 2 * place + 2] = float(soft[index] == level)
        goals.append(cost)
    goals.append(np.concatenate([-np.ones(size), np.zeros(extra)]))
    goals.append(np.concatenate([-merit, np.zeros(extra)]))
    for cost in goals:
        solved = milp(
            cost,
            constraints=LinearConstraint(csr_array(matrix), low, high),
            bounds=bounds,
            integrality=np.ones(size + extra),
            options={"mip_rel_gap": 0},
        )
        matrix = np.vstack([matrix, cost])
        low, high = [*low, -np.inf], [*high, solved.fun + 1e-6]
    return -solved.fun


def timed(function, *given):
    """The seconds it takes and what it gives."""
    start = time.process_time()  # of the processor: a busy machine does not count
    found = function(*given)
    return time.process_time() - start, found


def main():
    """One line per call."""
    wanted = {int(each) for each in sys.argv[1:]}
    for size, seats in SIZES:
        for seed in (1, 2, 3) if not wanted or size in wanted else ():
            for soft in (False, True):
                document = json.dumps(call(size, seats, seed=seed, soft=soft)).encode()
                seconds, (_, answer) = timed(solve, "select", document)
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                plain_seconds, merit = timed(plain, document)
                told = json.loads(answer)["levels"]["merit"]
                same = abs(float(Fraction(told)) - merit) < 1e-3
                sys.stdout.write(
                    f"{size:>6} files {seats:>4} seats seed {seed} {'soft' if soft else 'hard'}:"
                    f" {seconds:7.3f} s, plain HiGHS {plain_seconds:7.3f} s,"
                    f" ratio {seconds / plain_seconds:5.2f}, {memory} MiB,"
                    f" {'same merit' if same else f'merit {told} against {merit}'}\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    from ortools.linear_solver.python import model_builder_helper  # noqa: F401 - before the clock
    from ortools.sat.python import cp_model_helper  # noqa: F401 - loaded before the memory is measured

    main()
