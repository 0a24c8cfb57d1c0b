"""Give the winners their places by their wishes: ranks of hosts, computed, moved, settled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.applications.forms import said
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.events import Placed
from cordee.selection.models import Outcome, Placement, Ruling
from cordee.selection.queries.placing import labels_of, places_winners, winners_of, wished
from cordee.selection.rules.wishes import (
    UNKNOWN_FILE,
    current,
    hosts_of,
    order_faults,
    question,
    settling_faults,
)
from cordee.selection.solvers import ANSWERED, solve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def rank_by_host(
    ruling: Ruling, host: str, order: Mapping[str, int], *, by: User, at: datetime
) -> Placement:
    """Keep the ranks that a host gives to the winners who wished for it."""
    made = _open(ruling, by=by, at=at)
    asked = {key: name for key, (name, wishes, _merit) in _asked(ruling).items() if host in wishes}
    if host not in hosts_of(ruling.version.definition):
        raise Refused(broken("wishes.host", "host", "Cette structure n’est pas parmi les vœux."))
    if found := order_faults(order, asked):
        raise Refused(found)
    made.orders = {**made.orders, host: dict(sorted(order.items()))}
    return _kept(made, "ranked", by=by, at=at)


@transaction.atomic
def place(ruling: Ruling, *, seed: str, by: User, at: datetime) -> Placement:
    """Compute where each winner goes: same wishes, places, ranks and seed, same bytes.

    What was moved by hand before is forgotten: it answered another proposal.
    """
    made = _open(ruling, by=by, at=at)
    definition = ruling.version.definition
    if not tidy(seed):
        raise Refused(missing("choice.seed", "seed", "Donnez la graine du tirage, publique."))
    mutual = bool(definition.preferences and definition.preferences.mutual)
    files = [(key, wishes, merit) for key, (_name, wishes, merit) in _asked(ruling).items()]
    if mutual:
        _all_ranked(ruling, made, {wish for _file, wishes, _merit in files for wish in wishes})
    hosts = hosts_of(definition, made.relaxed)
    asked = question(hosts, files, seed=tidy(seed), orders=made.orders if mutual else None)
    status, answer = solve("place", asked)
    if status != ANSWERED:
        raise Refused(broken("wishes.invalid", "wishes", "Le calcul n’a pas abouti : vérifiez les "
                             "places de chaque structure."))  # fmt: skip
    made.instance, made.result, made.moves = asked, json.loads(answer), []
    made.digest = digest({"instance": asked, "result": made.result})
    return _kept(made, "computed", by=by, at=at)


def _all_ranked(ruling: Ruling, made: Placement, wanted: set[str]) -> None:
    labels = labels_of(ruling.version.definition)
    silent = [french.quoted(labels[key]) for key in labels if key in wanted - set(made.orders)]
    if silent:
        said = french.say(
            "L’appel veut que les deux côtés se classent : il manque le classement de {silent}.",
            silent=french.listed(silent),
        )
        raise Refused(missing("wishes.orders", "orders", french.typeset(said)))


@transaction.atomic
def change_places(
    ruling: Ruling,
    host: str,
    *,
    least: int,
    most: int | None,
    reason: str,
    by: User,
    at: datetime,
) -> Placement:
    """Move the places of a host, with the reason that the minutes repeat."""
    made = _open(ruling, by=by, at=at)
    if host not in hosts_of(ruling.version.definition):
        raise Refused(broken("wishes.host", "host", "Cette structure n’est pas parmi les vœux."))
    if most is not None and most < least:
        raise Refused(broken("wishes.bounds", "most", "« Au plus » est sous « au moins »."))
    if not tidy(reason):
        raise Refused(missing("wishes.reason", "reason", "Dites pourquoi ces places changent."))
    made.relaxed = [
        *made.relaxed,
        {"host": host, "min": least, "max": most, "reason": tidy(reason), "by": by.pk,
         "at": at.isoformat()},
    ]  # fmt: skip
    return _kept(made, "relaxed", by=by, at=at)


@transaction.atomic
def place_by_hand(
    ruling: Ruling, file: str, into: str, *, reason: str, by: User, at: datetime
) -> Placement:
    """Put a winner elsewhere than the wishes proposed, or nowhere, with the reason."""
    made = _open(ruling, by=by, at=at)
    if file not in _asked(ruling):
        raise Refused(broken("wishes.unknown", "file", UNKNOWN_FILE))
    if into and into not in hosts_of(ruling.version.definition):
        raise Refused(broken("wishes.host", "into", "Cette structure n’est pas parmi les vœux."))
    if not tidy(reason):
        raise Refused(missing("wishes.reason", "reason", "Dites pourquoi ce dossier va là."))
    made.moves = [
        *(one for one in made.moves if one["deposit"] != file),
        {"deposit": file, "into": into, "reason": tidy(reason), "by": by.pk, "at": at.isoformat()},
    ]
    return _kept(made, "moved", by=by, at=at)


@transaction.atomic
def settle_places(ruling: Ruling, *, by: User, at: datetime) -> Placement:
    """Settle where each winner goes: its letter says it, the minutes hold the table."""
    made = _open(ruling, by=by, at=at)
    definition, rows = ruling.version.definition, winners_of(ruling)
    names = {
        str(one.deposit.public_id): one.deposit.content["body"].get("name", "") for one in rows
    }
    placed = current(made.result, made.moves)
    labels, hosts = labels_of(definition), hosts_of(definition, made.relaxed)
    if found := settling_faults(hosts, labels, names, placed, made.moves):
        raise Refused(found)
    for one in rows:
        one.placed_with = placed.get(str(one.deposit.public_id), "")
    Outcome.objects.bulk_update(rows, ["placed_with"])
    made.settled_at = at
    _kept(made, "settled", by=by, at=at)
    ruling.minutes = {**(ruling.minutes or {}), "tables": [
        *(ruling.minutes or {}).get("tables", ()), *_tables(made, rows, labels),
    ]}  # fmt: skip
    ruling.save(update_fields=("minutes",))
    return made


def _tables(
    made: Placement, rows: list[Outcome], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What the minutes say of the placement: who goes where, which places moved and why."""
    reasons = {one["deposit"]: one["reason"] for one in made.moves}
    lines = []
    for one in rows:
        wishes, key = wished(one), str(one.deposit.public_id)
        rank = f"vœu n° {wishes.index(one.placed_with) + 1}" if one.placed_with in wishes else "–"
        lines.append([
            one.deposit.content["body"].get("name", ""), labels.get(one.placed_with, "–"),
            french.typeset(rank), reasons.get(key, "–"),
        ])  # fmt: skip
    head = ["Dossier", "Affecté à", "Vœu", "Placé à la main : pourquoi"]
    found = [{"title": "Affectations selon les vœux", "head": head, "rows": lines, "empty": "–"}]
    if made.relaxed:
        moved = [
            [labels[one["host"]], str(one["min"]), str(one["max"] or "–"), one["reason"]]
            for one in made.relaxed
        ]
        head = ["Structure", "Au moins", "Au plus", "Pourquoi"]
        found.append({"title": "Places modifiées", "head": head, "rows": moved, "empty": "–"})
    return found


def _asked(ruling: Ruling) -> dict[str, tuple[str, list[str], str]]:
    """File → its name, its wishes, its merit in the proposal the decision came from."""
    made = ruling.deliberation
    merit = made.result.get("merit", {}) if made else {}
    return {
        str(one.deposit.public_id): (
            said(one.deposit.content["body"].get("name", "")),
            wished(one),
            str(merit.get(str(one.deposit.public_id), "0")),
        )
        for one in winners_of(ruling)
    }


def _open(ruling: Ruling, *, by: User, at: datetime) -> Placement:
    """The placement of a decision, locked, as long as its results are not released."""
    if not places_winners(ruling):
        raise Refused(broken("wishes.none", "wishes", "Cet appel ne demande pas de vœux."))
    Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
    made, _created = Placement.objects.get_or_create(ruling=ruling, defaults={"at": at, "by": by})
    if ruling.released_at is not None or made.settled_at is not None:
        raise Refused(
            broken("wishes.settled", "wishes", "Les affectations sont arrêtées : elles ne "
                   "changent plus ici.")
        )  # fmt: skip
    return made


def _kept(made: Placement, act: str, *, by: User, at: datetime) -> Placement:
    made.at, made.by = at, by
    made.save()
    record(Placed(ruling=made.ruling_id, act=act, digest=made.digest), by=by, at=at)
    return made
