"""Reading passages: the gates of a cohort, who is concerned, who decides, what was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.applications.models import Application
from cordee.applications.policy import withheld
from cordee.journeys.models import Crossing, Participation, Passing
from cordee.journeys.rules.gates import stops
from cordee.selection.models import Juror, Panel
from cordee.selection.queries.panels import seated
from cordee.selection.rules.sittings import Seat, quorum

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.people.models import User
    from cordee.programme.schema.choosing import Gate
    from cordee.programme.schema.choosing import Panel as Composition


def gate_of(cohort: Cohort, key: str) -> Gate | None:
    """A gate of the programme of a cohort."""
    return next((one for one in cohort.edition.definition.gates if one.key == key), None)


def passing_of(cohort: Cohort, gate: Gate) -> Passing | None:
    """What was written, decided or told at a gate."""
    return Passing.objects.filter(cohort=cohort, gate=gate.key).select_related("by__person").first()


def concerned(cohort: Cohort, gate: Gate) -> QuerySet[Participation]:
    """The winners a gate decides of: there, and not stopped at an earlier one that binds."""
    gates = cohort.edition.definition.gates
    before = [one.key for one in gates[: gates.index(gate)] if stops(one)]
    stopped = Crossing.objects.filter(
        passing__cohort=cohort, passing__gate__in=before, verdict=Crossing.Verdict.STOP
    ).exclude(passing__released_at=None)
    rows = cohort.participations.filter(ends=None)
    return rows.exclude(pk__in=stopped.values("participation")).order_by("name", "pk")


def opinions(passing: Passing | None) -> dict[int, Crossing]:
    """Participation → what is written of it."""
    if passing is None:
        return {}
    return {one.participation_id: one for one in passing.crossings.order_by("pk")}


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides at a gate: the rules of its panel, its members today, how many must be there."""

    rules: Composition | None
    members: list[Juror]
    quorum: int


def deciders(cohort: Cohort, gate: Gate, at: datetime) -> Deciders:
    """The panel the gate names: voting members of the last panel of the call so composed."""
    definition = cohort.edition.definition
    rules = next((one for one in definition.panels if one.key == gate.panel), None)
    if rules is None:
        return Deciders(None, [], 0)
    stages = [one.key for one in definition.stages if one.panel == gate.panel]
    panel = Panel.objects.filter(edition=cohort.edition, stage__in=stages).order_by("-pk").first()
    if panel is None:
        return Deciders(rules, [], 0)
    rows = seated(panel, at).filter(voting=True, part=Juror.Part.MEMBER)
    members = list(rows.select_related("person", "organisation"))
    seats = [Seat(one.pk, one.voting, one.president, one.seat) for one in members]
    return Deciders(rules, members, quorum(rules, seats) if members else 0)


def away_from(members: list[Juror], application: int) -> list[Juror]:
    """The members who withdrew from the file of a winner: they do not decide of it."""
    rows = Juror.objects.filter(
        pk__in=[one.pk for one in members],
        recusals__application=application,
        recusals__lifted_at=None,
    )
    left = set(rows.values_list("pk", flat=True).order_by())
    return [one for one in members if one.pk in left]


def left_one_of(user: User, cohort: Cohort, at: datetime) -> bool:
    """Whether someone of the team withdrew from a file of this cohort: a colleague decides."""
    rows = Application.objects.filter(
        deposits__outcomes__participation__cohort=cohort, pk__in=withheld(user, at)
    )
    return rows.exists()


def told_to(participation: Participation, at: datetime) -> list[Crossing]:
    """What a delegation reads: the passages released by now, in the order of the gates."""
    rows = participation.crossings.filter(passing__released_at__lte=at)
    return list(rows.select_related("passing").order_by("passing__at", "pk"))
