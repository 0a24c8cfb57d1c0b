"""Measure every kind at the sizes of the targets, each one as a fresh process, and tell a table.

    python -m tests.bench.bench_targets [words of the names…]

The clock starts before the interpreter and stops when the answer is written: imports count. The
memory is the largest of the process, told by the system (`wait4`). Nothing is asserted.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bench_assign import ORDERS, assignment
from tests.bench.bench_journeys import KINDS
from tests.bench.calls import call


def _select(size, seats, *, seed=1, soft=False):
    return lambda: ("select", call(size, seats, seed=seed, soft=soft))


def _assign(files, jurors, order, *, cap=None):
    return lambda: ("assign", assignment(files, jurors, order=ORDERS[order], cap=cap))


def _year(kind, seed=1):
    return lambda: (kind, KINDS[kind](random.Random(seed)))


CASES = {
    "select 20 / 7": _select(20, 7),
    "select 60 / 7": _select(60, 7),
    "select 200 / 20": _select(200, 20),
    "select 200 / 20 soft": _select(200, 20, soft=True),
    "select 2 000 / 100": _select(2000, 100),
    "select 10 000 / 7": _select(10_000, 7),
    "select 10 000 / 500": _select(10_000, 500),
    "select 10 000 / 500 soft": _select(10_000, 500, soft=True),
    "explain 20 / 7": lambda: ("explain", call(20, 7, seed=1)),
    "assign 200 x 20 experts first": _assign(200, 20, "experts first"),
    "assign 200 x 20 worst-off file": _assign(200, 20, "worst-off file"),
    "assign 200 x 20 experts and houses": _assign(200, 20, "experts first", cap=1),
    "assign 2 000 x 100 experts first": _assign(2000, 100, "experts first"),
    "assign 2 000 x 100 fair loads": _assign(2000, 100, "fair loads"),
    "assign 2 000 x 100 experts and houses": _assign(2000, 100, "experts first", cap=1),
    "assign 10 000 x 500 experts first": _assign(10_000, 500, "experts first"),
    **{f"{kind}": _year(kind) for kind in KINDS},
    **{f"groups, draw {seed}": _year("groups", seed) for seed in (2, 3)},
}


def make(name, path):
    """Write one case (in a process of its own: its memory must not count)."""
    kind, document = CASES[name]()
    Path(path).write_text(json.dumps(document))
    sys.stdout.write(kind)


def measured(kind, source, target):
    """(seconds, CPU seconds, MiB, exit code) of one `cordee solve`."""
    command = [str(Path(sys.executable).with_name("cordee")), "solve"]
    extra = ["--explain"] if kind == "explain" else []
    start = time.perf_counter()
    run = subprocess.Popen(
        [*command, "select" if kind == "explain" else kind, source, target, *extra]
    )
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, run.returncode


def main():
    """One line per case."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as shelf:
        source, target = f"{shelf}/in.json", f"{shelf}/out.json"
        for name in CASES:
            if wanted and not all(word in name for word in wanted):
                continue
            made = subprocess.run(
                [sys.executable, "-m", "tests.bench.bench_targets", "--make", name, source],
                capture_output=True, check=True,
            )  # fmt: skip
            seconds, spent, memory, code = measured(made.stdout.decode(), source, target)
            told = json.loads(Path(target).read_bytes())
            told = told.get("answer", told)
            levels = " ".join(f"{key}={value}" for key, value in told.get("levels", {}).items())
            sys.stdout.write(
                f"| {name} | {seconds:.2f} s | {spent:.2f} s | {memory} MiB | {code} "
                f"{told['status']} | {levels} |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(*sys.argv[2:])
    else:
        main()
