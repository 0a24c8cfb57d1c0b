"""A claim as a paper: its PDF, with the invoice inside when both sides are numbered (Factur-X)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cordee.journeys import queries
from cordee.journeys.rules.claims import OUTSIDE, amounts
from cordee.kernel import french
from cordee.programme.anchors import deadline
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Charge
    from cordee.programme.schema.base import Due
    from cordee.programme.schema.money import Fee

TEMPLATE = Path(__file__).parent / "documents" / "claim.typ"
TITLES = {"380": "Demande de contribution", "381": "Avoir"}
SIRET, SIREN = "0009", "0002"
"""Schemes of the numbers of a body (ISO 6523)."""


@dataclass(frozen=True, slots=True)
class Billed:
    """Who pays, as the paper names it; `email` is where it goes, `service` a code of Chorus Pro."""

    name: str
    address: str = ""
    siret: str = ""
    service: str = ""
    order_number: str = ""
    email: str = ""


def fee_of(charge: Charge) -> Fee | None:
    """The record of the definition a contribution comes from."""
    definition = charge.participation.cohort.edition.definition
    return next((one for one in definition.fees if one.key == charge.fee), None)


def content(charge: Charge, billed: Billed, number: str, at: datetime) -> dict[str, Any]:
    """What a claim says, as plain data to freeze: both sides, the amounts, until when."""
    fee, cohort = fee_of(charge), charge.participation.cohort
    split = amounts(abs(charge.amount), fee.tax if fee else "none", fee.tax_rate if fee else None)
    today = at.astimezone(cohort.zone).date()
    until = _until(charge, fee) if not charge.refund else None
    service = settings.SERVICE
    return {
        "number": number,
        "kind": "381" if charge.refund else "380",
        "corrects": queries.last_claim(charge) if charge.refund else "",
        "date": today.isoformat(),
        "due": until.isoformat() if until else "",
        "call": cohort.label,
        "label": charge.because,
        "covers": [str(one) for one in fee.covers] if fee else [],
        "currency": charge.currency,
        "net": str(split.net),
        "tax": str(split.tax),
        "gross": str(split.gross),
        "rate": str(split.rate),
        "seller": {key: service[key] for key in ("name", "address", "siren", "siret", "vat",
                                                 "iban", "email", "phone")},
        "buyer": {"name": billed.name, "address": billed.address, "siret": billed.siret,
                  "service": billed.service, "order_number": billed.order_number},
    }  # fmt: skip


def _until(charge: Charge, fee: Fee | None) -> date | None:
    """The last day to pay, when the definition gives one that the calendar knows."""
    due = _due_of(charge, fee)
    if due is None:
        return None
    cohort = charge.participation.cohort
    held = queries.held_days(cohort.meetings.filter(participation=None))
    return deadline(cohort.edition.definition, due, held).last


def _due_of(charge: Charge, fee: Fee | None) -> Due | None:
    """When this part of a fee is to be paid: by its own words, else by those of the fee."""
    if fee is None:
        return None
    parts = fee.instalments[charge.part - 1 : charge.part] if charge.part else ()
    return next((one.released for one in parts if one.released), fee.due)


def paper(said: dict[str, Any]) -> bytes:
    """The PDF of a claim; with the invoice inside (Factur-X, BASIC WL) when it may be one."""
    seller, buyer = said["seller"], said["buyer"]
    made = pdf(TEMPLATE, _told(said))
    if not (seller["name"] and (seller["siret"] or seller["siren"]) and buyer["siret"]):
        return made
    from facturx import generate_cii_xml, generate_from_binary  # noqa: PLC0415 - heavy, rare

    xml = generate_cii_xml(_invoice(said), level="basicwl", check_schematron=None)
    about = {"title": f"{TITLES[said['kind']]} {said['number']}", "author": seller["name"],
             "subject": said["call"], "keywords": "Factur-X"}  # fmt: skip
    whole: bytes = generate_from_binary(
        made, xml, flavor="factur-x", level="basicwl", pdf_metadata=about, lang="fr"
    )
    return whole


def _invoice(said: dict[str, Any]) -> dict[str, Any]:
    """A claim in the terms of EN 16931; the country is France: Factur-X is its format."""
    seller, buyer = said["seller"], said["buyer"]
    taxed = Decimal(said["rate"]) > 0
    found: dict[str, Any] = {
        "BT-1": said["number"],
        "BT-2": date.fromisoformat(said["date"]),
        "BT-3": said["kind"],
        "BT-5": said["currency"],
        "BT-10": buyer["service"] or None,
        "BT-13": buyer["order_number"] or None,
        "BT-9": date.fromisoformat(said["due"]) if said["due"] else None,
        "BT-20": None if said["due"] else "À réception",
        "BT-72": date.fromisoformat(said["date"]),
        "BT-81": "30",
        "BT-84": seller["iban"] or None,
        "BG-1": [{"BT-21": "AAI", "BT-22": said["label"]}],
        "BG-4": _party(
            seller["name"], seller["siret"] or seller["siren"], seller["address"], seller["vat"]
        ),
        "BG-7": _party(buyer["name"], buyer["siret"], buyer["address"]),
        "BG-23": [
            {
                "BT-116": said["net"],
                "BT-117": said["tax"],
                "BT-118": "S" if taxed else "O",
                "BT-119": said["rate"] if taxed else None,
                "BT-120": None if taxed else OUTSIDE,
            }
        ],
        "BT-106": said["net"],
        "BT-109": said["net"],
        "BT-110": said["tax"],
        "BT-112": said["gross"],
        "BT-115": said["gross"],
    }
    if before := said.get("takes_back") or said.get("corrects"):
        found["BG-3"] = [{"BT-25": before}]
    return {key: value for key, value in found.items() if value is not None}


def _party(name: str, number: str, address: str, vat: str = "") -> dict[str, Any]:
    scheme = SIRET if len(number) == len("00000000000000") else SIREN
    return {
        "name": name,
        "legal_identifier": number,
        "legal_identifier_schemeid": scheme,
        "country_code": "FR",
        **({"vat_identifier": vat} if vat else {}),
        **({"addr_l1": " ".join(address.split())} if address.strip() else {}),
    }


def _told(said: dict[str, Any]) -> dict[str, Any]:
    """A claim in words, as its template prints it."""
    seller, buyer = said["seller"], said["buyer"]
    rate = Decimal(said["rate"])
    lines = [["Montant", french.money(Decimal(said["net"]), said["currency"])]]
    if rate:
        lines.append(
            [f"TVA à {french.number(rate)} %", french.money(Decimal(said["tax"]), said["currency"])]
        )
    total = "À payer" if said["kind"] == "380" else "À déduire"
    lines.append([total, french.money(Decimal(said["gross"]), said["currency"])])
    title = f"{TITLES[said['kind']]} {said['number']}"
    facts = [
        ["Date", french.day(date.fromisoformat(said["date"]), weekday=False)],
        ["À régler au plus tard le",
         french.day(date.fromisoformat(said["due"]), weekday=False) if said["due"] else ""],
        ["Annule la demande", said.get("takes_back", "")],
        ["Corrige la demande", said.get("corrects", "")],
        ["Raison", said.get("reason", "")],
        ["Numéro d’engagement", buyer["order_number"]],
        ["Code service", buyer["service"]],
        ["Virement à (IBAN)", seller["iban"] if said["kind"] == "380" else ""],
    ]  # fmt: skip
    return {
        "title": title,
        "foot": f"{seller['name']} – {title}",
        "call": said["call"],
        "label": said["label"],
        "covers": said["covers"],
        "seller": _lines(seller["name"], seller["address"], seller["siret"] or seller["siren"]),
        "buyer": _lines(buyer["name"], buyer["address"], buyer["siret"]),
        "facts": [[label, value] for label, value in facts if value],
        "lines": lines,
        "tax": "" if rate else OUTSIDE,
    }


def _lines(name: str, address: str, number: str) -> list[str]:
    kind = "SIREN" if len(number) == len("000000000") else "SIRET"
    return [one for one in (name, address, f"{kind} {number}" if number else "") if one]
