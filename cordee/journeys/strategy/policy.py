"""Who may read, write, comment, finish: the territory owns its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.audiences import SIGN_IN, reader
from cordee.journeys.strategy.queries import plans, sequels
from cordee.kernel.french import say
from cordee.kernel.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.strategy.models import Strategy
    from cordee.people.models import User

    type Asker = User | AnonymousUser

GONE = "Ce territoire a quitté le parcours : sa stratégie se lit encore, mais ne s’écrit plus."
OWN = "Seule la délégation du territoire écrit sa stratégie ; vous pouvez la commenter."
FINAL = "La stratégie finale est rendue : demandez à l’équipe d’animation de la rouvrir."


def circle(user: Asker, participation: Participation, at: datetime) -> str:
    """Where someone stands around a territory."""
    return reader(user, at).circle(participation=participation.pk, cohort=participation.cohort_id)


def may_read_strategy(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The delegation, and whoever it lets read; without a strategy asked, there is nothing."""
    if plans.asked(participation.cohort.edition.definition) is None:
        return Right.hidden()
    return _may_read(user, plans.strategy_of(participation), at)


def _may_read(user: Asker, strategy: Strategy, at: datetime) -> Right:
    if not user.is_authenticated and strategy.audience != "public":
        return Right.no(SIGN_IN)
    return Right.yes() if reader(user, at).reads(strategy) else Right.hidden()


def may_write(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The delegation while the territory is there and nothing was handed in."""
    right = may_read_strategy(user, participation, at=at)
    if not right:
        return right
    if participation.ends is not None:
        return Right.no(GONE)
    if circle(user, participation, at) != "team":
        return Right.no(OWN)
    strategy = plans.strategy_of(participation)
    return Right.no(FINAL) if strategy.finished_at is not None else Right.yes()


def may_act(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """Actions live on after the strategy is handed in: the delegation keeps them up to date."""
    right = may_write(user, participation, at=at)
    if not right and right.reason == FINAL:
        return Right.yes()
    return right


def may_remark(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """Teammates, peers, the team of the house; whoever only looks on says nothing."""
    right = may_read_strategy(user, participation, at=at)
    if right and not reader(user, at).takes_part(participation.cohort_id):
        return Right.no("Seules les délégations et l’équipe d’animation commentent une stratégie.")
    return right


def may_finish(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """Whoever leads the delegation hands the strategy in, or anyone of it when nobody leads."""
    right = may_write(user, participation, at=at)
    if not right:
        return right
    leads = [one for one in participation.delegates.current(at).select_related("person")
             if one.leads]  # fmt: skip
    if leads and not any(one.person.user_id == user.pk for one in leads):
        names = ", ".join(str(one.person) for one in leads)
        return Right.no(
            say(
                "La stratégie finale est rendue par qui conduit la délégation : {names}.",
                names=names,
            )
        )
    return right


def may_reopen(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The team of the house reopens a final strategy, and says why."""
    right = may_read_strategy(user, participation, at=at)
    if right and not reader(user, at).staff:
        return Right.no("Seule l’équipe d’animation rouvre une stratégie rendue.")
    return right


def may_read_actors(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The delegation and the team of the house: who opposes a project is no matter for others."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    who = reader(user, at)
    return Right.yes() if who.staff or participation.pk in who.teams else Right.hidden()


def may_keep_actors(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The same, while the territory is there."""
    right = may_read_actors(user, participation, at=at)
    if right and participation.ends is not None:
        return Right.no(
            "Ce territoire a quitté le parcours : sa carte se lit encore, sans changer."
        )
    return right


def may_read_sequel(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The delegation and the team of the house, where a programme offers something to choose."""
    if not sequels.offered(participation.cohort):
        return Right.hidden()
    return may_read_actors(user, participation, at=at)


def may_choose(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """Whoever leads the delegation, or anyone of it when nobody leads."""
    right = may_read_sequel(user, participation, at=at)
    if not right:
        return right
    if participation.ends is not None:
        return Right.no("Ce territoire a quitté le parcours : il ne choisit plus de suite.")
    if circle(user, participation, at) != "team":
        return Right.no("C’est la délégation du territoire qui choisit la suite.")
    return _led(user, participation, at)


def _led(user: Asker, participation: Participation, at: datetime) -> Right:
    leads = [one for one in participation.delegates.current(at).select_related("person")
             if one.leads]  # fmt: skip
    if leads and not any(one.person.user_id == user.pk for one in leads):
        names = ", ".join(str(one.person) for one in leads)
        return Right.no(
            say("La suite est choisie par qui conduit la délégation : {names}.", names=names)
        )
    return Right.yes()


def may_see_sequels(user: Asker, cohort: Cohort, *, at: datetime) -> Right:
    """The team of the house, where a programme offers something to choose."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if not sequels.offered(cohort) or not reader(user, at).staff:
        return Right.hidden()
    return Right.yes()
