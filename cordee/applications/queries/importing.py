"""What a list of applicants names: its territories by code or by name, the files already open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application
from cordee.kernel.bodies import GROUPS
from cordee.kernel.french import day, listed, quoted, say, unaccented
from cordee.territories.models import Territory
from cordee.territories.rules import key as spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cordee.applications.rules.importing import Fault, Line
    from cordee.calls.models import Edition

PARTS = GROUPS["partie_de_commune"]
NAMED = 4
"""How many bodies of the same name a sentence tells."""


def territories_named(lines: Sequence[Line]) -> tuple[dict[int, Territory], list[Fault]]:
    """Row → the territory it names, and why others name none; two queries at most.

    A code names a living commune before the part of it that bears the same code. Without a code, a
    name that one territory bears is that territory's; several bear it: the code is asked for.
    """
    coded = _coded({one.code for one in lines if one.code})
    alike = _alike({spelt(one.structure) for one in lines if not one.code})
    found: dict[int, Territory] = {}
    faults: list[Fault] = []
    for one in lines:
        place = coded.get(one.code)
        same = [] if one.code else alike.get(spelt(one.structure), [])
        if one.code and place is None:
            faults.append((one.row, say("Aucun territoire n’a le code « {code} ».", code=one.code)))
        elif place is not None and place.ends is not None:
            faults.append((one.row, _gone(place)))
        elif len(same) > 1:
            faults.append((one.row, _several(same)))
        elif place or same:
            found[one.row] = place or same[0]
    return found, faults


def _coded(codes: set[str]) -> dict[str, Territory]:
    """Code → the living whole body that bears it, else its living part, else the one that did."""
    rows = Territory.objects.filter(Q(insee__in=codes) | Q(siren__in=codes))
    found: dict[str, Territory] = {}
    for one in sorted(
        rows.select_related("successor").order_by("pk"),
        key=lambda one: (one.ends is not None, one.kind in PARTS),
    ):
        for code in {one.insee, one.siren} & codes:
            found.setdefault(code, one)
    return found


def _alike(names: set[str]) -> dict[str, list[Territory]]:
    """Name, as it is compared → the living whole bodies that bear it."""
    rows = Territory.objects.filter(key__in=names - {""}, ends=None).exclude(kind__in=PARTS)
    found: dict[str, list[Territory]] = {}
    for one in rows.order_by("department", "pk"):
        found.setdefault(one.key, []).append(one)
    return found


def _gone(place: Territory) -> str:
    """A body that was merged or dissolved, and the one that came after it."""
    ended = day(place.ends, weekday=False) if place.ends else ""
    heir = place.current()
    if heir == place:
        return say("« {name} » n’existe plus depuis le {ended}.", name=place.name, ended=ended)
    return say(
        "« {name} » n’existe plus depuis le {ended} : écrivez {code}, le code de {heir}.",
        name=place.name,
        ended=ended,
        code=quoted(heir.siren or heir.insee),
        heir=heir.name,
    )


def _several(same: Sequence[Territory]) -> str:
    told = [f"{one.name} ({one.department}, {one.insee or one.siren})" for one in same[:NAMED]]
    if len(same) <= NAMED:
        return say(
            "{count} territoires portent ce nom : {told}. Donnez le code INSEE ou le SIREN.",
            count=len(same),
            told=listed(told),
        )
    return say(
        "{count} territoires portent ce nom, dont {told}. Donnez le code INSEE ou le SIREN.",
        count=len(same),
        told=listed(told),
    )


def already_open(edition: Edition, names: Iterable[str], places: Iterable[Territory]) -> set[str]:
    """The bodies, as `body_key` tells them, with a file of the call that was not withdrawn."""
    spelled = [unaccented(name)[:260] for name in names]
    rows = Application.objects.filter(
        Q(territory__in=[one.pk for one in places]) | Q(territory=None, sort_key__in=spelled),
        edition=edition,
        withdrawn_at=None,
    )
    return {
        body_key(place, name, track)
        for place, name, track in rows.values_list("territory", "sort_key", "track")
    }


def body_key(place: int | None, name: str, track: str) -> str:
    """What tells a body apart in a track: its territory, else its name."""
    return f"{place or unaccented(name)[:260]}/{track}"
