"""Who visits whom, for a diagnosis: proposed by the solver, changed by hand at a known price."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cordee.journeys.solvers import visits
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Ally:
    """Someone ready to visit: her structure, how many visits at most, where she wishes to go."""

    id: str
    structure: str = ""
    most: int = 1
    senior: bool = False
    wishes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paired:
    """Territory → who visits it, and what that is worth."""

    teams: Mapping[str, list[str]]
    levels: Mapping[str, int] = field(default_factory=dict)


def proposed(places: Sequence[str], allies: Sequence[Ally], size: int) -> Paired:
    """The best teams, proven: complete, a senior in each, wishes heard."""
    found = visits.solved({
        "order": list(visits.LEVELS),
        "visits": [{"id": one, "demand": size} for one in places],
        "people": [{"id": one.id, "max": one.most, "senior": one.senior,
                    "structure": one.structure or None} for one in allies],
        "km": [[0 for _ally in allies] for _place in places],
        "wishes": [[place, one.id] for one in allies for place in sorted(one.wishes)
                   if place in places],
    })  # fmt: skip
    return priced(found["visits"], allies, size)


def priced(teams: Mapping[str, list[str]], allies: Sequence[Ally], size: int) -> Paired:
    """The same teams, recounted: what is missing, without a senior, wished."""
    known = {one.id: one for one in allies}
    levels = {
        "shortfall": sum(size - len(team) for team in teams.values()),
        "no_senior": sum(not any(known[who].senior for who in team) for team in teams.values()),
        "wishes": sum(place in known[who].wishes for place, team in teams.items() for who in team),
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
    missing, without, wished = (one.levels[key] for key in ("shortfall", "no_senior", "wishes"))
    full = french.say("Chaque visite est complète.")
    if missing:
        full = french.say("Il manque {count}.", count=french.plural(missing, "personne"))
    led = french.say("Chacune a quelqu’un d’expérimenté.")
    if without:
        many = french.plural(without, "visite")
        led = french.say("{many} sans personne d’expérimenté.", many=many)
    heard = french.say("Souhaits entendus : {count}.", count=wished)
    return french.strung(full, led, heard)


def cost(best: Paired, changed: Paired) -> str:
    """What a change by hand costs, beside the proposal; empty when it costs nothing."""
    worse = {
        "shortfall": french.say("personnes manquantes"),
        "no_senior": french.say("visites sans personne d’expérimenté"),
        "wishes": french.say("souhaits perdus"),
    }
    said = []
    for key, label in worse.items():
        gap = changed.levels[key] - best.levels[key]
        gap = -gap if key == "wishes" else gap
        if gap > 0:
            said.append(french.say("{label} : {gap} de plus", label=label, gap=gap))
    return french.say("Vos changements coûtent : {said}.", said=french.listed(said)) if said else ""
