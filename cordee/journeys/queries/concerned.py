"""Whom what a call asks of its winners concerns: those of its tracks, of its condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.programme.conditions import holds
from cordee.selection.queries import frozen_facts

if TYPE_CHECKING:
    from cordee.journeys.models import Participation
    from cordee.programme.schema.pledges import AnyPledge, PledgeBase
    from cordee.programme.schema.year import Deliverable


def concerned(participation: Participation, asked: PledgeBase | Deliverable) -> bool:
    """Whether a territory is one that a pledge, or a deliverable, concerns."""
    if not participation.lives(asked.tracks):
        return False
    return asked.when is None or holds(asked.when, frozen_facts(participation.outcome.deposit))


def pledges_asked(participation: Participation) -> list[AnyPledge]:
    """The pledges that bind a territory, as the call orders them."""
    asked = participation.cohort.edition.definition.year.pledges
    return [one for one in asked if concerned(participation, one)]
