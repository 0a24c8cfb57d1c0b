"""Say who is seen in a film, and ask each for her consent (R334)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cordee.journeys.learning.actions import bind_resource
from cordee.journeys.learning.models import Resource
from cordee.journeys.strategy.events import Gathered
from cordee.journeys.strategy.models import Verbatim, Voice
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.strategy.actions.voices import Speaker
    from cordee.people.models import User

NOBODY = "public"
"""How far a film goes where nobody can be recognised."""


@transaction.atomic
def name_filmed(film: Resource, who: Speaker, *, wanted: str, by: User, at: datetime) -> Voice:
    """Say that someone is seen in a film: until she agrees, only the team of the house finds it."""
    film = Resource.objects.select_for_update(of=("self",)).get(pk=film.pk)
    if film.kind != Resource.Kind.FILM:
        raise Refused(broken("film.kind", "name", "Cette ressource n’est pas un film."))
    if not who.name.strip():
        raise Refused(missing("film.name", "name", "Dites qui l’on voit."))
    assert by.person is not None  # noqa: S101 - whoever fills a kit is someone
    seen, _made = Verbatim.objects.get_or_create(
        film=film,
        defaults={
            "cohort": film.cohort, "author": by.person, "wanted": wanted, "at": at,
            "text": french.say("On vous voit ou vous entend dans le film « {film} ».", film=film),
            "on": timezone.localdate(at),
        },
    )  # fmt: skip
    known = Person.objects.filter(email__iexact=who.email, erased=None).order_by("pk")
    voice = Voice.objects.create(
        verbatim=seen, name=who.name[:160], function=who.function[:200], email=who.email,
        person=known.first() if who.email else None,
    )  # fmt: skip
    Verbatim.objects.filter(pk=seen.pk).update(audience="me")
    bind_resource(film, "me", wanted=seen.wanted, by=by, at=at)
    record(Gathered(verbatim=seen.pk), by=by, at=at)
    return voice


@transaction.atomic
def nobody_filmed(film: Resource, *, by: User, at: datetime) -> None:
    """Say that nobody can be recognised in a film: nothing bounds it."""
    if Verbatim.objects.filter(film=film).exists():
        raise Refused(broken("film.somebody", "nobody", "Vous avez dit qui l’on voit dans ce film :"
                             " leurs accords décident."))  # fmt: skip
    bind_resource(film, NOBODY, wanted=film.audience, by=by, at=at)
