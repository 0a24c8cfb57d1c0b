"""A call's year as a winning territory will find it, before the call is published."""

from __future__ import annotations

from inspect import unwrap
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cordee.calls.editor.previews import preview
from cordee.journeys.actions import begin
from cordee.journeys.views import territory
from cordee.selection.preview import staged_outcome

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@preview("laureats", gettext_lazy("Lauréats"), order=40)
def participant(request: Request, edition: Edition, part: str) -> HttpResponse:  # noqa: ARG001 - the shape of a preview
    """The page of a territory on the first day of its year."""
    outcome = staged_outcome(edition, request.user)
    cohort = begin(outcome.ruling, by=request.user, at=timezone.now())
    found = territory.rows().get(cohort=cohort)
    response: HttpResponse = unwrap(territory.territory)(request, found)
    return response
