"""The register of communication as pages, exports and reports read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch

from cordee.alliance.works.models import RegisterLine, TakeUp, Term
from cordee.alliance.works.rules.speaking import FAMILIES
from cordee.kernel.french import say
from cordee.kernel.speech import noted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

HEAD = (
    noted("famille"),
    noted("genre"),
    noted("titre"),
    noted("date"),
    noted("qui"),
    noted("sous l’égide de"),
    noted("où"),
    noted("pour qui"),
    noted("lien"),
    noted("chantier"),
    noted("reprises"),
)
"""The titles of the columns of the register."""


def lines(family: str = "", year: int | None = None) -> QuerySet[RegisterLine]:
    """The lines that hold, of a family and a year or of all, the latest first."""
    found = RegisterLine.objects.filter(struck_at=None).select_related(
        "kind", "workstream", "resource"
    )
    if family in FAMILIES:
        found = found.filter(kind__list=family)
    if year is not None:
        found = found.filter(on__year=year)
    ups = TakeUp.objects.order_by("on", "pk")
    return found.prefetch_related(Prefetch("taken_up", ups)).order_by("-on", "-pk")


def public(family: str = "") -> QuerySet[RegisterLine]:
    """What everybody reads of it."""
    return lines(family).filter(audience=RegisterLine.Audience.PUBLIC)


def between(first: date, last: date) -> QuerySet[RegisterLine]:
    """The lines of a period, in their order."""
    return lines().filter(on__range=(first, last)).order_by("on", "pk")


def years() -> list[int]:
    """The years of which the register says something, the latest first."""
    rows = RegisterLine.objects.filter(struck_at=None).order_by()
    return sorted(rows.values_list("on__year", flat=True).distinct(), reverse=True)


def counts(year: int | None) -> list[tuple[str, str, int]]:
    """How many lines of each family in a year: its key, its words, their number."""
    rows = RegisterLine.objects.filter(struck_at=None)
    if year is not None:
        rows = rows.filter(on__year=year)
    found = dict(rows.values_list("kind__list").annotate(many=Count("pk")).order_by())
    return [(one, str(Term.List(one).label), found.get(one, 0)) for one in FAMILIES]


def table() -> Iterator[tuple[str, ...]]:
    """The whole register, head first, as a spreadsheet opens it."""
    yield tuple(map(say, HEAD))  # fmt: skip
    for one in lines().iterator(chunk_size=500):
        ups = " ; ".join(f"{up.where} ({up.on.isoformat()})" for up in one.taken_up.all())
        yield (
            str(one.kind.get_list_display()), one.kind.label, one.title, one.on.isoformat(),
            one.who, one.patronage, one.place, one.hearers, one.link,
            one.workstream.title if one.workstream else "", ups,
        )  # fmt: skip
