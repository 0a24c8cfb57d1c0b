"""What erasing someone takes away here: her place in the teams, her words between members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from cordee.applications.actions.team import hand_on, heir
from cordee.applications.models import (
    Application,
    Approval,
    Arrival,
    Comment,
    Guest,
    Member,
    Reference,
)
from cordee.ledger.outbox import forget as forget_letters
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


GONE = "Commentaire effacé avec le compte de son autrice ou auteur."


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her names leave the teams; deposits are acts, and keep what was handed in.

    A file she answered for goes to another of its writers, so that nobody is left outside.
    """
    _forget_letters_of(event.person)
    _pass_files_on(event.person, by=by, at=at)
    Comment.objects.filter(by__person=event.person).update(text=GONE)
    Approval.objects.filter(member__person=event.person).update(
        name="", capacity="", delegation="", withdrawn_because=""
    )
    email = Person.objects.values_list("email", flat=True).get(pk=event.person)
    hers = Q(person=event.person) | (Q(email__iexact=email) if email else Q(pk=None))
    Member.objects.filter(hers).update(
        given_name="Personne",
        family_name="effacée",
        email="",
        phone="",
        capacity="",
        organisation="",
        service="",
        left_at=Coalesce("left_at", at),
    )


def _forget_letters_of(person: int) -> None:
    """What came from her by the second door keeps its files, no longer her address nor words."""
    email = Person.objects.values_list("email", flat=True).get(pk=person)
    if email:
        Arrival.objects.filter(sender__iexact=email).update(sender="", subject="", text="")
        letters = Reference.objects.filter(email__iexact=email)
        for key in letters.order_by("pk").values_list("pk", flat=True):
            forget_letters(email, key=f"reference:{key}")
        letters.update(name="Personne effacée", email="", signed="", text="")
        Guest.objects.filter(email__iexact=email).update(name="Personne effacée", email="")


def _pass_files_on(person: int, *, by: User | None, at: datetime) -> None:
    """Hand each file she answers for to its heir, when it has one."""
    for file in Application.objects.filter(owner__person=person, withdrawn_at=None).order_by("pk"):
        if (chosen := heir(file)) is not None:
            hand_on(file, chosen, by=by, at=at)
