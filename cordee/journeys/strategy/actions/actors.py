"""Keep the map of the actors of a territory up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.strategy.events import ActorKept
from cordee.journeys.strategy.models import Actor
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.people.models import User

MOST = 100


@transaction.atomic
def keep_actor(
    participation: Participation, actor: Actor | None = None, *, by: User, at: datetime,
    **fields: Any,
) -> Actor:  # fmt: skip
    """Put an actor on the map, or say where it stands now. Raises `Refused`."""
    made = actor or Actor(participation=participation)
    for name, value in fields.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    if not made.name:
        raise Refused(missing("actor.name", "name", "Donnez une structure ou une fonction."))
    rows = Actor.objects.filter(participation=participation, removed_at=None)
    if rows.exclude(pk=made.pk).filter(name__iexact=made.name).exists():
        raise Refused(broken("actor.twice", "name", "Cet acteur est déjà sur la carte."))
    if made.pk is None and rows.count() >= MOST:
        said = french.say("{most} au plus : retirez-en un.", most=french.plural(MOST, "acteur"))
        raise Refused(broken("actor.many", "name", said))
    made.at, made.by = at, by
    made.save()
    record(ActorKept(who=made.pk, stance=made.stance), by=by, at=at)
    return made


@transaction.atomic
def remove_actor(actor: Actor, *, by: User, at: datetime) -> None:
    """Take an actor off the map."""
    if Actor.objects.filter(pk=actor.pk, removed_at=None).update(removed_at=at):
        record(ActorKept(who=actor.pk, stance=""), by=by, at=at)
