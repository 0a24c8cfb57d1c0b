"""Lists go on by a cursor: what arrives meanwhile neither repeats nor hides a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from cordee.api.door import Problem
from cordee.api.operations import answered
from cordee.api.rules import cursors

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

USUAL, MOST = 25, 100


def listed[M: Model](
    request: HttpRequest,
    rows: QuerySet[M],
    told: Callable[[M], Any],
    *,
    cursor: str = "",
    size: int = USUAL,
) -> HttpResponse:
    """A page of `rows`, oldest first, and the address of the next one (RFC 8288)."""
    size = max(1, min(size, MOST))
    try:
        after = cursors.read(cursor) if cursor else 0
    except ValueError:
        detail = _("Ce curseur n’est pas de ceux que la liste donne : repartez du début.")
        raise Problem(400, detail) from None
    found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
    more = cursors.written(found[size - 1].pk) if len(found) > size else None
    content = {"items": [told(one) for one in found[:size]], "next": more}
    response = answered(request, content)
    if more:
        query = urlencode({**request.GET.dict(), "cursor": more})
        response["Link"] = f'<{settings.SITE_URL}{request.path}?{query}>; rel="next"'
    return response
