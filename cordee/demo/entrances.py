"""The doors of the demonstration: one link a role, for those held by a seat and those lived in."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies.models import Ally
from cordee.alliance.models import Mandate
from cordee.applications.models import Application
from cordee.journeys.models import Delegate
from cordee.journeys.strategy.models import Guest
from cordee.people import demo
from cordee.people.models import Seat, User
from cordee.people.models.seats import Role

type Entrance = tuple[str, str, str]
"""A role in French, the name of who holds it, the address that signs in as them."""


def links(address: str) -> list[Entrance]:
    """Give one entrance a role, the house first; they work for some hours."""
    seated = demo.links(address)
    told = {role for role, _name, _link in seated}
    lived = [(role, *_door(user, address)) for role, user in lives() if role not in told]
    return seated + lived


def _door(user: User, address: str) -> tuple[str, str]:
    name = str(getattr(user, "person", user))
    return name, address.rstrip("/") + reverse("people:demo", args=[demo.token_for(user)])


def lives() -> Iterator[tuple[str, User]]:
    """Find who holds a part that comes with what one does: a file, a delegation, a signature."""
    now = timezone.now()
    file = (
        Application.objects.drafts()
        .filter(edition__closes_at__gt=now, owner__is_active=True)
        .select_related("owner__person")
        .order_by("-started_at", "-pk")
        .first()
    )
    if file is not None:
        yield str(Role.APPLICANT.label), file.owner
    yield from _first(str(Role.DELEGATE.label), Delegate.objects.current(now))
    yield from _first(_("présidence de l’alliance"), Mandate.objects.filter(ends=None))
    yield from _first(_("allié·e"), Ally.objects.all())
    for kind in Guest.Kind:
        guests = Guest.objects.filter(kind=kind, seat__in=Seat.objects.current(now))
        yield from _first(f"{Role.OBSERVER.label} ({kind.label})", guests, "seat__person__user")


def _first(
    role: str, rows: QuerySet[Any], path: str = "person__user"
) -> Iterator[tuple[str, User]]:
    """Who holds a part first, among those who have an account."""
    found = rows.filter(**{f"{path}__is_active": True}).order_by("pk").values_list(path).first()
    if found is not None:
        yield role, User.objects.select_related("person").get(pk=found[0])
