"""What the money of a year reminds of: a contribution asked, whose day is past."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Claim
from cordee.kernel import french
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

GRACE = timedelta(days=7)
WITHOUT_DATE = timedelta(days=45)
"""A claim that gives no day is recalled so long after it left."""
MORNING = time(9)


class Unpaid:
    """A week after its day, whoever received a claim is told it still stands; not if it is paid."""

    key = "journeys.unpaid"
    label = _("Contribution non reçue")

    def proposals(self, at: datetime) -> Iterator[Proposal]:  # noqa: ARG002 - a rule's shape
        """Every claim that stands."""
        rows = Claim.objects.filter(kind=Claim.Kind.CLAIM, taken_back_by=None)
        asked = rows.select_related("charge__participation__cohort__edition__current")
        for one in asked.exclude(charge__claimed_at=None).order_by("pk"):
            yield _proposal(one)


def _proposal(claim: Claim) -> Proposal:
    participation, said = claim.charge.participation, claim.content
    title = french.typeset(
        french.say("{participation} : contribution non reçue", participation=participation)
    )
    text = french.say(
        "Bonjour,\n\nLa demande {number} du {day} n’est pas encore marquée comme réglée. Si le "
        "paiement est parti, ne tenez pas compte de ce message ; sinon, dites-nous ce qui vous "
        "manque.\n",
        number=claim.number,
        day=french.day(date.fromisoformat(said["date"])),
    )
    return Proposal(
        person=f"payer:{participation.pk}",
        name=said["buyer"]["name"],
        to=claim.sent_to,
        subject=("claim", str(claim.pk)),
        subject_name=french.strung(participation, " – ", claim.number, between=""),
        occurrence=claim.number,
        due=_due(claim),
        title=title,
        text=french.typeset(text),
        skip=french.say("Déjà reçue.")
        if claim.charge.paid_at
        else ""
        if claim.sent_to
        else "Aucune adresse.",
    )


def _due(claim: Claim) -> datetime:
    zone = claim.charge.participation.zone
    if not claim.content["due"]:
        return claim.at + WITHOUT_DATE
    day = date.fromisoformat(claim.content["due"])
    return datetime.combine(day, MORNING, zone) + GRACE


UNPAID = Unpaid()
