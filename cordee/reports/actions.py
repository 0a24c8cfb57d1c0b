"""Sign a report: the figures of a day, frozen with their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cordee.applications.models import Application
from cordee.kernel.canonical import digest, plain
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.reports.events import Signed
from cordee.reports.figures import all_of
from cordee.reports.models import Report
from cordee.reports.rules import Figure, Period, period_faults, print_faults

WITHDRAWN = (
    "Vous vous êtes déporté·e d’un dossier de cette période : vos chiffres ne le comptent pas. "
    "Un·e collègue peut arrêter ce bilan à votre place."
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def sign(
    period: Period, *, title: str, left_out: Sequence[str] = (), by: User, at: datetime
) -> Report:
    """Freeze the figures of a period; a blank or a contradiction refuses, with the way out.

    Whoever withdrew from a file of the period counts without it, and cannot sign for the house.
    """
    found = period_faults(period, timezone.localdate(at))
    if (
        period.without
        and Application.objects.filter(
            pk__in=period.without, started_at__range=period.instants()
        ).exists()
    ):
        found.append(broken("report.withdrawn", "title", WITHDRAWN))
    if not title.strip():
        found.append(missing("title", "title", "Donnez un titre au bilan."))
    figures = [] if found else all_of(period)
    if found := [*found, *print_faults(figures, left_out)]:
        raise Refused(found)
    content = {
        "title": tidy(title),
        "period": {"first": period.first, "last": period.last},
        "figures": [frozen(one) for one in figures if one.key not in left_out],
    }
    report = Report.objects.create(
        title=tidy(title)[:250],
        starts=period.first,
        ends=period.last,
        content=plain(content),
        digest=digest(content),
        at=at,
        by=by,
    )
    record(Signed(report=report.pk, digest=report.digest), by=by, at=at)
    return report


def frozen(figure: Figure) -> dict[str, Any]:
    """A figure as plain data: its value, its words, its scope and every row behind it."""
    return {
        "key": figure.key,
        "label": figure.label,
        "value": str(figure.value),
        "said": figure.said(),
        "source": figure.source,
        "columns": list(figure.rows.columns),
        "rows": [[str(cell) for cell in row] for row in figure.rows.cells],
    }
