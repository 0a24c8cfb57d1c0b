"""The bounded space of those who look on: what they see, until when, what they take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import policy as journeys
from cordee.journeys.audiences import LABELS
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.strategy import actions, guests, tables
from cordee.journeys.strategy.forms.guests import GuestForm
from cordee.journeys.strategy.models import Guest
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    signed_in,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request


def kept() -> QuerySet[Guest]:
    """Accesses with what their page shows."""
    return Guest.objects.select_related("cohort__edition__current", "seat__person__user")


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """What one looks on today."""
    now = timezone.now()
    found = [one for one in kept().filter(seat__person__user=request.user)[:25] if one.holds(now)]
    if len(found) == 1:
        return onward(request, "strategy:guest", found[0].public_id)
    return render(request, "strategy/my_accesses.html", {"guests": found})


@require_safe
@guarded(kept, guests.may_look)
def guest(request: Request, one: Guest) -> HttpResponse:
    """What this access reads, until when, and the tables to take away."""
    return render(
        request,
        "strategy/guest.html",
        {
            "one": one,
            "cohort": one.cohort,
            "who": LABELS[one.reads],
            "tables": tables.LABELS.items(),
            "open": one.holds(timezone.now()),
        },
    )


@require_safe
@guarded(kept, guests.may_look)
def export(request: Request, one: Guest, name: str) -> HttpResponse:
    """A table without anybody's name; that it was taken away is written in the journal."""
    if name not in tables.COLUMNS:
        raise Http404
    now = timezone.now()
    found = list(tables.rows(one, name, now))
    actions.tell_export(one, len(found), by=request.user, at=now)
    return table_file([tables.COLUMNS[name], *found], name)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, journeys.may_run)
def accesses(request: Request, cohort: Cohort) -> HttpResponse:
    """Who looks on a cohort, and letting someone in."""
    form = GuestForm(cohort.edition.definition.year.parts, request.POST or None)
    context: dict[str, Any] = {"cohort": cohort, "form": form, "findings": []}
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                actions.welcome(cohort, by=request.user, at=timezone.now(), **form.cleaned_data)
                messages.success(request, _("L’accès est ouvert."))
                return onward(request, "strategy:accesses", cohort.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
    now = timezone.now()
    page = paginated(request, kept().filter(cohort=cohort).order_by("-seat__ends", "pk"))
    context["page"] = page
    context["lines"] = [(one, LABELS[one.reads], one.holds(now)) for one in page.object_list]
    context["failed"] = status == 422  # noqa: PLR2004 - the status of HTTP
    return render(request, "strategy/accesses.html", context, status=status)


@require_POST
@guarded(kept, journeys.may_run)
def close(request: Request, one: Guest) -> HttpResponse:
    """End an access at once."""
    from cordee.people.actions.seats import end_seat  # noqa: PLC0415 - one act of another room

    now = timezone.now()
    if one.holds(now):
        end_seat(one.seat, because=_("Accès clos par l’équipe."), by=request.user, at=now)
    return onward(request, "strategy:accesses", one.cohort.public_id)
