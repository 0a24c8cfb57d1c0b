"""Contributions: asked once a team on a numbered paper, received, or taken back (R80-R84)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models.functions import Length
from stdnum.fr import siret

from cordee.journeys.claims import content, fee_of, paper
from cordee.journeys.events import Claimed
from cordee.journeys.models import Charge, Claim
from cordee.journeys.rules.claims import needs_rate, next_number
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Finding, Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.claims import Billed
    from cordee.people.models import User

NUMBERING = "journeys.claims"


@transaction.atomic
def claim(charge: Charge, billed: Billed, *, by: User, at: datetime) -> Claim:
    """Ask a territory for its contribution on a numbered paper: one claim per team (R84).

    Raises `Refused` when it was asked already, when the SIRET is wrong, or when the definition
    speaks of a tax without its rate.
    """
    charge = _locked(charge)
    if charge.claimed_at is not None:
        raise Refused(broken("charge.claimed", "charge", "Cette contribution est déjà demandée."))
    if found := list(_faults(charge, billed)):
        raise Refused(found)
    said = content(charge, billed, _number(charge, at), at)
    made = _issue(charge, said, sent_to=billed.email, by=by, at=at)
    charge.claimed_at, charge.order_number = at, billed.order_number
    charge.save(update_fields=["claimed_at", "order_number"])
    _tell(charge, "claimed", made, by=by, at=at)
    return made


def _locked(charge: Charge) -> Charge:
    rows = Charge.objects.select_related("participation__cohort__edition__current")
    return rows.select_for_update(of=("self",)).get(pk=charge.pk)


def _faults(charge: Charge, billed: Billed) -> Iterator[Finding]:
    if not billed.name.strip():
        yield missing("claim.name", "name", "Indiquez le nom de la collectivité qui paie.")
    if billed.siret and not siret.is_valid(billed.siret):
        yield broken("claim.siret", "siret", "Ce SIRET est faux : relisez ses quatorze chiffres.")
    if needs_rate(fee_of(charge)):
        sentence = (
            "Le texte de l’appel parle d’une taxe sans donner son taux : complétez « tax_rate » de "
            "cette contribution, puis recommencez."
        )
        yield broken("claim.rate", "charge", sentence)


def _number(charge: Charge, at: datetime) -> str:
    """The next number of the year; two claims at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [NUMBERING])
    zone = charge.participation.zone
    year = at.astimezone(zone).year
    rows = Claim.objects.filter(number__startswith=f"{year}-")
    taken = rows.order_by(Length("number").desc(), "-number")
    return next_number(year, taken.values_list("number", flat=True)[:1])


def _issue(charge: Charge, said: dict[str, Any], *, by: User, at: datetime, **more: Any) -> Claim:
    made = Claim(
        charge=charge,
        number=said["number"],
        kind=said["kind"],
        content=said,
        digest=digest(said),
        at=at,
        by=by,
        **more,
    )
    made.document.save(f"{said['number']}.pdf", ContentFile(paper(said)), save=False)
    made.save()
    return made


def _tell(charge: Charge, state: str, made: Claim | None, *, by: User, at: datetime) -> None:
    record(
        Claimed(
            participation=charge.participation_id,
            charge=charge.pk,
            state=state,
            claim=made.pk if made else 0,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def pay(charge: Charge, *, by: User, at: datetime) -> None:
    """Record that a contribution was received; saying it again changes nothing."""
    if not Charge.objects.filter(pk=charge.pk, paid_at=None).update(paid_at=at):
        return
    charge.paid_at = at
    _tell(charge, "paid", None, by=by, at=at)


@transaction.atomic
def take_back(charge: Charge, *, reason: str, by: User, at: datetime) -> Claim:
    """Take back what was asked, by a credit of the same sum; it may then be asked anew.

    Raises `Refused` when nothing was asked, or when it was already received.
    """
    charge = _locked(charge)
    asked = charge.claims.filter(kind=Claim.Kind.CLAIM, taken_back_by=None).last()
    if asked is None or charge.claimed_at is None:
        raise Refused(broken("claim.none", "charge", "Cette contribution n’est pas demandée."))
    if charge.paid_at is not None:
        sentence = "Cette contribution est reçue : son remboursement se fait en comptabilité."
        raise Refused(broken("claim.paid", "charge", sentence))
    number = _number(charge, at)
    zone = charge.participation.zone
    said = asked.content | {
        "number": number,
        "kind": Claim.Kind.CREDIT.value,
        "date": at.astimezone(zone).date().isoformat(),
        "due": "",
        "takes_back": asked.number,
        "reason": reason,
    }
    made = _issue(
        charge, said, sent_to=asked.sent_to, takes_back=asked, reason=reason[:300], by=by, at=at
    )
    charge.claimed_at, charge.order_number = None, ""
    charge.save(update_fields=["claimed_at", "order_number"])
    _tell(charge, "taken_back", made, by=by, at=at)
    return made
