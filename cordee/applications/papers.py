"""The receipt of a deposit: what the law asks of an accusé de réception (CRPA R112-11-1)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.applications.reading import read_content
from cordee.kernel import french
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.applications.models import Deposit
    from cordee.programme.schema import Definition

TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"


def receipt_pdf(deposit: Deposit) -> bytes:
    """The receipt, with the whole content that was handed in."""
    return pdf(TEMPLATE, receipt(deposit))


def receipt(deposit: Deposit) -> dict[str, Any]:
    """What a receipt says: date, service and how to reach it, meaning of silence, remedies."""
    definition = deposit.version.definition
    zone = definition.zone_of(deposit.content.get("step", ""))
    at = deposit.at.astimezone(ZoneInfo(zone))
    return {
        "title": "Accusé de réception",
        "foot": f"Empreinte {deposit.digest[:16]}",
        "call": str(definition.title),
        "body": deposit.content["body"]["name"],
        "facts": [
            ["Reçu le", french.moment(at, zone=zone)],
            ["Dépôt", f"n° {deposit.number}"],
            ["Empreinte (SHA-256)", deposit.digest],
            ["Service", _service(definition)],
            *([["Contact", contact]] if (contact := _contact(definition)) else []),
        ],
        "silence": silence(definition, deposit),
        "parts": [
            {
                "label": part.label,
                "answers": [
                    {"label": one.label, "text": one.text, "lines": list(one.lines),
                     "head": list(one.head), "rows": [list(row) for row in one.rows]}
                    for one in part.answers
                    if not one.blank
                ],
            }
            for part in read_content(definition, deposit.content)
        ],
        "team": [
            f"{mate['given_name']} {mate['family_name']} – {mate['capacity'] or mate['role']}"
            for mate in deposit.team
        ],
    }  # fmt: skip


def _service(definition: Definition) -> str:
    """The organiser with its address, mail and phone."""
    one = definition.organisers[0]
    return ", ".join(
        filter(None, (str(one.label), str(one.address or ""), one.email or "", one.phone or ""))
    )


def _contact(definition: Definition) -> str:
    one = next((contact for contact in definition.contacts if contact.public), None)
    if one is None:
        return ""
    return ", ".join(
        filter(None, (one.name, str(one.capacity or ""), one.email or "", one.phone or ""))
    )


def silence(definition: Definition, deposit: Deposit) -> str:
    """What it means when no answer comes, from which day, and the remedies (CRPA L231-4)."""
    rule = definition.timeline.silence
    if rule is None or rule.means == "nothing":
        return ""
    closes = definition.closes(deposit.content.get("step", ""))
    start = closes if rule.counted_from == "closing" and closes else deposit.at
    on = french.day(rule.speaks(start.date()), weekday=False)
    means = {"rejection": "rejetée", "acceptance": "acceptée"}[rule.means]
    remedies = f" {rule.remedies}" if rule.remedies else ""
    return french.typeset(
        f"Sans réponse de notre part le {on}, et sous réserve que le dossier soit complet, la "
        f"candidature est réputée {means}.{remedies}"
    )
