"""Letters about what a delegation asks to change: to the team of the house, then back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import Demand
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _demand(key: int) -> Demand:
    rows = Demand.objects.select_related(
        "participation__cohort__edition__current", "delegate__person", "by"
    )
    return rows.get(pk=key)


def _page(demand: Demand) -> str:
    return settings.SITE_URL + reverse("journeys:changes", args=[demand.participation.public_id])


def tell_team(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the people to reach about this call learn what a delegation asks or did.

    A replacement that is free tells nobody: the programme says so.
    """
    demand = _demand(event.demand)
    definition = demand.participation.cohort.edition.definition
    absence = definition.year.absence
    free = absence is not None and absence.replacement == "free"
    if demand.kind == Demand.Kind.REPLACEMENT and free:
        return
    body = french.strung(_what(demand), demand.reason, _page(demand), between="\n\n")
    text = french.say("Bonjour,\n\n{body}\n", body=body)
    for address in sorted({one.email for one in definition.contacts if one.email}):
        post(
            key=f"journeys.demand:{demand.pk}:{address}",
            to=address,
            at=at,
            subject=french.typeset(
                french.strung(demand.participation, " : ", demand.get_kind_display(), between="")
            ),
            text=french.typeset(text),
        )


def _what(demand: Demand) -> str:
    where, until = str(demand.participation), demand.until
    if demand.kind == Demand.Kind.REPLACEMENT and demand.delegate is not None:
        verb = (
            french.say("demande à remplacer") if demand.state == Demand.State.ASKED else "remplace"
        )
        return french.say(
            "{where} {verb} {person} par {newcomer}.",
            where=where,
            verb=verb,
            person=demand.delegate.person,
            newcomer=demand.newcomer,
        )
    said = french.day(until, weekday=False) if until else ""
    if demand.kind == Demand.Kind.EXTENSION:
        return french.say(
            "{where} demande une prolongation jusqu’au {said}.", where=where, said=said
        )
    return french.say(
        "{where} annonce son départ, qui prend effet le {said}.", where=where, said=said
    )


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever asked learns what was answered."""
    demand = _demand(event.demand)
    if demand.state not in {Demand.State.GRANTED, Demand.State.DONE, Demand.State.REFUSED}:
        return
    said = (
        french.say("est refusée")
        if demand.state == Demand.State.REFUSED
        else french.say("est acceptée")
    )
    if demand.kind == Demand.Kind.LEAVING:
        said = "a pris effet"
    what = french.say(
        "Votre demande ({get_kind_display}) {said}.",
        get_kind_display=demand.get_kind_display(),
        said=said,
    )
    answer = french.strung("\n\n", demand.answer, between="") if demand.answer else ""
    post(
        key=f"journeys.demand_answered:{demand.pk}",
        to=demand.by.email,
        at=at,
        subject=french.typeset(
            french.strung(demand.participation, " : ", demand.get_kind_display(), between="")
        ),
        text=french.say(
            "Bonjour,\n\n{what}{answer}\n\n{page}\n", what=what, answer=answer, page=_page(demand)
        ),
    )
