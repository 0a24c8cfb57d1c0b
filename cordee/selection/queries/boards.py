"""The work of the jurors: each one's queue and marks, and how far everybody is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from cordee.selection.models import Assignment, Juror, Mark, Recusal
from cordee.selection.queries.panels import asked, files, name_of, open_to, seated, stage_of
from cordee.selection.queries.votes import cast_by
from cordee.selection.rules.grids import asked_of
from cordee.selection.rules.votes import is_vote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.selection.models import Panel


@dataclass(frozen=True, slots=True)
class Line:
    """A file in a juror's queue: how many criteria she marked, how many people read it."""

    deposit: Deposit
    name: str
    done: int
    total: int
    begun: bool = False
    readers: int = 0

    @property
    def complete(self) -> bool:
        """Whether she took a stand on every criterion."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a juror is: files she may read, read whole, begun; files she left."""

    juror: Juror
    files: int
    done: int
    begun: int
    recused: int

    @property
    def left(self) -> int:
        """Files she still has to mark whole."""
        return max(self.files - self.done, 0)


def board(juror: Juror, rows: Iterable[Any]) -> list[Line]:
    """Some files of her queue with what she did of them; no query."""
    stage = stage_of(juror.panel)
    return [
        Line(
            one,
            name_of(one, stage),
            one.given,
            len(asked(one, stage)),
            begun=one.begun,
            readers=one.readers,
        )
        for one in rows
    ]


def marked_whole(juror: Juror) -> int:
    """How many files of her queue she has marked whole."""
    total = _totals(juror.panel)
    whole = (
        Mark.objects.filter(
            juror=juror, withdrawn_at=None, given=True, deposit__in=open_to(juror).order_by()
        )
        .order_by()
        .values_list("deposit", "deposit__content__track")
        .annotate(criteria=Count("pk"))
    )
    return sum(criteria >= total(track) for _deposit, track, criteria in whole)


def _totals(panel: Panel) -> Callable[[str | None], int]:
    """How many criteria a juror marks on a file of a track."""
    definition, stage = panel.edition.definition, stage_of(panel)
    known: dict[str, int] = {}

    def total(track: str | None) -> int:
        key = track or ""
        if key not in known:
            known[key] = len(asked_of(definition, stage, key))
        return known[key]

    return total


def progress(panel: Panel, at: datetime) -> list[Progress]:
    """Everybody's progress, in the order of the seats; four queries whatever the size."""
    rows = files(panel)
    concerned, tracks = {}, {}
    for key, application, track in rows.values_list("pk", "application_id", "content__track"):
        concerned[key], tracks[key] = application, track
    done, begun = _marked(panel, tracks)
    left = _pairs(Recusal.objects.standing().filter(juror__panel=panel), concerned)
    asked = _pairs(Assignment.objects.filter(juror__panel=panel), concerned)
    every = set(concerned.values())
    jurors = seated(panel, at).select_related("person", "organisation")
    cast = cast_by(panel) if is_vote(stage_of(panel)) else None
    common = {panel.calibration_id} & every
    found = [
        Progress(
            one,
            len((_asked(one, asked, every) | common) - left.get(one.pk, set())),
            done[one.pk],
            begun[one.pk],
            len(left.get(one.pk, ())),
        )
        for one in jurors
    ]
    return found if cast is None else [_voter(one, cast.get(one.juror.pk)) for one in found]


def _voter(row: Progress, cast: bool | None) -> Progress:  # noqa: FBT001 - what her slip is
    """The same where one votes: everything is done once her slip is cast, or she has no vote."""
    done = row.files if cast or not row.juror.voting else 0
    return replace(row, done=done, begun=int(cast is False))


def _asked(juror: Juror, asked: dict[int, set[int]], every: set[int]) -> set[int]:
    """What she is asked to read: her share, or everything when nothing is shared with her."""
    whole = not asked or (juror.part != Juror.Part.MEMBER and juror.pk not in asked)
    return every if whole else asked.get(juror.pk, set())


def _marked(
    panel: Panel, tracks: Mapping[int, str | None]
) -> tuple[dict[int, int], dict[int, int]]:
    """How many files each juror marked whole, and began."""
    done: dict[int, int] = defaultdict(int)
    begun: dict[int, int] = defaultdict(int)
    total = _totals(panel)
    counted = (
        Mark.objects.filter(juror__panel=panel, withdrawn_at=None, deposit__in=tracks)
        .order_by()
        .values_list("juror", "deposit")
        .annotate(stands=Count("pk", filter=Q(given=True)))
    )
    for juror, deposit, stands in counted:
        whole = stands >= total(tracks[deposit])
        done[juror] += whole
        begun[juror] += not whole
    return done, begun


def _pairs(rows: QuerySet[Any], concerned: dict[int, int]) -> dict[int, set[int]]:
    """Juror → applications, for recusals and assignments alike."""
    known = set(concerned.values())
    found: dict[int, set[int]] = defaultdict(set)
    for juror, application in rows.values_list("juror", "application").order_by():
        if application in known:
            found[juror].add(application)
    return found


def others_marks(juror: Juror, deposit: Deposit) -> list[tuple[Juror, dict[str, Mark]]]:
    """What the other jurors gave a file, one line a juror."""
    return [one for one in all_marks(juror.panel, deposit) if one[0].pk != juror.pk]


def all_marks(panel: Panel, deposit: Deposit) -> list[tuple[Juror, dict[str, Mark]]]:
    """What every juror gave a file, one line a juror."""
    rows = (
        Mark.objects.filter(deposit=deposit, juror__panel=panel, withdrawn_at=None, given=True)
        .select_related("juror__person", "juror__organisation")
        .order_by("juror", "criterion")
    )
    found: dict[Juror, dict[str, Mark]] = {}
    for one in rows:
        found.setdefault(one.juror, {})[one.criterion] = one
    return list(found.items())
