"""The independent evaluator: what an assignment breaks and is worth, with no solver."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cordee.selection.solvers.assign.instance import Instance


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is broken (in words for the developer), and the value of each level."""

    broken: tuple[str, ...]
    levels: Mapping[str, int]


def evaluate(instance: Instance, assignment: Mapping[str, Sequence[str]]) -> Evaluation:
    """Recount everything from the answer alone."""
    place = {juror.id: j for j, juror in enumerate(instance.jurors)}
    read = [[place[each] for each in assignment.get(file.id, ())] for file in instance.files]
    loads = Counter(j for jurors in read for j in jurors)
    needed = [i for i, file in enumerate(instance.files) if file.demand > 0]
    totals = [sum(int(instance.affinity[i, j]) for j in jurors) for i, jurors in enumerate(read)]
    expert = [any(bool(instance.experts[i, j]) for j in jurors) for i, jurors in enumerate(read)]
    values = {
        "shortfall": sum(
            max(0, file.demand - len(jurors))
            for file, jurors in zip(instance.files, read, strict=True)
        ),
        "below_min": sum(max(0, each.min - loads[j]) for j, each in enumerate(instance.jurors)),
        "no_expert": sum(not expert[i] for i in needed),
        "maxmin": min((totals[i] for i in needed), default=0),
        "spread": sum(load * load for load in loads.values()),
        "affinity": sum(totals),
    }
    return Evaluation(_broken(instance, read, loads), {k: values[k] for k in instance.order})


def _broken(instance: Instance, read: list[list[int]], loads: Counter[int]) -> tuple[str, ...]:
    found = [f"load:{j.id}" for n, j in enumerate(instance.jurors) if loads[n] > j.max]
    for i, (file, jurors) in enumerate(zip(instance.files, read, strict=True)):
        houses = Counter(instance.jurors[j].institution for j in jurors)
        del houses[None]
        if len(jurors) > file.demand or len(set(jurors)) < len(jurors):
            found.append(f"demand:{file.id}")
        if not all(bool(instance.allowed[i, j]) for j in jurors):
            found.append(f"forbidden:{file.id}")
        cap = instance.institution_cap
        if cap is not None and max(houses.values(), default=0) > cap:
            found.append(f"institution:{file.id}")
    return tuple(found)
