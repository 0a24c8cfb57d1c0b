"""The public's vote: when it is open, what each file received once it is closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Sum

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.selection.models import Panel, PublicTally, PublicVote, Voter
from cordee.selection.queries.panels import files, stage_of
from cordee.selection.rules import ballots
from cordee.selection.rules.public import is_public, open_faults, turnout_faults
from cordee.selection.rules.votes import Limits, Named

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many voted, on line and otherwise, out of how many."""

    online: int
    paper: int
    electorate: int | None

    @property
    def voters(self) -> int:
        """Everybody who voted."""
        return self.online + self.paper


def public_panel(edition: Edition) -> Panel | None:
    """The panel whose files the public votes on, once the team has opened it."""
    stages = [one.key for one in edition.definition.stages if is_public(one)]
    if not stages:
        return None
    rows = Panel.objects.filter(edition=edition, stage__in=stages).exclude(opened_at=None)
    return rows.select_related("edition__current").order_by("pk").first()


def closed_or_not_open(panel: Panel, at: datetime) -> list[Finding]:
    """Why nobody votes now."""
    if panel.closed_at is not None:
        return [broken("public.closed", "vote", french.say("Le vote est clos. Merci."))]
    return open_faults(panel.edition.definition, stage_of(panel), at)


def limits_of_public(panel: Panel) -> Limits:
    """How many files a voter of the public names: one, unless the stage says otherwise."""
    stage = stage_of(panel)
    kind = ballots.kind_of(stage)
    if stage.votes_points and kind == "points":
        return Limits(1, None, stage.votes_points)
    if kind not in {"choices", "points"}:
        return Limits(1, stage.choices_max if kind == "ranked" else None, ballot=kind)
    least = stage.choices_min or 1
    return Limits(least, max(stage.choices_max or least, least))


def turnout(panel: Panel) -> Turnout:
    """How many voted so far."""
    made = PublicVote.objects.filter(panel=panel).first()
    online = Voter.objects.filter(panel=panel).count()
    return Turnout(online, made.paper_voters if made else 0, made.electorate if made else None)


def turnout_found(panel: Panel) -> list[Finding]:
    """Why the vote does not count, once it is closed."""
    known = turnout(panel)
    return turnout_faults(stage_of(panel), known.voters, known.electorate)


def public_votes(panel: Panel) -> dict[int, Named]:
    """Application → what it received; nothing before the vote is closed, for anybody."""
    if panel.closed_at is None:
        return {}
    rows = PublicTally.objects.filter(panel=panel).order_by("pk")
    kind = ballots.kind_of(stage_of(panel))
    if not ballots.options(kind):
        return {one.application_id: Named(Fraction(one.online + one.paper), 0) for one in rows}
    cast = Voter.objects.filter(panel=panel).aggregate(sum=Sum("times"))["sum"] or 0
    cast += turnout(panel).paper
    found = {}
    for one in rows:
        marks = Counter(_marks(one.marks)) + Counter(_marks(one.paper_marks))
        found[one.application_id] = Named(ballots.merit(kind, marks, cast), 0)
    return found


def _marks(kept: dict[str, int]) -> dict[int, int]:
    return {int(mark): many for mark, many in kept.items()}


def values_of(panel: Panel) -> list[int]:
    """What is typed of paper ballots for each file, value by value; nothing: plain voices."""
    kind = ballots.kind_of(stage_of(panel))
    if kind == "choices":  # nothing to count one by one: the files need not be read
        return []
    return ballots.values(kind, len(files(panel)), limits_of_public(panel).most)


def paper_marks(panel: Panel) -> dict[str, dict[int, int]]:
    """Public id of a deposit → what paper ballots said of it so far, value by value."""
    rows = PublicTally.objects.filter(panel=panel).order_by("pk")
    known = dict(rows.values_list("application", "paper_marks"))
    return {str(one.public_id): _marks(known.get(one.application_id, {})) for one in files(panel)}


def paper_received(panel: Panel) -> dict[str, int]:
    """Public id of a deposit → the voices written for it that came otherwise than on line."""
    known = dict(
        PublicTally.objects.filter(panel=panel).order_by("pk").values_list("application", "paper")
    )
    return {str(one.public_id): known.get(one.application_id, 0) for one in files(panel)}
