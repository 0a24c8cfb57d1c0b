"""Sign a report: the figures of a day, frozen with their rows and the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cordee.applications.models import Application
from cordee.journeys.strategy.quoting import note
from cordee.kernel.canonical import digest, plain
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, broken, missing
from cordee.ledger.actions import record
from cordee.reports.actions.drafting import writable
from cordee.reports.events import Signed
from cordee.reports.figures import all_of
from cordee.reports.models import Report
from cordee.reports.queries import book
from cordee.reports.queries.frozen import content_of, whole_of
from cordee.reports.rules import Period, period_faults, print_faults

WITHDRAWN = (
    "Vous vous êtes déporté·e d’un dossier de cette période : vos chiffres ne le comptent pas. "
    "Un·e collègue peut arrêter ce bilan à votre place."
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cordee.people.models import User
    from cordee.reports.models import ReportDraft


@transaction.atomic
def sign(
    period: Period, *, title: str, left_out: Sequence[str] = (), by: User, at: datetime
) -> Report:
    """Freeze the figures of a period; a blank or a contradiction refuses, with the way out.

    Whoever withdrew from a file of the period counts without it, and cannot sign for the house.
    """
    found = [*period_faults(period, timezone.localdate(at)), *_withdrawn(period)]
    if not title.strip():
        found.append(missing("title", "title", "Donnez un titre au bilan."))
    figures = [] if found else all_of(period)
    if found := [*found, *print_faults(figures, left_out)]:
        raise Refused(found)
    content = content_of(title, period, [one for one in figures if one.key not in left_out])
    return _signed(title, period, content, by, at)


@transaction.atomic
def sign_draft(
    draft: ReportDraft, *, without: frozenset[int] = frozenset(), by: User, at: datetime
) -> Report:
    """Freeze a written report: its numbered parts, the figures they use, its accounts (R195-R197).

    Every lack refuses and is told: a part left blank, a place to fill, words far from their number,
    an announcement without its follow-up, totals that the details do not make.
    """
    draft = writable(draft)
    found = book(draft, without=without)
    today = timezone.localdate(at)
    if faults := [*period_faults(found.period, today), *_withdrawn(found.period), *found.faults]:
        raise Refused(faults)
    content = whole_of(found)
    report = _signed(draft.title, found.period, content, by, at)
    draft.report = report
    draft.save(update_fields=("report",))
    return report


def _withdrawn(period: Period) -> list[Finding]:
    """Why someone who withdrew from a file of the period does not sign."""
    hidden = Application.objects.filter(pk__in=period.without, started_at__range=period.instants())
    if period.without and hidden.exists():
        return [broken("report.withdrawn", "title", WITHDRAWN)]
    return []


def _signed(title: str, period: Period, content: dict[str, Any], by: User, at: datetime) -> Report:
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
    url = reverse("reports:report", args=[report.public_id])
    note("\n".join(_words(content)), report.title, url, at=at)
    return report


def _words(content: dict[str, Any]) -> Iterator[str]:
    """Every text of a report that may quote someone: its parts, the rows behind its figures."""
    for one in content.get("sections", ()):
        yield from (one["text"], one["follow_up"], one["outlook"], one["announced"])
    for figure in content["figures"]:
        yield from (cell for row in figure["rows"] for cell in row if "[" in cell)
