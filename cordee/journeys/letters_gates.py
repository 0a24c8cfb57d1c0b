"""The letter that tells a delegation whether it goes on, why, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.forms import said
from cordee.journeys.models import Crossing, Delegate, Passing
from cordee.journeys.queries.gates import gate_of
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User
    from cordee.programme.schema.choosing import Gate


def tell(event: Any, *, by: User | None, at: datetime) -> None:
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
        french.say("{participation} poursuit le programme.", participation=one.participation)
        if goes
        else french.say(
            "{participation} ne poursuit pas au-delà de cette étape.",
            participation=one.participation,
        )
    )
    follows = (
        french.strung("\n\n", said(gate.consequences), between="")
        if gate.consequences and not goes
        else ""
    )
    text = french.say(
        "Bonjour,\n\n{label} : {verdict}\n\n{reasons}{follows}\n\nLa décision et ses motifs : "
        "{site_url}{page}\n",
        label=said(gate.label),
        verdict=verdict,
        reasons=one.reasons,
        follows=follows,
        site_url=settings.SITE_URL,
        page=page,
    )
    post(
        key=f"journeys.passage:{passing.pk}:{delegate.pk}",
        to=delegate.person.email,
        subject=typeset(french.say("{label} : la décision", label=said(gate.label)))[:200],
        text=typeset(text),
        at=at,
    )
