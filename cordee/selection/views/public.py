"""What everybody reads once the results are released, and what a team reads of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

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


IN_FEED = 100
SCHEMA = Path(__file__).parents[1] / "documents" / "laureats.schema.json"


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
    edition = row_or_404(calls.public_one, key=key)
    rows = queries.winners(edition, timezone.now())
    if edition.results_at is None or not edition.definition.selection.winners_published:
        raise Http404
    counts = counted(rows)
    if not counts.total:
        raise Http404
    return edition, rows, counts


@require_safe
def winners(request: Request, key: str) -> HttpResponse:
    """Every winner of a call, with the map (R160)."""
    edition, rows, counts = _released(key)
    regions = {REGION_OF.get(code, "") for code in counts.by_department}
    context = {
        "edition": edition,
        "page": paginated(request, rows),
        "counts": counts.by_department,
        "total": counts.total,
        "distinctions": queries.distinguished(edition, timezone.now()),
        "region": regions.pop() if len(regions) == 1 else "",
    }
    return render(request, "selection/winners.html", context)


@require_safe
def winners_data(_request: Request, key: str) -> JsonResponse:
    """The winners of a call as open data, with the schema that tells what each field is."""
    edition, rows, _counts = _released(key)
    found = [
        {
            "structure": row.deposit.application.body_name,
            "nature": row.deposit.application.kind,
            "departement": row.deposit.application.department,
            "territoire": getattr(row.deposit.application.territory, "ref", ""),
        }
        for row in rows
    ]
    return JsonResponse(
        {
            "$schema": settings.SITE_URL + reverse("selection:winners_schema"),
            "appel": edition.title,
            "adresse": settings.SITE_URL + reverse("selection:winners", args=[edition.key]),
            "publie_le": edition.results_at.isoformat() if edition.results_at else "",
            "laureats": found,
        }
    )


@require_safe
def winners_schema(_request: Request) -> HttpResponse:
    """What the open data of winners holds, as a JSON Schema."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json")


@require_safe
def winners_feed(_request: Request, key: str) -> HttpResponse:
    """The winners of a call as an Atom feed: one entry a winner."""
    edition, rows, _counts = _released(key)
    page = settings.SITE_URL + reverse("selection:winners", args=[edition.key])
    feed = Atom1Feed(
        title=_("Lauréats – %(call)s") % {"call": edition.title},
        link=page,
        description="",
        language="fr",
        feed_url=settings.SITE_URL + reverse("selection:winners_feed", args=[edition.key]),
    )
    for row in rows[:IN_FEED]:
        since = row.promoted_at or edition.results_at
        feed.add_item(
            title=row.deposit.application.body_name,
            link=page,
            description=row.deposit.application.department,
            pubdate=since,
            updateddate=since,
            unique_id=f"urn:uuid:{row.public_id}",
            unique_id_is_permalink=False,
        )
    text = feed.writeString("utf-8")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def candidates(request: Request, key: str) -> HttpResponse:
    """Who applied, by name, where the call says so; nothing before its results are released."""
    edition = row_or_404(calls.public_one, key=key)
    if edition.results_at is None or not edition.definition.selection.candidates_published:
        raise Http404
    rows = queries.applied(edition, timezone.now())
    page = paginated(request, rows)
    if not page.paginator.count:
        raise Http404
    return render(request, "selection/candidates.html", {"edition": edition, "page": page})


@require_safe
def statistics(request: Request, key: str) -> HttpResponse:
    """What a call received and retained, in counts too wide to tell who was not."""
    edition, _rows, _counts = _released(key)
    if not edition.definition.selection.statistics_published:
        raise Http404
    context = {"edition": edition, "tables": queries.statistics(edition, timezone.now())}
    return render(request, "selection/statistics.html", context)


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
