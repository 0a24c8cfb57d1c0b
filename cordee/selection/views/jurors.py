"""A juror at home: her panels, her interests, her queue, the files she leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.selection import actions, queries
from cordee.selection.forms import WhyForm
from cordee.selection.rules.votes import is_vote
from cordee.selection.views.shell import for_juror, for_reader
from cordee.web.components import paginated, told
from cordee.web.guards import onward, require_http_methods, require_safe, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Deposit
    from cordee.selection.models import Juror
    from cordee.web.requests import Request


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The panels one sits on."""
    now = timezone.now()
    page = paginated(request, queries.seats_of(request.user, now))
    for seat in page:
        results = seat.panel.edition.results_at
        seat.told = results is not None and results <= now
    return render(request, "selection/mine.html", {"page": page})


@require_safe
@for_juror
def panel(request: Request, juror: Juror) -> HttpResponse:
    """What remains to read: least read first, in an order of her own."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    if is_vote(queries.stage_of(juror.panel)):
        return onward(request, "selection:slip", juror.panel.public_id)
    shared = juror.has_a_share
    page = (
        told(request, partial(queries.pile, juror))
        if shared
        else paginated(request, queries.queue(juror))
    )
    lines = queries.board(juror, page.object_list)
    context = {
        "juror": juror,
        "panel": juror.panel,
        "page": page,
        "lines": lines,
        "next": next((one for one in lines if not one.complete), None),
        "done": page[0].whole if shared and page else queries.marked_whole(juror),
        "total": page.paginator.count,
        "stage": queries.stage_of(juror.panel),
    }
    return render(request, "selection/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def withdraw(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Leave a file late: it disappears, its marks no longer count, their trace is kept."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.recuse(
            juror,
            deposit.application,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(
            request, _("Votre déport est enregistré. Ce dossier ne vous sera plus présenté.")
        )
        return onward(request, "selection:panel", juror.panel.public_id)
    name = queries.name_of(deposit, queries.stage_of(juror.panel))
    context = {"juror": juror, "panel": juror.panel, "deposit": deposit, "name": name, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "selection/withdraw.html", context, status=status)
