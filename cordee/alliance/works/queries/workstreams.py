"""Workstreams as pages, purses and reports read them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum

from cordee.alliance.works.models import (
    Term,
    WorkAlly,
    WorkFile,
    WorkFrame,
    WorkObjection,
    WorkOutput,
    Workstream,
    WorkSupport,
)
from cordee.alliance.works.rules.workstreams import (
    ALIVE,
    CLOSED,
    DRAFT,
    LAUNCHED,
    PRESENTED,
    Purse,
    Sketch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


SHOWN = (LAUNCHED, CLOSED)
"""The states everybody reads."""
GRANTED = Q(decision__adopted=True, decision__struck_at=None)


def terms(*lists: str) -> QuerySet[Term]:
    """The words of some lists that are still proposed, in their order."""
    found = Term.objects.filter(retired_at=None)
    return (found.filter(list__in=lists) if lists else found).order_by("list", "rank", "pk")


def frames() -> QuerySet[WorkFrame]:
    """Every frame, the latest first."""
    return WorkFrame.objects.select_related("organ").order_by("-starts", "-pk")


def frame_of(today: date) -> WorkFrame | None:
    """The frame of the day, or the last one written."""
    running = frames().filter(starts__lte=today, ends__gte=today).first()
    return running or frames().first()


def following(frame: WorkFrame) -> WorkFrame | None:
    """The frame after this one."""
    return WorkFrame.objects.filter(starts__gt=frame.starts).order_by("starts", "pk").first()


def workstreams() -> QuerySet[Workstream]:
    """Workstreams with what every page says of them."""
    joined = ("frame__organ", "kind", "theme", "leader", "merged_into", "assembly", "by")
    return Workstream.objects.select_related(*joined).order_by("theme__rank", "title", "pk")


def shown(theme: str = "", *, over: bool = False) -> QuerySet[Workstream]:
    """Those that everybody reads, running or closed, of one theme or of all."""
    found = workstreams().filter(state=CLOSED if over else LAUNCHED)
    found = found.annotate(together=_taking_part())
    return found.filter(theme__public_id=theme) if theme else found


def _taking_part() -> Count:
    return Count("allies", filter=Q(allies__left=None), distinct=True)


def themes_shown() -> QuerySet[Term]:
    """The themes under which something stands that everybody reads, retired ones included."""
    rows = Workstream.objects.filter(theme=OuterRef("pk"), state__in=SHOWN)
    return Term.objects.filter(Exists(rows), list=Term.List.THEME).order_by("rank", "pk")


def coming(person: int | None, *, staff: bool) -> QuerySet[Workstream]:
    """Those not launched yet that an ally reads: presented, or hers; the team reads all."""
    found = workstreams().filter(state__in=(DRAFT, PRESENTED)).order_by("-state", "title", "pk")
    if staff:
        return found
    own = Q(leader=person) | Q(by__person=person)
    joined = WorkAlly.objects.filter(workstream=OuterRef("pk"), person=person, left=None)
    return found.filter(Q(state=PRESENTED) | own | Exists(joined))


def allies(workstream: Workstream) -> QuerySet[WorkAlly]:
    """Who takes part today."""
    rows = workstream.allies.filter(left=None).select_related("person", "organisation")
    return rows.order_by("joined", "pk")


def sketch(workstream: Workstream) -> Sketch:
    """A workstream as its rules read it."""
    return Sketch(
        goals=workstream.goals.count(),
        allies=workstream.allies.filter(left=None).count(),
        leader=workstream.leader_id is not None,
        least_allies=workstream.frame.least_allies,
        unanswered=workstream.objections.filter(answered_at=None).count(),
    )


def purse(workstream: Workstream) -> Purse:
    """What a workstream may still have, and what is engaged for all of its frame."""
    frame = workstream.frame
    rows = WorkSupport.objects.filter(GRANTED, frame=frame)
    had = rows.filter(workstream=workstream)
    return Purse(frame.ceiling, frame.budget, _total(had), _total(rows))


def _total(rows: QuerySet[WorkSupport]) -> Decimal:
    return rows.aggregate(total=Sum("decision__amount"))["total"] or Decimal(0)


def supports(workstream: Workstream) -> QuerySet[WorkSupport]:
    """What was asked for it and what was decided."""
    return workstream.supports.select_related("decision__organ").order_by("pk")


def objections(workstream: Workstream) -> QuerySet[WorkObjection]:
    """What was objected to it."""
    return workstream.objections.select_related("author").order_by("pk")


def objected() -> QuerySet[WorkObjection]:
    """Objections with their workstream."""
    return WorkObjection.objects.select_related("workstream__frame", "workstream__leader", "author")


def made_by(workstream: Workstream) -> QuerySet[WorkOutput]:
    """What a workstream makes, each with its document, if it has one."""
    files = WorkFile.objects.filter(removed_at=None)
    return workstream.outputs.prefetch_related(Prefetch("files", files, to_attr="kept"))


def outputs() -> QuerySet[WorkOutput]:
    """What workstreams make, with their workstream."""
    return WorkOutput.objects.select_related("workstream__leader", "workstream__frame")


def desk(frame: WorkFrame) -> QuerySet[Workstream]:
    """Those of a frame, as the team follows them."""
    return (
        workstreams()
        .filter(frame=frame)
        .annotate(
            together=_taking_part(),
            unanswered=Count("objections", filter=Q(objections__answered_at=None), distinct=True),
            objected=Count("objections", distinct=True),
        )
        .prefetch_related(
            Prefetch("supports", WorkSupport.objects.select_related("decision").order_by("pk"))
        )
        .order_by("title", "pk")
    )


def tally(frame: WorkFrame) -> dict[str, Any]:
    """What the team reads first: by state, objected, asked, engaged against the ceiling (R222)."""
    rows = frame.workstreams.all()
    states = list(rows.order_by("pk").values_list("state", flat=True))
    asked = frame.supports.values("workstream").distinct().count()
    engaged = _total(WorkSupport.objects.filter(GRANTED, frame=frame))
    return {
        "states": states,
        "launched": states.count(LAUNCHED),
        "presented": rows.exclude(presented_on=None).count(),
        "objected": rows.filter(objections__isnull=False).distinct().count(),
        "allies": WorkAlly.objects.filter(workstream__frame=frame, left=None)
        .values("person").distinct().count(),
        "asked": asked,
        "engaged": engaged,
        "most": frame.ceiling * asked if frame.ceiling is not None else None,
    }  # fmt: skip


def to_review(frame: WorkFrame) -> QuerySet[Workstream]:
    """Launched workstreams of a frame that nobody reviewed yet."""
    return workstreams().filter(frame=frame, state=LAUNCHED).exclude(reviews__frame=frame)


def waiting_supports() -> QuerySet[WorkSupport]:
    """Supports asked, on which nothing was decided."""
    rows = WorkSupport.objects.filter(decision=None, workstream__state__in=ALIVE)
    return rows.select_related("workstream", "frame__organ").order_by("at", "pk")


def leaders(frame: WorkFrame) -> Iterable[Workstream]:
    """Those who carry a launched workstream of a frame, once each."""
    rows = workstreams().filter(frame=frame, state=LAUNCHED).exclude(leader=None)
    return {one.leader_id: one for one in rows.order_by("-pk")}.values()
