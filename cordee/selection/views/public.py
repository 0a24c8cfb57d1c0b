"""What everybody reads once the results are released, and what a team reads of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.applications.models import Application
from cordee.applications.policy import may_read
from cordee.calls import queries as calls
from cordee.kernel.places import REGION_OF
from cordee.selection import queries
from cordee.selection.letters import compose
from cordee.selection.papers import answer_pdf
from cordee.web.components import paginated
from cordee.web.guards import guarded, require_safe, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.selection.models import Outcome
    from cordee.web.requests import Request


@dataclass(frozen=True, slots=True)
class Counts:
    """How many winners, and where."""

    total: int
    by_department: dict[str, int]


def counted(rows: QuerySet[Outcome]) -> Counts:
    """Count winners by department (one query)."""
    codes = list(rows.order_by().values_list("deposit__application__department", flat=True))
    return Counts(len(codes), dict(Counter(code for code in codes if code)))


def _released(key: str) -> tuple[Edition, QuerySet[Outcome], Counts]:
    """A call and its winners, or the page 404: before the release there is nothing here."""
    edition = row_or_404(calls.public, key=key)
    rows = queries.winners(edition, timezone.now())
    if edition.results_at is None or not edition.definition.selection.winners_published:
        raise Http404
    counts = counted(rows)
    if not counts.total:
        raise Http404
    return edition, rows, counts


@require_safe
def winners(request: Request, key: str) -> HttpResponse:
    """Every winner of a call, with the map."""
    edition, rows, counts = _released(key)
    regions = {REGION_OF.get(code, "") for code in counts.by_department}
    context = {
        "edition": edition,
        "page": paginated(request, rows),
        "counts": counts.by_department,
        "total": counts.total,
        "region": regions.pop() if len(regions) == 1 else "",
    }
    return render(request, "selection/winners.html", context)


@require_safe
def winners_data(_request: Request, key: str) -> JsonResponse:
    """The winners of a call as open data."""
    edition, rows, _counts = _released(key)
    found = [
        {
            "structure": row.deposit.application.body_name,
            "nature": row.deposit.application.kind,
            "departement": row.deposit.application.department,
        }
        for row in rows
    ]
    return JsonResponse({"appel": edition.title, "laureats": found})


def _answer(application: Application) -> Outcome:
    found = queries.answer_to(application, timezone.now())
    if found is None:
        raise Http404
    return found


@require_safe
@guarded(Application, may_read)
def answer_paper(_request: Request, application: Application) -> HttpResponse:
    """The same answer on paper."""
    outcome = _answer(application)
    made = answer_pdf(outcome, compose(outcome))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="reponse.pdf"'
    return response
