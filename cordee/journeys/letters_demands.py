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


def tell_team(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: the people to reach about this call learn what a delegation asks or did.

    A replacement that is free tells nobody: the programme says so.
    """
    demand = _demand(event.demand)
    definition = demand.participation.cohort.edition.definition
    absence = definition.year.absence
    free = absence is not None and absence.replacement == "free"
    if demand.kind == Demand.Kind.REPLACEMENT and free:
        return
    text = f"Bonjour,\n\n{_what(demand)}\n\n{demand.reason}\n\n{_page(demand)}\n"
    for address in sorted({one.email for one in definition.contacts if one.email}):
        post(key=f"journeys.demand:{demand.pk}:{address}", to=address, at=at,
             subject=french.typeset(f"{demand.participation} : {demand.get_kind_display()}"),
             text=french.typeset(text))  # fmt: skip


def _what(demand: Demand) -> str:
    where, until = str(demand.participation), demand.until
    if demand.kind == Demand.Kind.REPLACEMENT and demand.delegate is not None:
        verb = "demande à remplacer" if demand.state == Demand.State.ASKED else "remplace"
        return f"{where} {verb} {demand.delegate.person} par {demand.newcomer}."
    said = french.day(until, weekday=False) if until else ""
    if demand.kind == Demand.Kind.EXTENSION:
        return f"{where} demande une prolongation jusqu’au {said}."
    return f"{where} annonce son départ, qui prend effet le {said}."


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever asked learns what was answered."""
    demand = _demand(event.demand)
    if demand.state not in {Demand.State.GRANTED, Demand.State.DONE, Demand.State.REFUSED}:
        return
    said = "est refusée" if demand.state == Demand.State.REFUSED else "est acceptée"
    if demand.kind == Demand.Kind.LEAVING:
        said = "a pris effet"
    what = f"Votre demande ({demand.get_kind_display()}) {said}."
    answer = f"\n\n{demand.answer}" if demand.answer else ""
    post(key=f"journeys.demand_answered:{demand.pk}", to=demand.by.email, at=at,
         subject=french.typeset(f"{demand.participation} : {demand.get_kind_display()}"),
         text=french.typeset(f"Bonjour,\n\n{what}{answer}\n\n{_page(demand)}\n"))  # fmt: skip
