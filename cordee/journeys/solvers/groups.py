"""Working groups: each role split evenly, territories and profiles mixed, new faces met.

Roles are independent, so each is solved alone. Swaps bring the faults down to their counting bound,
zero, which is its own proof; what swaps cannot bring to zero is proven by CP-SAT when small.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from cordee.journeys.solvers.calendars import Board
from cordee.selection.solvers.documents import (
    Invalid,
    OutOfTime,
    distinct,
    name,
    names,
    ordered,
    records,
    rows,
    whole,
    words,
)
from cordee.selection.solvers.program import Row, search, worth

FORMAT = "cordee-groups/1"
LEVELS = ("same_territory", "spread", "past")
LARGEST_PROOF = 1_200  # columns (people x groups) that CP-SAT is asked to prove
ROUNDS = 400

Feature = tuple[str, str, object]  # level, attribute, value


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone to place: a role, a territory, and the profile to be mixed."""

    id: str
    role: str
    features: frozenset[Feature]


@dataclass(frozen=True, slots=True)
class Pool:
    """One role: its people sorted, how many groups, who already met (by index)."""

    people: tuple[Participant, ...]
    groups: int
    past: tuple[frozenset[int], ...]
    order: tuple[str, ...]

    def sizes(self) -> list[int]:
        """Even sizes, the larger groups first."""
        least, more = divmod(len(self.people), self.groups)
        return [least + (g < more) for g in range(self.groups)]

    def bounds(self) -> dict[Feature, tuple[int, int]]:
        """How many holders of a feature a group may have at no cost: at least, at most."""
        held = Counter(f for person in self.people for f in person.features)
        return {
            feature: (
                count // self.groups if feature[0] == "spread" else 0,
                -(-count // self.groups),
            )
            for feature, count in sorted(held.items(), key=lambda pair: repr(pair[0]))
        }


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The groups of a `cordee-groups/1` document; raises `Invalid`."""
    pools = parse(document)
    placed, levels, proven = dict[str, int](), Counter[str](), True
    for pool in pools:
        groups, whole_proof = placed_in(pool)
        proven = proven and whole_proof
        placed |= {each.id: group for each, group in zip(pool.people, groups, strict=True)}
        levels.update(faults(pool, groups))
    order = ordered(document.get("order"), LEVELS)
    told = {"groups": placed, "levels": {level: levels[level] for level in order}}
    if proven:
        return {"status": "optimal", **told}
    return {"status": "time_limit", "bound": dict.fromkeys(order, 0), **told}


def parse(document: Mapping[str, Any]) -> list[Pool]:
    """Read and check a document; one pool for each role, sorted."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    attrs = names(document.get("balance_attrs", []), "balance_attrs")
    people = [_participant(e, attrs) for e in records(document.get("participants"), "participants")]
    distinct((each.id for each in people), "participants")
    people.sort(key=lambda each: each.id)
    groups = _counts(document.get("groups"))
    met = _met(document, {each.id for each in people})
    order = ordered(document.get("order"), LEVELS)
    if any(count < 1 for count in groups.values()):
        raise Invalid("bad_bounds", "groups")
    if unknown := {each.role for each in people} - groups.keys():
        raise Invalid("unknown_role", min(unknown))
    return [
        _pool([each for each in people if each.role == role], count, met, order)
        for role, count in sorted(groups.items())
    ]


def _counts(value: object) -> dict[str, int]:
    """How many groups for each role."""
    if not isinstance(value, Mapping):
        raise Invalid("bad_format", "groups")
    listed = [(name(role, "groups"), whole(count, "groups")) for role, count in value.items()]
    distinct((role for role, _ in listed), "groups")
    return dict(listed)


def _participant(record: Mapping[str, Any], attrs: list[str]) -> Participant:
    key = name(record.get("id"), "participants")
    told = record.get("attrs") or {}
    if not isinstance(told, Mapping):
        raise Invalid("bad_format", key)
    profile = {name(attr, key): words(value, key) for attr, value in told.items()}
    found: set[Feature] = {
        ("spread", attr, each) for attr in attrs for each in profile.get(attr, ())
    }
    territory = record.get("territory")
    if territory is not None:
        found.add(("same_territory", "territory", name(territory, key)))
    return Participant(key, name(record.get("role"), key), frozenset(found))


def _met(document: Mapping[str, Any], known: set[str]) -> set[tuple[str, str]]:
    """Pairs who already met, each once, in order."""
    found = set()
    for row in rows(document.get("past_pairs", []), "past_pairs", width=2):
        one, other = sorted(name(cell, "past_pairs") for cell in row)
        if not {one, other} <= known:
            raise Invalid("unknown_id", f"{one} / {other}")
        if one != other:
            found.add((one, other))
    return found


def _pool(
    people: list[Participant], groups: int, met: set[tuple[str, str]], order: tuple[str, ...]
) -> Pool:
    place = {each.id: at for at, each in enumerate(people)}
    past: list[set[int]] = [set() for _ in people]
    for one, other in met:
        if one in place and other in place:
            past[place[one]].add(place[other])
            past[place[other]].add(place[one])
    kept = tuple(
        Participant(each.id, each.role, frozenset(f for f in each.features if f[0] in order))
        for each in people
    )
    groups = min(groups, max(1, len(people)))  # one each is as far apart as can be
    return Pool(kept, groups, tuple(frozenset(each) for each in past), order)


def faults(pool: Pool, groups: list[int]) -> dict[str, int]:
    """The levels, recounted from the groups alone."""
    found = dict.fromkeys(pool.order, 0)
    held = Counter(
        (f, g) for each, g in zip(pool.people, groups, strict=True) for f in each.features
    )
    for feature, (least, most) in pool.bounds().items():
        for g in range(pool.groups):
            count = held[feature, g]
            found[feature[0]] += max(0, count - most) + max(0, least - count)
    if "past" in found:
        pairs = ((at, other) for at, others in enumerate(pool.past) for other in others)
        found["past"] = sum(groups[at] == groups[other] for at, other in pairs) // 2
    return found


def placed_in(pool: Pool) -> tuple[list[int], bool]:
    """The groups of one role, and whether they are proven the best."""
    groups = _Swaps(pool).settled()
    left = faults(pool, groups)
    proven = not any(left.values()) or pool.groups == 1
    if not proven and len(pool.people) * pool.groups <= LARGEST_PROOF:
        try:
            groups, proven = _proven(pool, groups, left), True
        except OutOfTime:
            proven = False
    return _renamed(groups), proven


def _renamed(groups: list[int]) -> list[int]:
    """Numbers given in the order in which groups are first met: the same groups read the same."""
    seen: dict[int, int] = {}
    return [seen.setdefault(group, len(seen)) for group in groups]


class _Swaps:
    """Local search: exchange two people of two groups, best exchange first, never twice the same.

    The draws come from a fixed seed: the same people always end in the same groups.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.draw = Random(len(pool.people))  # noqa: S311 - a search, not a secret
        self.bounds = pool.bounds()
        self.weights = self._weights()
        self.features = [sorted(each.features, key=repr) for each in pool.people]
        self.groups = self._dealt()
        self.held = Counter(
            (f, g) for fs, g in zip(self.features, self.groups, strict=True) for f in fs
        )
        self.tabu: dict[tuple[int, int], int] = {}

    def _weights(self) -> dict[str, int]:
        """One unit of a level outweighs everything that follows it."""
        total = len(self.pool.people) * (len(self.pool.people) + len(self.bounds) + 1)
        return {
            level: (total + 1) ** (len(self.pool.order) - rank)
            for rank, level in enumerate(self.pool.order)
        }

    def _dealt(self) -> list[int]:
        """Like cards: people sorted by territory then profile, one to each group in turn."""
        sizes = self.pool.sizes()
        turns = sorted((turn, g) for g, size in enumerate(sizes) for turn in range(size))
        people = sorted(range(len(self.features)), key=lambda p: (repr(self.features[p]), p))
        groups = [0] * len(people)
        for person, (_, group) in zip(people, turns, strict=True):
            groups[person] = group
        return groups

    def settled(self) -> list[int]:
        """The best groups met before the rounds run out, or faultless ones at once."""
        cost = self._cost()
        best, lowest = list(self.groups), cost
        for turn in range(ROUNDS * (1 + len(self.groups) // 50) if self.pool.groups > 1 else 0):
            if not lowest:
                break
            guilty = self._guilty()
            person = guilty[self.draw.randrange(len(guilty))]
            change, other = self._exchange(person, turn, cost - lowest)
            if other is None:
                continue
            self._swap(person, other)
            cost += change
            self.tabu[person, self.groups[other]] = turn + 8 + self.draw.randrange(8)
            self.tabu[other, self.groups[person]] = turn + 8 + self.draw.randrange(8)
            if cost < lowest:
                best, lowest = list(self.groups), cost
        return best

    def _cost(self) -> int:
        left = faults(self.pool, self.groups)
        return sum(self.weights[level] * count for level, count in left.items())

    def _price(self, feature: Feature, count: int) -> int:
        least, most = self.bounds[feature]
        return self.weights[feature[0]] * (max(0, count - most) + max(0, least - count))

    def _guilty(self) -> list[int]:
        """People whose group has too many of what they have, or whom another group lacks."""
        over, lacking = set[tuple[Feature, int]](), set[Feature]()
        for feature, (least, most) in self.bounds.items():
            for g in range(self.pool.groups):
                count = self.held[feature, g]
                if count > most:
                    over.add((feature, g))
                elif count < least:
                    lacking.add(feature)
        return [
            p
            for p, features in enumerate(self.features)
            if any(f in lacking or (f, self.groups[p]) in over for f in features) or self._meets(p)
        ]

    def _meets(self, person: int) -> bool:
        if "past" not in self.weights:
            return False
        return any(self.groups[o] == self.groups[person] for o in self.pool.past[person])

    def _exchange(self, person: int, turn: int, debt: int) -> tuple[int, int | None]:
        """The best exchange for someone; a forbidden one only if it beats everything so far."""
        best, found = 0, None
        for other in range(len(self.groups)):
            if self.groups[other] == self.groups[person]:
                continue
            change = self._change(person, other)
            held = max(
                self.tabu.get((person, self.groups[other]), -1),
                self.tabu.get((other, self.groups[person]), -1),
            )
            if (held < turn or change + debt < 0) and (found is None or change < best):
                best, found = change, other
        return best, found

    def _change(self, person: int, other: int) -> int:
        """What exchanging two people changes, all levels at once."""
        g, h = self.groups[person], self.groups[other]
        mine, theirs = self.pool.people[person].features, self.pool.people[other].features
        total = 0
        for feature, sign in (*((f, 1) for f in mine - theirs), *((f, -1) for f in theirs - mine)):
            here, there = self.held[feature, g], self.held[feature, h]
            total += self._price(feature, here - sign) - self._price(feature, here)
            total += self._price(feature, there + sign) - self._price(feature, there)
        if "past" in self.weights:
            total += self.weights["past"] * self._meetings(person, other)
        return total

    def _meetings(self, person: int, other: int) -> int:
        g, h = self.groups[person], self.groups[other]
        mine, theirs = self.pool.past[person], self.pool.past[other]
        change = 0
        for met in mine - {other}:
            change += (self.groups[met] == h) - (self.groups[met] == g)
        for met in theirs - {person}:
            change += (self.groups[met] == g) - (self.groups[met] == h)
        return change

    def _swap(self, person: int, other: int) -> None:
        g, h = self.groups[person], self.groups[other]
        for feature in self.features[person]:
            self.held[feature, g] -= 1
            self.held[feature, h] += 1
        for feature in self.features[other]:
            self.held[feature, h] -= 1
            self.held[feature, g] += 1
        self.groups[person], self.groups[other] = h, g


def _proven(pool: Pool, groups: list[int], left: Mapping[str, int]) -> list[int]:
    """The best groups by CP-SAT, level by level, from those that swaps found."""
    board = Board()
    people, many = len(pool.people), pool.groups
    for _ in range(people * many):  # column p x groups + g: person p is in group g
        board.column(1)
    for p in range(people):
        board.row({p * many + g: 1 for g in range(many)}, 1, 1)
        for g in range(p + 1, many if len(set(pool.sizes())) == 1 else 0):
            board.upper[p * many + g] = 0  # equal groups are opened in order
    for g, size in enumerate(pool.sizes()):
        board.row({p * many + g: 1 for p in range(people)}, size, size)
    _mixed(pool, board)
    _parted(pool, board)
    program = board.program()
    for level in pool.order:
        goal = board.goals.get(level, {})
        if left[level]:
            values = search(program, goal)
            reached = worth(goal, values) if values else 0
            groups = _read(values, people, many) if values else groups
            left = faults(pool, groups)
            program = program.with_rows(Row(goal, reached, None))
        else:
            program = program.within({}, dict.fromkeys(goal, 0))
    return groups


def _read(values: tuple[int, ...], people: int, many: int) -> list[int]:
    return [values[p * many : (p + 1) * many].index(1) for p in range(people)]


def _mixed(pool: Pool, board: Board) -> None:
    for feature, (least, most) in pool.bounds().items():
        holders = [p for p, each in enumerate(pool.people) if feature in each.features]
        for g in range(pool.groups):
            inside = {p * pool.groups + g: 1 for p in holders}
            if len(holders) > most:
                excess = board.column(len(holders) - most, **{feature[0]: -1})
                board.row({**inside, excess: -1}, None, most)
            if least:
                board.row({**inside, board.column(least, **{feature[0]: -1}): 1}, least, None)


def _parted(pool: Pool, board: Board) -> None:
    for one, others in enumerate(pool.past if "past" in pool.order else ()):
        for other in sorted(others):
            if one < other:
                again = board.column(1, past=-1)
                for g in range(pool.groups):
                    both = {one * pool.groups + g: 1, other * pool.groups + g: 1, again: -1}
                    board.row(both, None, 1)
