"""The decision once taken: read the letters again, print the minutes, release at one instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.doors.odt import MEDIA_TYPE
from cordee.kernel.findings import Refused, missing
from cordee.kernel.french import unaccented
from cordee.people.freshness import fresh
from cordee.selection import actions, policy, queries
from cordee.selection.letters import compose, letter_faults
from cordee.selection.models import SignedMinutes
from cordee.selection.papers import minutes_odt, minutes_pdf
from cordee.selection.queries.placing import places_winners
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.files.serving import served
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel, Ruling
    from cordee.web.requests import Request

NAMED = 30
"""Winners named on the page that asks before they are announced; beyond, the others are said."""


@require_safe
@guarded(queries.panels, policy.may_run)
def decision(request: Request, panel: Panel) -> HttpResponse:
    """The decision and every letter, as they will leave or as they left."""
    return _decision(request, panel)


def _decision(
    request: Request, panel: Panel, findings: list[Finding] | None = None
) -> HttpResponse:
    ruling = queries.ruling_of(panel)
    context = seen(
        panel, "decision", ruling=ruling, page=None, letters=[], faults=[], signed=[],
        by_wishes=False, findings=findings or [],
    )  # fmt: skip
    if ruling is not None:
        rows = queries.outcomes_of(ruling)
        page = paginated(request, rows)
        context |= {
            "page": page,
            "letters": [(one, compose(one)) for one in page.object_list],
            "faults": letter_faults(rows) if ruling.released_at is None else [],
            "by_wishes": places_winners(ruling),
            "signed": list(ruling.signed.order_by("-pk")[:10]),
        }
    status = 422 if findings else 200
    return render(request, "selection/team/decision.html", context, status=status)


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


@require_safe
@guarded(queries.panels, policy.may_run)
def minutes_text(_request: Request, panel: Panel) -> HttpResponse:
    """The minutes as ODT, the same bytes each time."""
    ruling = _ruling(panel)
    response = HttpResponse(minutes_odt(panel, ruling), content_type=MEDIA_TYPE)
    name = f"proces-verbal-{ruling.digest[:8]}.odt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@guarded(queries.panels, policy.may_run)
def sign(request: Request, panel: Panel) -> HttpResponse:
    """Keep the signed copy of the minutes."""
    ruling = _ruling(panel)
    upload = request.FILES.get("signe")
    if upload is None:
        said = _("Choisissez le fichier du procès-verbal signé.")
        return _decision(request, panel, [missing("minutes.file", "file", said)])
    try:
        actions.keep_signed(ruling, upload, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _decision(request, panel, refusal.findings)
    messages.success(request, _("Le procès-verbal signé est rangé."))
    return onward(request, "selection:decision", panel.public_id)


@require_safe
@guarded(queries.panels, policy.may_run)
def signed(_request: Request, panel: Panel, key: str) -> HttpResponse:
    """A signed copy, as it was kept."""
    rows = SignedMinutes.objects.filter(ruling=_ruling(panel))
    found = row_or_404(lambda: rows, public_id=key)
    return served(found.content, found.name)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
@fresh
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
        "caption": panel.edition.title,
        "text": _("Tout part au même instant, et rien ne se reprend."),
        "points": [
            *_selected(ruling),
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


def _selected(ruling: Ruling) -> list[str]:
    """Who is announced, by name: the last look before nothing can be taken back."""
    rows = ruling.outcomes.selected().select_related("deposit__application__territory")
    first = rows.order_by("pk")[: NAMED + 1]
    names = sorted((str(one.deposit.name or _("Sans nom")) for one in first), key=unaccented)
    if not names:
        return []
    more = [_("et d’autres")] if len(names) > NAMED else []
    return [_("Lauréats annoncés : %(names)s.") % {"names": ", ".join([*names[:NAMED], *more])}]
