"""Files as the team of the house sees them: the list, one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from cordee.applications import queries
from cordee.applications.models import Application
from cordee.applications.policy import withheld
from cordee.applications.queries import standing
from cordee.applications.queries.instruction import lists
from cordee.applications.queries.references import letters, letters_part, strangers
from cordee.applications.reading import OURS, read_content
from cordee.applications.rules.examination import examined_stages
from cordee.applications.rules.places import frozen_places
from cordee.calls.models import Edition
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import require_safe, row_or_404, steady
from cordee.web.sheets import FORMATS

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request

LONGEST_SEARCH = 100
RULES = ("content", "texts")
"""What is long in a version of a call."""


def filters(request: Request) -> dict[str, str]:
    """What the list of files is asked to keep; nonsense keeps nothing away but itself."""
    return {
        "words": request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip(),
        "state": request.GET.get("etat", ""),
        "department": request.GET.get("departement", "")[:3],
        "kind": request.GET.get("nature", "")[:40],
        "track": request.GET.get("volet", "")[:60],
        "step": request.GET.get("etape", "").replace("\0", "")[:60],
        "label": request.GET.get("etiquette", "").replace("\0", "")[:40],
    }


@require_safe
@for_team
def received(request: Request, key: str) -> HttpResponse:
    """The files of a call, with a search and filters."""
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    asked = filters(request)
    unseen = withheld(request.user, timezone.now())
    rows = queries.staff_list(edition, **asked, without=unseen)
    context = {
        "edition": edition,
        "page": paginated(request, rows),
        **asked,
        "states": queries.STATES.items(),
        "departments": queries.departments(edition, without=unseen),
        "formats": [(one, one.upper()) for one in (*FORMATS, "json")],
        "query": request.GET.urlencode(),
        **doors_of(edition, unseen),
    }
    return render(request, "applications/received.html", context)


def doors_of(edition: Edition, unseen: Collection[int]) -> dict[str, Any]:
    """The pages of examination this call has: its stages, its codes, its lists."""
    definition = edition.definition
    return {
        "examined": examined_stages(definition),
        "takes_codes": any(one.late == "code" for one in definition.windows),
        "lists": any(lists(definition)),
        "steps": definition.steps if len(definition.steps) > 1 else (),
        "labels": queries.labels_in(edition, without=unseen),
    }


@steady
def _with_deposit() -> QuerySet[Application]:
    """Files with their deposit in force; each process keeps the rules of the calls it met."""
    rows = Application.objects.select_related("edition__current", "current__version")
    heavy = [f"{one}__{part}" for one in ("edition__current", "current__version") for part in RULES]
    return rows.defer(*heavy)


@require_safe
@for_team
def received_one(request: Request, public_id: str) -> HttpResponse:
    """One file: its deposit in force, or the draft when nothing was handed in."""
    application = row_or_404(_with_deposit, public_id=public_id)
    if application.pk in (unseen := withheld(request.user, timezone.now())):
        raise Http404
    made = application.current
    context: dict[str, Any] = {
        "application": application,
        "edition": application.edition,
        "deposit": made,
    }
    if made is not None:
        context["reading"] = [
            *read_content(made.version.definition, made.content, OURS),
            *letters_part(letters(made)),
        ]
        context["team"] = made.team
        context["recipient"] = standing.recipient(application, frozen_places(made.content))
    context["strangers"] = strangers(application)
    context["twins"] = queries.same_body(application).exclude(pk__in=unseen).exists()
    return render(request, "applications/received_one.html", context)
