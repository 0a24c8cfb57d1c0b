"""The letter that tells a delegation whether it goes on, why, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.forms import said
from cordee.journeys.models import Crossing, Delegate, Passing
from cordee.journeys.queries.gates import gate_of
from cordee.kernel.french import typeset
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User
    from cordee.programme.schema.choosing import Gate


def tell(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a passage is announced, every delegate of every winner reads hers together."""
    passing = Passing.objects.select_related("cohort__edition__current").get(pk=event.passing)
    gate = gate_of(passing.cohort, passing.gate)
    if gate is None:
        return
    rows = passing.crossings.select_related("participation").order_by("pk")
    for one in rows:
        people = Delegate.objects.current(at).filter(participation=one.participation_id)
        for delegate in people.select_related("person").order_by("pk"):
            if delegate.person.email:
                _send(one, gate, delegate, passing, at)


def _send(one: Crossing, gate: Gate, delegate: Delegate, passing: Passing, at: datetime) -> None:
    page = reverse("journeys:own_passages", args=[one.participation.public_id])
    goes = one.verdict == Crossing.Verdict.GO
    verdict = (
        f"{one.participation} poursuit le programme."
        if goes
        else f"{one.participation} ne poursuit pas au-delà de cette étape."
    )
    follows = f"\n\n{said(gate.consequences)}" if gate.consequences and not goes else ""
    text = (
        f"Bonjour,\n\n{said(gate.label)} : {verdict}\n\n{one.reasons}{follows}\n\n"
        f"La décision et ses motifs : {settings.SITE_URL}{page}\n"
    )
    post(
        key=f"journeys.passage:{passing.pk}:{delegate.pk}",
        to=delegate.person.email,
        subject=typeset(f"{said(gate.label)} : la décision")[:200],
        text=typeset(text),
        at=at,
    )
