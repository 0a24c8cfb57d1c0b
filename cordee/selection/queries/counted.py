"""What the choice is computed from: every mark that counts, every voice, where each file stands."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application
from cordee.selection.models import Mark, Panel, Recusal
from cordee.selection.queries.panels import candidate, candidates, files, stage_of
from cordee.selection.queries.public import public_votes
from cordee.selection.queries.votes import changed_since as votes_changed
from cordee.selection.queries.votes import votes_of
from cordee.selection.rules import Sheet, Standing, standing
from cordee.selection.rules.grids import own_grids, special
from cordee.selection.rules.judging import judging
from cordee.selection.rules.public import is_public
from cordee.selection.rules.stages import Earlier, shares, weighing
from cordee.selection.rules.votes import NOBODY as UNCHOSEN
from cordee.selection.rules.votes import by_voices, is_vote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from cordee.selection.rules.grids import Own
    from cordee.selection.rules.votes import Named


def standings(panel: Panel) -> dict[int, Standing]:
    """Where each deposit stands, by its primary key; one query for all marks."""
    definition, stage = panel.edition.definition, stage_of(panel)
    if by_voices(stage):
        return _by_votes(panel)
    criteria = definition.criteria_of(stage)
    own = grids(panel)
    by_deposit: dict[int, list[tuple[str, str, Decimal | None]]] = defaultdict(list)
    for mark in _marks(panel):
        by_deposit[mark.deposit_id].append((str(mark.juror_id), mark.criterion, mark.value))
    found = {
        key: standing(criteria, marks, own[key].mean if key in own else None)
        for key, marks in by_deposit.items()
    }
    alone = {key: mean for key, one in own.items() if (mean := one.mean({})) is not None}
    return found | {key: Standing(mean, 0, 0) for key, mean in alone.items()}


def _earlier(panel: Panel) -> list[Earlier]:
    """What each earlier stage that weighs gave to the files of this panel; no query without one."""
    definition = panel.edition.definition
    stages = weighing(definition, stage_of(panel))
    if not stages:
        return []
    rows = dict(files(panel).values_list("application", "public_id"))
    roots = _roots(panel.edition_id, rows)
    juries = Panel.objects.filter(edition=panel.edition_id, stage__in=[one.key for one in stages])
    found = []
    for other in juries.select_related("edition__current").order_by("pk"):
        stage = stage_of(other)
        judged = judging(definition, stage, candidates(other), sheet(other, whole=False))
        given = shares(definition, stage, judged.merits)
        known = dict(files(other).values_list("public_id", "application"))
        own = {application: str(key) for key, application in known.items()}
        past = set(other.bypasses.order_by("pk").values_list("application", flat=True))
        found.append(
            Earlier(
                str(stage.label),
                Fraction(stage.weight),
                {
                    str(key): given[own[one]]
                    for application, key in rows.items()
                    for one in roots[application]
                    if one in own and own[one] in given
                },
                frozenset(
                    str(key) for application, key in rows.items() if past & set(roots[application])
                ),
            )
        )
    order = {str(one.label): rank for rank, one in enumerate(stages)}
    return sorted(found, key=lambda one: order[one.label])


def _roots(edition: int, applications: Iterable[int]) -> dict[int, list[int]]:
    """File → itself and the files of the steps before, of the same candidate."""
    rows = Application.objects.filter(edition=edition).order_by("pk")
    before = dict(rows.values_list("pk", "previous"))
    found: dict[int, list[int]] = {}
    for one in applications:
        chain: list[int] = []
        now: int | None = one
        while now is not None and now not in chain:
            chain.append(now)
            now = before.get(now)
        found[one] = chain
    return found


def _voices(panel: Panel) -> Mapping[int, Named]:
    """Application → what it received, where the stage decides by a vote."""
    stage = stage_of(panel)
    counting = by_voices(stage) and panel.closed_at is not None
    return _received(panel) if counting else {}


def _received(panel: Panel) -> Mapping[int, Named]:
    """Application → what it received, from the public or from the members of the jury."""
    return public_votes(panel) if is_public(stage_of(panel)) else votes_of(panel)


def _by_votes(panel: Panel) -> dict[int, Standing]:
    """Where each deposit stands by its voices; nothing before the vote is closed, for anybody."""
    if panel.closed_at is None:
        return {}
    found, rows = _received(panel), files(panel).values_list("pk", "application")
    named = {key: found.get(application, UNCHOSEN) for key, application in rows}
    return {key: Standing(one.votes, one.voters, 0) for key, one in named.items()}


def grids(panel: Panel) -> dict[int, Own]:
    """Deposit → its own grid; no query where every file has the same one."""
    definition, stage = panel.edition.definition, stage_of(panel)
    if not special(definition, stage):
        return {}
    rows = {str(one.public_id): one for one in files(panel)}
    found = own_grids(definition, stage, [candidate(one) for one in rows.values()])
    return {rows[key].pk: one for key, one in found.items()}


def sheet(panel: Panel, *, whole: bool = True) -> Sheet:
    """Every mark and recusal of a panel, as the solver reads them.

    With what the earlier stages count for, where the call weighs its stages (`whole`).
    """
    names = dict(files(panel).values_list("pk", "public_id"))
    by_application = {deposit.application_id: deposit.public_id for deposit in files(panel)}
    conflicts = Recusal.objects.standing().filter(juror__panel=panel).order_by("pk")
    return Sheet(
        marks=[
            (str(mark.juror.public_id), str(names[mark.deposit_id]), mark.criterion, mark.value)
            for mark in _marks(panel)
            if mark.deposit_id in names
        ],
        conflicts=[
            (str(one.juror.public_id), str(by_application[one.application_id]))
            for one in conflicts.select_related("juror")
            if one.application_id in by_application
        ],
        earlier=_earlier(panel) if whole else (),
        votes={
            str(by_application[application]): named.votes
            for application, named in _voices(panel).items()
            if application in by_application
        },
    )


def changed_since(panel: Panel, at: datetime) -> bool:
    """Whether a mark or a withdrawal moved after an instant: what was computed then is old."""
    moved = Q(at__gt=at) | Q(withdrawn_at__gt=at)
    left = Recusal.objects.filter(Q(at__gt=at) | Q(lifted_at__gt=at), juror__panel=panel)
    if is_vote(stage_of(panel)) and votes_changed(panel, at):
        return True
    return Mark.objects.filter(moved, juror__panel=panel).exists() or left.exists()


def _marks(panel: Panel) -> QuerySet[Mark]:
    """The marks that count: voting jurors', not withdrawn, on deposits in force."""
    return (
        Mark.objects.filter(
            juror__panel=panel,
            juror__voting=True,
            given=True,
            withdrawn_at=None,
            deposit__in_force__withdrawn_at=None,
        )
        .exclude(deposit__in_force=None)
        .select_related("juror")
        .order_by("pk")
    )
