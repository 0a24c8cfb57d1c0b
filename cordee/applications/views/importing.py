"""Bring a list of applicants: try it, see every fault, then bring it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from cordee.applications.actions.importing import bring_applicants, try_applicants
from cordee.applications.doors.sheets import read_table
from cordee.applications.forms.exchanging import TableForm
from cordee.applications.queries.importing import territories_named
from cordee.applications.rules.importing import lines_of
from cordee.applications.views.dashboard import calls
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.guards import onward, require_http_methods, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.rules.importing import Fault, Line
    from cordee.web.requests import Request

SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def bring(request: Request, key: str) -> HttpResponse:
    """Read a table; « essayer » writes nothing and says everything, « ouvrir » needs no fault."""
    edition = row_or_404(calls, key=key)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "findings": [],
        "faults": None,
        "more": 0,
    }
    if request.method == "POST" and form.is_valid():
        now = {"by": request.user, "at": timezone.now()}
        try:
            lines = lines_of(read_table(form.cleaned_data["file"].read()))
            if "bring" in request.POST:
                made = bring_applicants(edition, lines, **now)
                opened = ngettext("%d dossier est ouvert.", "%d dossiers sont ouverts.", len(made))
                messages.success(request, opened % len(made))
                return onward(request, "applications:received", edition.key)
            context |= _tried(lines, try_applicants(edition, lines, at=now["at"]))
        except Refused as refusal:
            found = refusal.findings
            context |= {"findings": found[:SHOWN], "more": len(found) - SHOWN}
    refused = request.method == "POST" and (context["findings"] or form.errors)
    status = 422 if refused else 200
    return render(request, "applications/desk/bring.html", context, status=status)


def _tried(lines: list[Line], faults: list[Fault]) -> dict[str, Any]:
    """What a trial tells: what is wrong, else the files as they would be opened."""
    shown = lines[:SHOWN] if not faults else []
    places = territories_named(shown)[0]
    return {
        "faults": faults[:SHOWN],
        "lines": len(lines),
        "more": len(faults or lines) - SHOWN,
        "shown": [(one, places.get(one.row)) for one in shown],
    }
