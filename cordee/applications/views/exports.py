"""What leaves the house: the files of a call as a table, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import queries, tables
from cordee.applications.policy import withheld
from cordee.applications.views.staff import filters
from cordee.calls.models import Edition
from cordee.people.guards import for_team
from cordee.web.guards import require_safe, row_or_404
from cordee.web.sheets import FORMATS

if TYPE_CHECKING:
    from cordee.web.requests import Request


@require_safe
@for_team
def export(request: Request, key: str, form: str = "csv") -> StreamingHttpResponse:
    """The files the list shows, streamed: constant memory, a flat count of queries."""
    if form not in FORMATS and form != "json":
        raise Http404
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    unseen = withheld(request.user, timezone.now())
    files = queries.staff_list(edition, **filters(request), without=unseen)
    if form == "json":
        parts = (part.encode() for part in tables.documents(edition, files))
        response = StreamingHttpResponse(parts, content_type="application/json")
    else:
        chosen = FORMATS[form]
        written = chosen.write(tables.rows(edition, files), _("Candidatures"))
        response = StreamingHttpResponse(written, content_type=chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="candidatures-{edition.key}.{form}"'
    response["Cache-Control"] = "no-store"
    return response
