"""The workspace: where one lands, what waits, which doors one's roles open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cordee.people import lived, queries, waiting
from cordee.people.rules import HOUSE_ROLES
from cordee.reactions import ARRIVALS
from cordee.web.guards import signed_in
from cordee.web.navigation import Link, links
from cordee.web.requests import once

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.people.models import Seat
    from cordee.web.requests import Request


@never_cache
@require_safe
@signed_in
def workspace(request: Request) -> HttpResponse:
    """What waits for me, then what I hold."""
    now = timezone.now()
    held = queries.held_by(request.user, now).select_related("person", "organisation")
    seats = queries.label_scopes(held.order_by("role", "pk"))
    told = {address for seat in seats if (address := _page(seat.place))}
    house = [seat for seat in seats if seat.role in HOUSE_ROLES and seat.place is None]
    shown = {
        "seats": [(seat, _begins(seat)) for seat in seats if seat not in house],
        "house": house,
        "caption": " – ".join([_("Mon espace"), *(one.get_role_display() for one in house)]),
        "lived": [one for one in lived.for_user(request.user, now) if one.url not in told],
        "staff": any(seat.role in HOUSE_ROLES for seat in seats),
        "doors": _doors(request),
        "tasks": waiting.for_user(request.user, now),
        "person": queries.person_of(request.user),
        "invitations": queries.pending_invitations(request.user, now),
    }
    return render(request, "people/workspace.html", shown)


def _page(place: object) -> str:
    """The address of what a seat is held in, when it has one."""
    address = getattr(place, "get_absolute_url", None)
    return address() if address else ""


def _begins(seat: Seat) -> str:
    """Where whoever holds this seat works: the room of her role, else what she holds it in."""
    room = ARRIVALS.get(seat.role)
    return reverse(room) if room else _page(seat.place)


def _doors(request: Request) -> list[tuple[str, list[Link]]]:
    """What each room opens to the team, asked with the other links of the page, by subject."""
    every = once("navigation", lambda: links(request))
    found = [link for link in every if link.zone == "team"]
    groups = [
        (_("Appels et jurys"), range(10)),
        (_("Personnes et territoires"), range(10, 50)),
        (_("L’alliance"), range(50, 70)),
        (_("Lettres et messages"), range(70, 87)),
        (_("Machines et preuves"), range(87, 1000)),
    ]
    told = [(name, [link for link in found if link.order in orders]) for name, orders in groups]
    return [(name, inside) for name, inside in told if inside]
