"""Who visits whom, for a diagnosis: proposed by the solver, changed by hand at a known price."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cordee.journeys.rules.roads import kilometres
from cordee.journeys.solvers import visits
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.journeys.rules.roads import Place


@dataclass(frozen=True, slots=True)
class Ally:
    """Someone ready to visit: her structure, visits at most, where she wishes to go, her place."""

    id: str
    structure: str = ""
    most: int = 1
    senior: bool = False
    wishes: frozenset[str] = frozenset()
    home: Place | None = None


@dataclass(frozen=True, slots=True)
class Paired:
    """Territory → who visits it, and what that is worth."""

    teams: Mapping[str, list[str]]
    levels: Mapping[str, int] = field(default_factory=dict)


def proposed(
    places: Sequence[str],
    allies: Sequence[Ally],
    size: int,
    spots: Mapping[str, Place] | None = None,
) -> Paired:
    """The best teams, proven: complete, a senior in each, wishes heard, then the shortest roads.

    `spots` says where each territory lies, when it is on the map.
    """
    km = _roads(places, allies, spots or {})
    found = visits.solved({
        "order": list(visits.LEVELS),
        "visits": [{"id": one, "demand": size} for one in places],
        "people": [{"id": one.id, "max": one.most, "senior": one.senior,
                    "structure": one.structure or None} for one in allies],
        "km": [[km[place, one.id] for one in allies] for place in places],
        "wishes": [[place, one.id] for one in allies for place in sorted(one.wishes)
                   if place in places],
    })  # fmt: skip
    return priced(found["visits"], allies, size, spots)


def _roads(
    places: Sequence[str], allies: Sequence[Ally], spots: Mapping[str, Place]
) -> dict[tuple[str, str], int]:
    """Kilometres one way; a road nobody knows is told as long as the longest known."""
    known = {
        (place, one.id): kilometres(spots[place], one.home)
        for place in places
        for one in allies
        if place in spots and one.home is not None
    }
    longest = max(known.values(), default=0)
    return {(place, one.id): known.get((place, one.id), longest)
            for place in places for one in allies}  # fmt: skip


def priced(
    teams: Mapping[str, list[str]],
    allies: Sequence[Ally],
    size: int,
    spots: Mapping[str, Place] | None = None,
) -> Paired:
    """The same teams, recounted: what is missing, without a senior, wished, on the road."""
    known = {one.id: one for one in allies}
    km = _roads(list(teams), allies, spots or {})
    levels = {
        "shortfall": sum(size - len(team) for team in teams.values()),
        "no_senior": sum(not any(known[who].senior for who in team) for team in teams.values()),
        "wishes": sum(place in known[who].wishes for place, team in teams.items() for who in team),
        "km": sum(km[place, who] for place, team in teams.items() for who in team),
    }
    return Paired(teams, levels)


def faults(teams: Mapping[str, list[str]], allies: Sequence[Ally]) -> list[Finding]:
    """Someone on too many visits, twice on one, or two people of one structure together."""
    known, found = {one.id: one for one in allies}, []
    loads = Counter(who for team in teams.values() for who in team)
    for who, count in sorted(loads.items()):
        if count > known[who].most:
            many = french.plural(count, "visite")
            said = french.say(
                "{who} ferait {many} : {most} au plus.", who=who, many=many, most=known[who].most
            )
            found.append(broken("pairing.load", "allies", said))
    for place, team in teams.items():
        houses = [known[who].structure for who in team if known[who].structure]
        if len(set(team)) < len(team) or len(set(houses)) < len(houses):
            said = french.say("{place} : deux personnes de structures différentes, pas deux fois "
                              "la même.", place=place)  # fmt: skip
            found.append(broken("pairing.same", "allies", said))
    return found


def why(one: Paired) -> str:
    """What the proposal is worth, in words."""
    missing, without, wished, km = (one.levels[key] for key in visits.LEVELS)
    full = french.say("Chaque visite est complète.")
    if missing:
        full = french.say("Il manque {count}.", count=french.plural(missing, "personne"))
    led = french.say("Chacune a quelqu’un d’expérimenté.")
    if without:
        many = french.plural(without, "visite")
        led = french.say("{many} sans personne d’expérimenté.", many=many)
    heard = french.say("Souhaits entendus : {count}.", count=wished)
    road = french.say("Route : {km} en tout, aller simple.", km=french.plural(km, "kilomètre"))
    return french.strung(full, led, heard, *([road] if km else []))


def cost(best: Paired, changed: Paired) -> str:
    """What a change by hand costs, beside the proposal; empty when it costs nothing."""
    worse = {
        "shortfall": french.say("personnes manquantes"),
        "no_senior": french.say("visites sans personne d’expérimenté"),
        "wishes": french.say("souhaits perdus"),
        "km": french.say("kilomètres"),
    }
    said = []
    for key, label in worse.items():
        gap = changed.levels[key] - best.levels[key]
        gap = -gap if key == "wishes" else gap
        if gap > 0:
            said.append(french.say("{label} : {gap} de plus", label=label, gap=gap))
    return french.say("Vos changements coûtent : {said}.", said=french.listed(said)) if said else ""
