"""Ranked wishes of the winners: the question put to the solver, what the team may change, why.

`instance` documents and results are those of `solvers/placing.py`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cordee.programme.schema import Definition

    Hosts = Mapping[str, tuple[int, int | None]]

UNKNOWN_FILE = french.say("Ce dossier n’est pas parmi les lauréats.")


def hosts_of(definition: Definition, relaxed: Iterable[Mapping[str, Any]] = ()) -> Hosts:
    """What candidates rank → the least and the most each takes, as the team may have moved them."""
    found = {
        one.key: (getattr(one, "places_min", None) or 0, getattr(one, "places_max", None))
        for one in definition.wishes()
    }
    for one in relaxed:
        if one["host"] in found:
            found[one["host"]] = (one["min"], one["max"])
    return found


def question(
    hosts: Hosts,
    files: Iterable[tuple[str, Sequence[str], str]],
    *,
    seed: str,
    orders: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, Any]:
    """The document for the solver; `files` are (file, wishes, merit), `orders` what hosts rank."""
    return {
        "format": "cordee-place/1",
        "seed": seed,
        "mutual": orders is not None,
        "files": [
            {"id": file, "wishes": list(wishes), "merit": merit} for file, wishes, merit in files
        ],
        "hosts": [
            {"id": key, "min": least, "max": most, "ranks": ranked((orders or {}).get(key, {}))}
            for key, (least, most) in sorted(hosts.items())
        ],
    }


def ranked(order: Mapping[str, int]) -> list[str]:
    """The files that a host ranked, the first one first."""
    return sorted(order, key=lambda file: (order[file], file))


def order_faults(order: Mapping[str, int], names: Mapping[str, str]) -> list[Finding]:
    """Why a host's ranks cannot be kept: two files at one rank, a file that did not ask for it."""
    found = []
    if not set(order) <= set(names):
        found.append(broken("wishes.unknown", "order", UNKNOWN_FILE))
    twice = sorted(rank for rank, count in Counter(order.values()).items() if count > 1)
    for rank in twice:
        same = [french.quoted(names[one]) for one in ranked(order) if order[one] == rank]
        found.append(
            broken(
                "wishes.twice",
                "order",
                french.say(
                    "Deux dossiers sont au rang {rank} : {same}. Donnez-leur des rangs différents.",
                    rank=rank,
                    same=french.listed(same),
                ),
            )
        )
    return found


def current(result: Mapping[str, Any] | None, moves: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """File → where it goes, as the team moved it; a file placed nowhere is absent."""
    found = dict((result or {}).get("placement", {}))
    for move in moves:
        found.pop(move["deposit"], None)
        if move["into"]:
            found[move["deposit"]] = move["into"]
    return found


def settling_faults(
    hosts: Hosts,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    placed: Mapping[str, str],
    moves: Iterable[Mapping[str, Any]],
) -> list[Finding]:
    """Why a placement cannot be settled: too many or too few somewhere, someone placed nowhere."""
    counts = Counter(placed.values())
    found = []
    for key, (least, most) in hosts.items():
        label, many = french.quoted(labels[key]), counts[key]
        if most is not None and many > most:
            said = french.say(
                "{label} a {most} : le placement en compte {many}. Placez un dossier ailleurs, ou "
                "changez ses places, avec la raison.",
                label=label, most=french.plural(most, "place"), many=many,
            )  # fmt: skip
            found.append(broken("wishes.most", f"host.{key}", said))
        if many < least:
            said = french.say(
                "{label} en prend au moins {least} : le placement en compte {many}. Placez-y un "
                "dossier, ou changez ses places, avec la raison.",
                label=label, least=least, many=many,
            )  # fmt: skip
            found.append(missing("wishes.least", f"host.{key}", said))
    accepted = {move["deposit"] for move in moves if not move["into"]}
    for file, name in names.items():
        if file not in placed and file not in accepted:
            said = french.say(
                "{name} n’a pas de place : placez ce dossier à la main, changez les places, ou "
                "laissez-le sans affectation, avec la raison.",
                name=french.quoted(name),
            )  # fmt: skip
            found.append(missing("wishes.unplaced", f"file.{file}", said))
    return found


def because(told: Mapping[str, Any], labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Why a file does not have a wish that it put before, in one sentence."""
    label = french.quoted(labels.get(told["wish"], told["wish"]))
    there = french.listed([names.get(one, one) for one in told["others"]])
    match told["kind"]:
        case "unranked":
            return french.say("{label} ne l’a pas classé.", label=label)
        case "closed":
            return french.say("{label} n’a pas de place.", label=label)
        case "preferred":
            return french.say("{label} a classé avant : {there}.", label=label, there=there)
        case "full":
            return french.say("{label} a pris : {there}.", label=label, there=there)
    if not there:
        return french.say("{label} : {cost}.", label=label, cost=_cost(told))
    return french.say(
        "{label} a pris {there} : {cost}.", label=label, there=there, cost=_cost(told)
    )


def _cost(told: Mapping[str, Any]) -> str:
    """What the others would lose, on the first level that changes."""
    if many := told.get("unplaced"):
        files = french.plural(many, "dossier")
        return french.say("l’y mettre laisserait {files} sans place", files=files)
    if "below_min" in told:
        return french.say("l’y mettre ferait passer une structure sous son minimum")
    if "left" in told:
        return french.say("l’y mettre laisserait un mérite plus haut sans place")
    if many := told.get("rank"):
        ranks = french.plural(many, "rang")
        return french.say("l’y mettre ferait perdre {ranks} à l’ensemble", ranks=ranks)
    if "merit" in told:
        return french.say("à rangs égaux, un mérite plus haut passe avant")
    return french.say("à tout égal, le tirage public a tranché")
