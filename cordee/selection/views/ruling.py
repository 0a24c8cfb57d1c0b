"""The decision once taken: read the letters again, print the minutes, release at one instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.letters import compose, letter_faults
from cordee.selection.papers import minutes_pdf
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_safe

if TYPE_CHECKING:
    from cordee.selection.models import Panel, Ruling
    from cordee.web.requests import Request


@require_safe
@guarded(queries.panels, policy.may_run)
def decision(request: Request, panel: Panel) -> HttpResponse:
    """The decision and every letter, as they will leave or as they left."""
    ruling = queries.ruling_of(panel)
    context = seen(panel, "decision", ruling=ruling, page=None, letters=[], faults=[])
    if ruling is not None:
        rows = queries.outcomes_of(ruling)
        page = paginated(request, rows)
        context |= {
            "page": page,
            "letters": [(one, compose(one)) for one in page.object_list],
            "faults": letter_faults(rows) if ruling.released_at is None else [],
        }
    return render(request, "selection/team/decision.html", context)


def _ruling(panel: Panel) -> Ruling:
    found = queries.ruling_of(panel)
    if found is None:
        raise Http404
    return found


@require_safe
@guarded(queries.panels, policy.may_run)
def minutes(_request: Request, panel: Panel) -> HttpResponse:
    """The minutes as a PDF, the same bytes each time."""
    ruling = _ruling(panel)
    response = HttpResponse(minutes_pdf(panel, ruling), content_type="application/pdf")
    name = f"proces-verbal-{ruling.digest[:8]}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def release(request: Request, panel: Panel) -> HttpResponse:
    """Ask once more, then release everything at one instant."""
    ruling = _ruling(panel)
    findings = []
    if request.method == "POST":
        try:
            actions.release(ruling, by=request.user, at=timezone.now())
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("Les résultats sont publiés et les réponses partent."))
            return onward(request, "selection:decision", panel.public_id)
    count = ruling.outcomes.count()
    context = {
        "title": _("Publier les résultats"),
        "text": _("Tout part au même instant, et rien ne se reprend."),
        "points": [
            _("%(count)d équipes reçoivent leur réponse par courriel.") % {"count": count},
            _("La page de l’appel montre les lauréats et leur carte."),
            _("La cohorte se constitue avec les équipes lauréates."),
        ],
        "action": _("Publier maintenant"),
        "back": reverse("selection:decision", args=[panel.public_id]),
        "danger": False,
        "findings": findings,
    }
    return render(request, "web/confirm.html", context, status=422 if findings else 200)
