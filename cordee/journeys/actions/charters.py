"""The charter of a territory: given, sent to be signed, signed by link or on paper (R88-R90)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.applications.files import kind_of
from cordee.journeys.events import CharterGiven, CharterSent, CharterSigned
from cordee.journeys.models import Charter, Participation
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.people.models import User

PAPER = ("pdf", "jpg", "png")
PAPER_MAX = 20 * 1024 * 1024
"""Bytes of a scanned charter."""


@transaction.atomic
def give_charter(participation: Participation, *, by: User, at: datetime) -> None:
    """Hand the charter to a territory; giving it again changes nothing."""
    given = Charter.objects.filter(participation=participation, given_at=None).update(given_at=at)
    if given:
        record(CharterGiven(participation=participation.pk), by=by, at=at)


@transaction.atomic
def send_charter(participation: Participation, address: str, *, by: User, at: datetime) -> None:
    """Give the charter, and send whoever signs it a link of her own. Refused once it is signed."""
    charter = Charter.objects.select_for_update().get(participation=participation)
    if charter.signed_at is not None:
        raise Refused(broken("charter.signed", "charter", "Cette charte est déjà signée."))
    give_charter(participation, by=by, at=at)
    Charter.objects.filter(pk=charter.pk).update(proof={"method": "link", "address": address})
    digest = hashlib.sha256(address.lower().encode()).hexdigest()
    record(CharterSent(participation=participation.pk, address=digest), by=by, at=at)


@transaction.atomic
def sign_charter(
    participation: Participation,
    *,
    signatory: str,
    capacity: str,
    signed_at: datetime,
    delegation: str = "",
    proof: dict[str, str] | None = None,
    scan: UploadedFile[bytes] | None = None,
    by: User | None,
    at: datetime,
) -> Charter:
    """Write the signature: who, in what capacity, by which delegation (R88, R90).

    `proof` tells how; `scan` is the original signed on paper. Raises `Refused`; a charter signed
    by link is not signed again, nor by link what is signed: the team corrects what it wrote itself.
    """
    charter = Charter.objects.select_for_update().get(participation=participation)
    methods = {charter.proof.get("method"), (proof or {}).get("method")}
    if charter.signed_at is not None and "link" in methods:
        raise Refused(broken("charter.signed", "charter", "Cette charte est déjà signée."))
    if not signatory.strip() or not capacity.strip():
        raise Refused(
            missing("charter.signatory", "signatory", "Indiquez qui signe et en quelle qualité.")
        )
    if signed_at > at:
        raise Refused(
            broken("charter.future", "signed_at", "La signature ne peut pas être à venir.")
        )
    if scan is not None:
        _keep(charter, scan)
    charter.signatory, charter.capacity = tidy(signatory), tidy(capacity)
    charter.delegation, charter.signed_at = tidy(delegation), signed_at
    charter.proof = proof or {"method": "paper" if scan else "staff"}
    charter.at, charter.by, charter.sealed = at, by, ""
    charter.save()
    record(CharterSigned(participation=participation.pk, digest=charter.digest), by=by, at=at)
    return charter


def _keep(charter: Charter, scan: UploadedFile[bytes]) -> None:
    """Keep the paper; what is no picture nor PDF is refused."""
    if (scan.size or 0) > PAPER_MAX:
        raise Refused(broken("charter.size", "scan", "Ce fichier dépasse 20 Mo."))
    content = scan.read()
    kind = kind_of(scan.name or "", content)
    if kind not in PAPER:
        sentence = "Joignez un PDF ou une photo (JPG, PNG) de la charte signée."
        raise Refused(broken("charter.kind", "scan", sentence))
    mark = hashlib.sha256(content).hexdigest()
    charter.scan.save(f"{mark[:24]}.{kind}", ContentFile(content), save=False)
