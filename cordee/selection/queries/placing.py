"""The wishes of the winners, as their deposits froze them, and where each one goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.applications.rules.passage import feeds_a_step
from cordee.selection.models import Outcome, Placement
from cordee.selection.rules.wishes import because, current, hosts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.selection.models import Ruling


@dataclass(frozen=True, slots=True)
class Wishing:
    """A winner: its wishes in words, where it goes, at which rank, why not the wishes before."""

    outcome: Outcome
    key: str
    name: str
    wishes: Sequence[str]
    into: str = ""
    rank: int | None = None
    why: Sequence[str] = ()
    moved: bool = False
    keys: Sequence[str] = field(default=())


def places_winners(ruling: Ruling) -> bool:
    """Whether the winners of a decision are given a place by their wishes."""
    definition = ruling.version.definition
    return definition.preferences is not None and not feeds_a_step(definition, ruling.stage)


def placement_of(ruling: Ruling) -> Placement | None:
    """What was worked on so far for a decision."""
    return Placement.objects.filter(ruling=ruling).select_related("ruling__version").first()


def winners_of(ruling: Ruling) -> list[Outcome]:
    """The winners of a decision by name, released or not: for the team alone."""
    rows = ruling.outcomes.selected().select_related("deposit__application")
    return list(rows.order_by("deposit__application__body_name", "pk"))


def wished(outcome: Outcome) -> list[str]:
    """The wishes of a file, the first one first, as it was handed in."""
    return [str(one) for one in outcome.deposit.content.get("preferences", ())]


def labels_of(definition: Definition) -> dict[str, str]:
    """What candidates rank, as people call it."""
    return {one.key: said(one.label) for one in definition.wishes()}


def wishing(ruling: Ruling, made: Placement | None) -> list[Wishing]:
    """Every winner with its wishes and where it goes; two queries."""
    labels, rows = labels_of(ruling.version.definition), winners_of(ruling)
    names = {_key(one): _name(one) for one in rows}
    placed = current(made.result if made else None, made.moves if made else ())
    moves = {one["deposit"]: one for one in (made.moves if made else ())}
    told = ((made.result if made else None) or {}).get("why", {})
    return [_row(one, placed, moves, told, labels, names) for one in rows]


def _row(  # noqa: PLR0917 - what one row is made of
    outcome: Outcome,
    placed: Mapping[str, str],
    moves: Mapping[str, Mapping[str, Any]],
    told: Mapping[str, Any],
    labels: Mapping[str, str],
    names: Mapping[str, str],
) -> Wishing:
    key, wishes = _key(outcome), wished(outcome)
    into, move = placed.get(key, ""), moves.get(key)
    why = [move["reason"]] if move else [because(one, labels, names) for one in told.get(key, ())]
    return Wishing(
        outcome, key, names[key], [labels.get(one, one) for one in wishes],
        labels.get(into, ""), wishes.index(into) + 1 if into in wishes else None, why,
        move is not None, wishes,
    )  # fmt: skip


def taken(ruling: Ruling, made: Placement | None) -> list[tuple[str, str, int, int, int | None]]:
    """Each host: its key, its name, how many it takes now, at least, at most."""
    definition = ruling.version.definition
    labels = labels_of(definition)
    placed = list(current(made.result if made else None, made.moves if made else ()).values())
    hosts = hosts_of(definition, made.relaxed if made else ())
    return [(key, labels[key], placed.count(key), low, high) for key, (low, high) in hosts.items()]


def _key(outcome: Outcome) -> str:
    return str(outcome.deposit.public_id)


def _name(outcome: Outcome) -> str:
    return str(outcome.deposit.content["body"].get("name", ""))
