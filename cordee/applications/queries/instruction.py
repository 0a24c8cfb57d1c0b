"""What the staff reads of a file to judge it: its history, its kin, its changes, its doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext as _

from cordee.applications.models import Application, Examination
from cordee.applications.queries.bodies import earlier, results
from cordee.applications.rules.known import own
from cordee.applications.rules.nominating import sorts
from cordee.kernel import french
from cordee.programme.schema.who import ListedIn
from cordee.territories.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.applications.queries.bodies import Result
    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

MOST = 25


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier file of the same body, and what was decided of it."""

    application: Application
    result: Result | None


def history(application: Application, at: datetime, unseen: Iterable[int] = ()) -> list[Past]:
    """The files the same body handed in to other calls, with their results."""
    rows = list(earlier(application).exclude(pk__in=list(unseen))[:MOST])
    known = results([one.pk for one in rows], at)
    return [Past(one, known.get(one.pk)) for one in rows]


def kin(application: Application, at: date, unseen: Iterable[int] = ()) -> QuerySet[Application]:
    """The other files of the call whose territory holds this one, or lies in it.

    A commune inside an EPCI that applies too, and the reverse; memberships of that day.
    """
    if application.territory_id is None:
        return Application.objects.none()
    standing = Membership.objects.filter(
        Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at)
    )
    above = standing.filter(child=application.territory_id).values("parent")
    below = standing.filter(parent=application.territory_id).values("child")
    rows = Application.objects.filter(
        Q(territory__in=above) | Q(territory__in=below),
        edition=application.edition_id,
        withdrawn_at=None,
    ).exclude(current=None)
    return rows.exclude(pk__in=list(unseen)).order_by("pk")


NAMED = "designes"
"""The list of those a call takes by name without saying on which list."""


def lists(definition: Definition) -> Iterator[tuple[str, str]]:
    """The lists of a call somebody may be put on: its invited steps, those conditions name."""
    for step in definition.steps:
        if step.invited:
            said = french.say("Invités à l’étape : {label}", label=step.label)
            yield f"step:{step.key}", french.typeset(said)
    names = {
        one.list or NAMED: str(one.nominated_by or one.sentence or one.list or _("Désignés"))
        for one in own(definition)
        if isinstance(one, ListedIn) and (one.list or not one.codes)
    }
    yield from names.items()


def nominators(definition: Definition) -> dict[str, str]:
    """The sorts of nominators of a call, key → words."""
    return sorts(one for one in own(definition) if isinstance(one, ListedIn))


def examined(edition: Edition, stage: str) -> dict[int, Examination]:
    """The verdict in force of each file at a stage."""
    rows = Examination.objects.filter(
        application__edition=edition, stage=stage, replaced=False
    ).order_by("pk")
    return {row.application_id: row for row in rows.select_related("application", "by__person")}


def to_tell(edition: Edition, stage: str) -> QuerySet[Examination]:
    """The verdicts not told yet that may be: on the deposit in force of a file that stands.

    One given before the file was handed in again is given again first.
    """
    rows = Examination.objects.filter(stage=stage, replaced=False, released_at=None)
    return rows.filter(
        application__edition=edition,
        application__withdrawn_at=None,
        deposit=F("application__current"),
    )
