"""The doors of the demonstration: one link a role, for those held by a seat and those lived in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from cordee.applications.models import Application
from cordee.journeys.models import Delegate
from cordee.people import demo
from cordee.people.models import User
from cordee.people.models.seats import Role

type Entrance = tuple[str, str, str]
"""A role in French, the name of who holds it, the address that signs in as them."""


def links(address: str) -> list[Entrance]:
    """Give one entrance a role, the house first; they work for some hours."""
    seated = demo.links(address)
    told = {role for role, _, _ in seated}
    lived = [
        (str(role.label), *_door(user, address))
        for role, user in _lived()
        if str(role.label) not in told
    ]
    return seated + lived


def _door(user: User, address: str) -> tuple[str, str]:
    name = str(getattr(user, "person", user))
    return name, address.rstrip("/") + reverse("people:demo", args=[demo.token_for(user)])


def _lived() -> Iterator[tuple[Role, User]]:
    """Find who writes a file and who is in a delegation: roles that come with what one does."""
    now = timezone.now()
    file = (
        Application.objects.drafts()
        .filter(edition__closes_at__gt=now, owner__is_active=True)
        .select_related("owner__person")
        .order_by("-started_at", "-pk")
        .first()
    )
    if file is not None:
        yield Role.APPLICANT, file.owner
    delegate = (
        Delegate.objects.current(now)
        .filter(person__user__is_active=True)
        .select_related("person__user__person")
        .order_by("pk")
        .first()
    )
    if delegate is not None and delegate.person.user is not None:
        yield Role.DELEGATE, delegate.person.user
