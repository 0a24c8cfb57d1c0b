"""Where a candidate stands in a call of several steps, and what was decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.applications.models import Application, Deposit, Examination
from cordee.applications.queries.bodies import results
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def admitted_by(application: Application, at: datetime) -> set[str]:
    """The stages that retained this file, as its team may know it at that instant."""
    rows = Examination.objects.released(at).filter(
        application=application, result=Examination.Result.ADMITTED, replaced=False
    )
    found = set(rows.values_list("stage", flat=True).order_by("stage"))
    known = results([application.pk], at).get(application.pk)
    if known is not None and known.result == "selected" and known.stage:
        found.add(known.stage)
    return found


def chain(application: Application) -> list[Application]:
    """The files of the same candidate, from its first step to its last."""
    found, seen = [application], {application.pk}
    while (before := found[0].previous) is not None and before.pk not in seen:
        found.insert(0, before)
        seen.add(before.pk)
    last = application
    while after := last.following.filter(withdrawn_at=None).order_by("pk").first():
        if after.pk in seen:
            break
        found.append(after)
        seen.add(after.pk)
        last = after
    return found


def verdicts(application: Application, at: datetime) -> QuerySet[Examination]:
    """The verdicts its team may read."""
    rows = Examination.objects.released(at).filter(application=application, replaced=False)
    return rows.order_by("released_at", "pk")


def refused_at_examination() -> QuerySet[Examination]:
    """The verdicts in force that keep files away from the jury of their call."""
    return Examination.objects.filter(
        result=Examination.Result.REFUSED, replaced=False, released_at__isnull=False
    )


def handed_in(pk: int) -> Deposit:
    """A deposit as the letters about it need it, read once a request: an act never changes."""
    rows = Deposit.objects.select_related(
        "application__owner", "application__edition", "version", "by"
    )
    return once(f"deposit {pk}", lambda: rows.get(pk=pk))
