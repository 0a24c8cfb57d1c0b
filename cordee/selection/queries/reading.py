"""What the pages of a juror ask all day, ready once: her seat, her pile, her grid, one file.

The rows are those of `panels.queue`, `panels.listed` and `panels.open_to`; lists leave the text of
the files where it is: their name and their track are enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import FETCH_PEERS, Case, Count, Exists, OuterRef, Q, When, Window
from django.db.models.fields.json import KT

from cordee.selection.models import Assignment, Juror, Mark, Panel
from cordee.selection.queries.panels import listed, open_to, queue, sitting, stage_of
from cordee.selection.rules.grids import asked_of
from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.people.models import User

APPLICATION = ("application__body_name", "application__department", "application__edition")
"""What a list shows of a file beside its deposit."""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that shapes the queries of a panel's jurors: two that are equal ask alike."""

    edition: int
    digest: str
    stage: str
    calibration: int | None
    shared: bool
    panel: Panel = field(compare=False, repr=False)

    def juror(self, pk: int, salt: str = "") -> Juror:
        """Whoever sits there, known by her keys alone."""
        seat = Juror(pk=pk, panel=self.panel)
        seat.public_id = salt
        seat.has_a_share = self.shared
        return seat


def ground(juror: Juror) -> Ground:
    """The ground a juror stands on."""
    panel = juror.panel
    bare = Panel(
        pk=panel.pk, edition=panel.edition, stage=panel.stage, calibration_id=panel.calibration_id
    )
    return Ground(
        panel.edition_id,
        panel.edition.rules_in_force.digest,
        panel.stage,
        panel.calibration_id,
        juror.has_a_share,
        bare,
    )


def seat(user: User, panel: UUID, at: datetime) -> Juror | None:
    """The seat someone holds on a panel, its call and its rules with it."""
    found = next(iter(_seat(user.pk, panel, at)), None)
    if found is not None:
        found.person = user.person
        found.has_a_share = vars(found)["shared"]
    return found


@ready
def _seat(user: int, panel: UUID, at: datetime) -> QuerySet[Juror]:
    hers = Exists(Assignment.objects.filter(juror=OuterRef("pk")))
    anybodys = Exists(Assignment.objects.filter(juror__panel=OuterRef("panel")))
    return (
        sitting(at)
        .filter(person__user=user, panel__public_id=panel)
        .annotate(shared=Case(When(part=Juror.Part.MEMBER, then=anybodys), default=hers))
        .select_related("panel__edition__current")
        .defer("panel__edition__current__texts")
        .order_by("-starts", "pk")[:1]
    )


def pile(juror: Juror, first: int, most: int) -> list[Deposit]:
    """Some of her queue, each row saying in `every` how many there are in all.

    And in `whole`, how many of them she marked whole. For a share, that every row is looked at
    costs little; who reads everything is counted apart (`marked_whole`).
    """
    rows = _pile(juror.pk, str(juror.public_id), on=ground(juror), first=first, most=most)
    return _under_rules(rows, juror)


@ready
def _pile(pk: int, salt: str, *, on: Ground, first: int, most: int) -> QuerySet[Deposit]:
    rows = queue(on.juror(pk, salt))
    whole = Window(Count("pk", filter=Q(given__gte=_wanted(on.panel))))
    return _covers(rows.annotate(whole=whole))[first : first + most]


def _wanted(panel: Panel) -> Case | int:
    """How many criteria a file is marked on, as the database counts: by track where it differs."""
    definition, stage = panel.edition.definition, stage_of(panel)
    usual = len(asked_of(definition, stage, ""))
    apart = [(one.key, len(asked_of(definition, stage, one.key))) for one in definition.tracks]
    cases = [When(content__track=key, then=many) for key, many in apart if many != usual]
    return Case(*cases, default=usual) if cases else usual


def unfinished(juror: Juror) -> QuerySet[Deposit]:
    """The files of her queue that she has not marked on every criterion yet."""
    return queue(juror).filter(Q(given__lt=_wanted(juror.panel)))


def whole_grid(juror: Juror, first: int, most: int) -> list[Deposit]:
    """Some of her files by name, each row saying in `every` how many there are in all."""
    rows = _whole_grid(juror.pk, on=ground(juror), first=first, most=most)
    return _under_rules(rows, juror)


@ready
def _whole_grid(pk: int, *, on: Ground, first: int, most: int) -> QuerySet[Deposit]:
    return _covers(listed(on.juror(pk)))[first : first + most]


def _covers(rows: QuerySet[Deposit]) -> QuerySet[Deposit]:
    """What a list shows of files: no text of them is read."""
    told = {"name": KT("content__body__name"), "track": KT("content__track")}
    return (
        rows.select_related(None)
        .select_related("application")
        .only("public_id", "application", "version", *APPLICATION)
        .annotate(every=Window(Count("pk")), **told)
        .fetch_mode(FETCH_PEERS)
    )


def _under_rules(rows: list[Deposit], juror: Juror) -> list[Deposit]:
    """The same, each with the rules it obeyed: those in force are already here."""
    current = juror.panel.edition.rules_in_force
    for one in rows:
        if one.version_id == current.pk:
            one.version = current
    return rows


def file_of(juror: Juror, public_id: UUID) -> Deposit | None:
    """One file that exists for a juror."""
    found = next(iter(_file(juror.pk, public_id, on=ground(juror))), None)
    if found is not None:
        once(_opens(juror, found), lambda: True)
    return found


@ready
def _file(pk: int, public_id: UUID, *, on: Ground) -> QuerySet[Deposit]:
    return open_to(on.juror(pk)).filter(public_id=public_id).order_by()


def opens(juror: Juror, deposit: Deposit) -> bool:
    """Whether a file exists for a juror; asked once a request."""
    return once(_opens(juror, deposit), lambda: open_to(juror).filter(pk=deposit.pk).exists())


def _opens(juror: Juror, deposit: Deposit) -> str:
    return f"juror {juror.pk} opens {deposit.pk}"


def own_marks(juror: Juror, deposits: Iterable[Deposit]) -> dict[tuple[int, str], Mark]:
    """Her marks on some files, by file and criterion."""
    rows = Mark.objects.filter(
        juror=juror, deposit__in=[one.pk for one in deposits], withdrawn_at=None
    ).order_by("pk")
    return {(one.deposit_id, one.criterion): one for one in rows}
