"""Calls for those who do not come to the site: feeds, calendar, open data, a card, alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from cordee.calls import actions, queries
from cordee.calls.calendars import deadlines_calendar
from cordee.calls.opendata import LICENCE
from cordee.calls.opendata import aides_territoires as as_aid
from cordee.calls.opendata import dispositif_aide as as_scheme
from cordee.calls.public_forms import AlertForm
from cordee.calls.rules import closing_words
from cordee.calls.searching import search_of
from cordee.calls.views.public import TONES
from cordee.web.addressed import addressed
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404
from cordee.web.sheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.web.requests import Request

IN_FEED = 30
NOTED = gettext_lazy(
    "C’est noté. Si votre adresse est à confirmer, un message vient de vous être envoyé."
)
IN_PAGE = 100
EMBEDDED: dict[str, list[str]] = settings.SECURE_CSP | {  # type: ignore[assignment] # settings are not typed
    "frame-ancestors": ["*"],
    "script-src": ["'none'"],
    "form-action": ["'none'"],
}
"""The card alone may stand in a page of someone else; it runs nothing and sends nothing."""
shared = cache_control(public=True, max_age=600)


def _latest() -> QuerySet[Edition]:
    """The calls anybody reads, the last published first."""
    return queries.public().filter(archived_at=None).order_by("-published_at", "pk")


def _page(edition: Edition) -> str:
    return str(settings.SITE_URL + reverse("calls:detail", args=[edition.key]))


@require_safe
@shared
def rss(request: Request) -> HttpResponse:
    """The last calls, as RSS 2.0."""
    return _feed(request, Rss201rev2Feed, "application/rss+xml; charset=utf-8", "rss")


@require_safe
@shared
def atom(request: Request) -> HttpResponse:
    """The last calls, as Atom."""
    return _feed(request, Atom1Feed, "application/atom+xml; charset=utf-8", "atom")


def _feed(
    request: Request,  # noqa: ARG001 - a view's shape
    kind: type[SyndicationFeed],
    media_type: str,
    name: str,
) -> HttpResponse:
    made = kind(
        title=_("Appels – Cordée"),
        link=settings.SITE_URL + reverse("calls:list"),
        description=_("Les appels à manifestation d’intérêt, dès leur publication."),
        author_name=settings.SERVICE["name"] or "Cordée",
        language="fr",
        feed_url=settings.SITE_URL + reverse(f"calls:{name}"),
    )
    for one in _latest()[:IN_FEED]:
        made.add_item(
            title=one.title,
            link=_page(one),
            description=escape(_item(one)),
            pubdate=one.published_at,
            updateddate=one.rules_in_force.at,
            unique_id=f"urn:uuid:{one.public_id}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=media_type)


def _item(edition: Edition) -> str:
    """A call in a few plain words; readers of feeds take them for HTML, so they are escaped."""
    summary = str(edition.definition.summary or edition.definition.subtitle or "")
    closes = _("Date limite : %s") % closing_words(edition.definition)
    return " – ".join(filter(None, (summary, closes)))


@require_safe
@shared
@addressed
def deadlines(_request: Request) -> HttpResponse:
    """The closing of every call, to subscribe to."""
    content = deadlines_calendar(_latest()[:IN_PAGE], _page)
    response = HttpResponse(content, content_type="text/calendar")
    response["Content-Disposition"] = 'inline; filename="appels.ics"'
    return response


@require_safe
@shared
def aides_territoires(request: Request) -> HttpResponse:
    """The calls as the API of Aides-territoires tells aids; pages of a hundred."""
    page = paginated(request, _latest(), per_page=IN_PAGE)
    address = settings.SITE_URL + reverse("calls:open_calls")
    return _open(
        {
            "count": page.paginator.count,
            "next": f"{address}?page={page.next_page_number()}" if page.has_next() else None,
            "previous": f"{address}?page={page.previous_page_number()}"
            if page.has_previous()
            else None,
            "licence": LICENCE,
            "results": [as_aid(one) for one in page.object_list],
        }
    )


@require_safe
@shared
def dispositifs(_request: Request) -> HttpResponse:
    """The calls in etalab's `dispositif-aide`, as JSON."""
    rows = _latest().iterator(chunk_size=IN_PAGE)
    return _open({"licence": LICENCE, "data": [as_scheme(one) for one in rows]})


@require_safe
@shared
def dispositifs_table(_request: Request) -> StreamingHttpResponse:
    """The calls in etalab's `dispositif-aide`, as its CSV (comma-free cells, semicolons)."""
    content = write_csv(_rows(), "")
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dispositifs-aide.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _rows() -> Iterator[list[Any]]:
    head: list[str] = []
    for one in _latest().iterator(chunk_size=IN_PAGE):
        row = as_scheme(one)
        if not head:
            head = list(row)
            yield head
        yield [{True: "Oui", False: "Non"}.get(cell, cell) for cell in row.values()]


def _open(data: dict[str, Any]) -> JsonResponse:
    """Open data: readable by any page of any site."""
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@shared
@xframe_options_exempt
@csp_override(EMBEDDED)
@addressed
def card(request: Request, key: str) -> HttpResponse:
    """A call in a few lines, to stand in someone else's page; no script, no cookie."""
    edition = row_or_404(queries.public_one, key=key)
    phase = queries.standing(edition, timezone.now()).phase
    context = {
        "edition": edition,
        "phase": phase,
        "tone": TONES[phase],
        "page": _page(edition),
        "zone": edition.definition.zone_of(),
        "closes": closing_words(edition.definition),
    }
    return render(request, "calls/card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def following(request: Request) -> HttpResponse:
    """Every way to follow the calls: alerts by e-mail on a search, feeds, calendar, open data."""
    start = {"words": request.GET.get("words", "")[:100], "department": request.GET.get("dep", "")}
    form = AlertForm(request.POST or None, request=request, initial=start)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        search = search_of(form.cleaned_data)
        email = form.cleaned_data["alert_email"]
        actions.follow(email, search=search, by=by, at=timezone.now())
        messages.success(request, NOTED)
        return onward(request, "calls:following")
    context = {"form": form, "site": settings.SITE_URL, "calls": _latest()[:1]}
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/following.html", context, status=status)
