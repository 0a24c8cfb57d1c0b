"""What the minutes say of each sitting: who was there, what was discussed, ranked and voted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.selection.models import Sitting
from cordee.selection.queries.sittings import as_acts
from cordee.selection.rules.objections import objections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.programme.schema import Definition
    from cordee.selection.models import Panel, Proceeding

OUTCOMES = {"heeded": "prise en compte", "withdrawn": "retirée", "kept": "maintenue"}


def sittings_of(panel: Panel, until: datetime) -> list[Sitting]:
    """The sittings of a panel before its decision."""
    return list(Sitting.objects.filter(panel=panel, opened_at__lte=until).order_by("pk"))


def told(sitting: Sitting, definition: Definition) -> dict[str, Any]:
    """One sitting: its hours, its tables (presence, proxies, ranks, votes), its points."""
    rows = list(
        sitting.proceedings.select_related("juror__person", "other__person", "deposit").order_by(
            "pk"
        )
    )
    zone = ZoneInfo(definition.zone_of())
    opened = french.moment(sitting.opened_at.astimezone(zone))
    closed = f", levée à {_hour(sitting.closed_at, zone)}" if sitting.closed_at else ""
    return {
        "title": french.typeset(f"Séance ouverte le {opened}{closed}"),
        "tables": [
            _presence(rows, zone),
            _proxies(rows),
            _ranks(rows),
            _ballots(sitting),
            *_objections(rows),
        ],
        "points": list(_points(rows)),
    }


def _hour(at: datetime | None, zone: ZoneInfo) -> str:
    return french.hour(at.astimezone(zone).time()) if at else ""


def _presence(rows: list[Proceeding], zone: ZoneInfo) -> dict[str, Any]:
    """Each member's comings and goings, with the hour."""
    found: dict[str, list[str]] = {}
    for one in rows:
        if one.kind in {"came", "left"}:
            verb = "arrivée" if one.kind == "came" else "départ"
            found.setdefault(str(one.juror), []).append(f"{verb} à {_hour(one.at, zone)}")
    cells = [[name, ", ".join(said)] for name, said in found.items()]
    return {
        "title": "Présences", "head": ["Membre", "Présence"], "rows": cells,
        "empty": "Aucune présence notée.",
    }  # fmt: skip


def _proxies(rows: list[Proceeding]) -> dict[str, Any]:
    cells = [
        [str(one.juror), str(one.other) if one.other else "repris"]
        for one in rows
        if one.kind in {"proxy", "unproxy"}
    ]
    head = ["Donné par", "Porté par"]
    return {"title": "Pouvoirs", "head": head, "rows": cells, "empty": "Aucun pouvoir."}


def _ranks(rows: list[Proceeding]) -> dict[str, Any]:
    """Ranks that the jury discussed: by the marks, then as it put them, with why."""
    marks: list[dict[str, Any]] = next(
        (one.data["files"] for one in rows if one.kind == "ranking"), []
    )
    before = {one["deposit"]: one["rank"] for one in marks}
    cells = [
        [
            _body(one),
            str(before.get(str(one.deposit.public_id)) or "–") if one.deposit else "–",
            str(one.data["rank"]),
            one.data["reason"],
        ]
        for one in rows
        if one.kind == "ranked"
    ]
    return {
        "title": "Rangs discutés", "head": ["Dossier", "Par les notes", "Discuté", "Raison"],
        "rows": cells, "empty": "Aucun rang changé.",
    }  # fmt: skip


def _ballots(sitting: Sitting) -> dict[str, Any]:
    """Each vote and its count; of a secret one nothing else exists."""
    cells = []
    for one in sitting.ballots.exclude(closed_at=None).order_by("pk"):
        found = one.outcome
        casting = ", voix prépondérante" if found.get("casting") else ""
        cells.append(
            [
                one.question,
                "secret" if one.secret else "à main levée",
                _totals(found),
                ("adopté" if found["adopted"] else "non adopté") + casting,
            ]
        )
    head = ["Question", "Scrutin", "Pour – contre – abst.", "Résultat"]
    return {"title": "Votes", "head": head, "rows": cells, "empty": "Aucun vote."}


def _totals(found: dict[str, Any]) -> str:
    """For, against, abstentions; or why a secret ballot does not tell them."""
    if found.get("hidden"):
        return "non dites : le poids des voix dirait qui a voté quoi"
    return " – ".join(_number(found[each]) for each in ("for", "against", "abstain"))


def _number(value: int | str) -> str:
    return french.number(Decimal(value))


def _objections(rows: list[Proceeding]) -> Iterator[dict[str, Any]]:
    """Who objected to what and why, what was answered, what it became (R219); only if any."""
    by_id = {one.pk: one for one in rows}
    cells = [
        [
            str(one.number),
            str(by_id[one.id].juror),
            _body(by_id[one.id]) or "–",
            one.reason,
            one.answer or "restée sans réponse",
            OUTCOMES.get(one.outcome, "–"),
        ]
        for one in objections(as_acts(rows))
    ]
    head = ["N°", "Membre", "Dossier", "Raison", "Réponse", "Issue"]
    if cells:
        yield {"title": "Objections", "head": head, "rows": cells, "empty": ""}


def _points(rows: list[Proceeding]) -> Iterator[str]:
    for one in rows:
        if one.kind == "point":
            about = f"{_body(one)} : " if one.deposit else ""
            yield french.typeset(f"{about}{one.data['text']}")


def _body(one: Proceeding) -> str:
    return str(one.deposit.content["body"].get("name", "")) if one.deposit else ""
