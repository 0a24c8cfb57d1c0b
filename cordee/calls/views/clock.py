"""The dates of a call, as the team moves them: a closing put later, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import actions, queries
from cordee.calls.forms import ExtendForm
from cordee.calls.rules import periods
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.guards import onward, refused, require_http_methods, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def extend(request: Request, key: str) -> HttpResponse:
    """Move a closing later: the page of the call keeps the former date, the teams are told why."""
    edition = row_or_404(queries.public_one, key=key)
    form = ExtendForm(edition.definition, request.POST or None)
    shown: dict[str, Any] = {
        "findings": [],
        "edition": edition,
        "form": form,
        "periods": [(one, "") for one in periods(edition.definition, timezone.now())],
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "calls/extend.html", shown, status=status)
    try:
        actions.extend(
            edition,
            form.window,
            form.instant(),
            why=form.cleaned_data["why"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        del shown["findings"]
        return refused(request, "calls/extend.html", refusal.findings, **shown)
    messages.success(
        request, _("La clôture est reportée. Les équipes concernées reçoivent un courriel.")
    )
    return onward(request, "calls:detail", edition.key)
