"""Groups of peers and pairs: proposed by the solvers, recounted when changed by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cordee.journeys.solvers import binomes, groups
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

ALL = "*"
ORDER = ["same_territory", "spread", "past"]
KINDS = ("role", "mixed", "pairs")
NEW, SAME_ROLE = 2, 1
"""What a pair is worth: people who never met first, then people of one role."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Someone to place."""

    id: str
    role: str
    territory: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Who is in which group; groups are numbered within each pool (a role, or everybody)."""

    kind: str
    places: Mapping[str, tuple[str, int]]
    """Peer → (pool, number from 0)."""
    levels: Mapping[str, int]

    def teams(self) -> dict[tuple[str, int], list[str]]:
        """Group → its people, in order."""
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, place in sorted(self.places.items()):
            found[place].append(key)
        return dict(sorted(found.items()))


def proposed(kind: str, peers: Sequence[Peer], size: int, met: Iterable[tuple[str, str]]) -> Placed:
    """The best groups of about `size`, proven: territories apart, roles spread, new faces."""
    past = _known(peers, met)
    if kind == "pairs":
        return _paired(peers, past)
    document = _document(kind, peers, size, past)
    found = groups.solved(document)["groups"]
    pools = {one.id: _pool(kind, one) for one in peers}
    places = {key: (pools[key], number) for key, number in found.items()}
    return Placed(kind, places, _levels(document, places))


def priced(
    kind: str,
    peers: Sequence[Peer],
    size: int,
    met: Iterable[tuple[str, str]],
    numbers: Mapping[str, int],
) -> Placed:
    """What groups made by hand are worth; `numbers` gives each peer her group."""
    past = _known(peers, met)
    places = {one.id: (_pool(kind, one), numbers.get(one.id, 0)) for one in peers}
    if kind == "pairs":
        return Placed(kind, places, _pair_levels(peers, places, past))
    return Placed(kind, places, _levels(_document(kind, peers, size, past), places))


def _known(peers: Sequence[Peer], met: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    here = {one.id for one in peers}
    return [pair for pair in met if set(pair) <= here]


def _pool(kind: str, one: Peer) -> str:
    return one.role if kind == "role" else ALL


def _document(
    kind: str, peers: Sequence[Peer], size: int, past: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The problem as `cordee solve groups` reads it."""
    counted = Counter(_pool(kind, one) for one in peers)
    return {
        "format": groups.FORMAT,
        "participants": [
            {"id": one.id, "role": _pool(kind, one), "territory": one.territory,
             "attrs": {"role": one.role}}
            for one in peers
        ],
        "groups": {pool: max(1, -(-count // size)) for pool, count in counted.items()},
        "balance_attrs": ["role"] if kind == "mixed" else [],
        "past_pairs": [list(pair) for pair in sorted({(min(p), max(p)) for p in past})],
        "order": ORDER,
    }  # fmt: skip


def _levels(document: Mapping[str, Any], places: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """The levels recounted from the groups alone; whoever is in a group too many is told so."""
    found: Counter[str] = Counter()
    for pool in groups.parse(document):
        typed = [places[one.id][1] for one in pool.people]
        numbers = [min(number, pool.groups - 1) for number in typed]
        found["size"] += sum(number >= pool.groups for number in typed)
        found.update(groups.faults(pool, numbers))
        sizes = Counter(numbers)
        ideal = pool.sizes()
        found["size"] += sum(abs(sizes[g] - ideal[g]) for g in range(pool.groups)) // 2
    return {level: found[level] for level in [*ORDER, "size"]}


def _paired(peers: Sequence[Peer], past: Sequence[tuple[str, str]]) -> Placed:
    """Pairs across territories, whoever never met first; who is left joins the last pair."""
    known = {frozenset(pair) for pair in past}
    weights = [
        [one.id, other.id,
         NEW * (frozenset((one.id, other.id)) not in known) + SAME_ROLE * (one.role == other.role)]
        for one, other in combinations(sorted(peers, key=lambda each: each.id), 2)
        if one.territory != other.territory
    ]  # fmt: skip
    document = {"people": [one.id for one in peers], "weights": weights}
    pairs = binomes.solved({"format": binomes.FORMAT, **document})["pairs"]
    places = {key: (ALL, rank) for rank, pair in enumerate(pairs) for key in pair}
    left = sorted({one.id for one in peers} - places.keys())
    places |= {key: (ALL, max(len(pairs) - 1, 0)) for key in left[:1]}
    places |= {key: (ALL, len(pairs) + rank) for rank, key in enumerate(left[1:])}
    return Placed("pairs", places, _pair_levels(peers, places, past))


def _pair_levels(
    peers: Sequence[Peer],
    places: Mapping[str, tuple[str, int]],
    past: Sequence[tuple[str, str]],
) -> dict[str, int]:
    home = {one.id: one.territory for one in peers}
    together: dict[int, list[str]] = defaultdict(list)
    for key, (_all, number) in sorted(places.items()):
        together[number].append(key)
    known = {frozenset(pair) for pair in past}
    pairs = [pair for team in together.values() for pair in combinations(team, 2)]
    return {
        "alone": sum(len(team) == 1 for team in together.values()),
        "same_territory": sum(home[one] == home[other] for one, other in pairs),
        "past": sum(frozenset(pair) in known for pair in pairs),
        "size": sum(max(0, len(team) - 2) for team in together.values()),
    }


SAID = {
    "alone": (french.say("personne seule"), french.say("personnes seules")),
    "same_territory": (
        french.say("voisinage d’un même territoire"),
        french.say("voisinages d’un même territoire"),
    ),
    "spread": (french.say("écart de mixité des rôles"), french.say("écarts de mixité des rôles")),
    "past": (french.say("paire déjà réunie"), french.say("paires déjà réunies")),
    "size": (french.say("personne de trop ou à part"), french.say("personnes de trop ou à part")),
}


def why(placed: Placed) -> str:
    """Why these groups: what they leave undone, in words."""
    lost = [french.plural(count, *SAID[level]) for level, count in placed.levels.items() if count]
    if not lost:
        return french.say(
            "Territoires séparés, tailles égales, aucune paire déjà réunie : rien à améliorer."
        )
    return french.say("On ne peut éviter : {lost}.", lost=french.listed(lost))


def cost(best: Placed, other: Placed) -> str:
    """What groups made by hand cost beside the best; empty when they cost nothing."""
    more = [
        french.plural(other.levels[level] - best.levels[level], *SAID[level])
        for level in best.levels
        if other.levels[level] > best.levels[level]
    ]
    return (
        french.say("En plus de la proposition : {more}.", more=french.listed(more)) if more else ""
    )


def faults(kind: str, size: int, peers: Sequence[Peer]) -> list[Finding]:
    """Why no groups can be made."""
    if kind not in KINDS or not 2 <= size <= 30:  # noqa: PLR2004 - a group begins at two
        return [broken("groups.size", "size", "Un groupe réunit de 2 à 30 personnes.")]
    if len(peers) < 2:  # noqa: PLR2004 - a pair takes two
        return [missing("groups.empty", "kind", "Il n’y a personne à grouper pour l’instant.")]
    return []
