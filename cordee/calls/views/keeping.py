"""Keep what a call offers to read around it, and find it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import actions, queries
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import onward, require_POST, require_safe, row_or_404, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_POST
@signed_in
def keep(request: Request, key: str) -> HttpResponse:
    """Keep a related content of a call, or no more."""
    edition = row_or_404(queries.public_one, key=key)
    target = request.POST.get("contenu", "").replace("\0", "")[: queries.LONGEST]
    kept = "rendre" not in request.POST
    try:
        actions.keep(edition, target, kept=kept, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("Gardé : vous le retrouvez dans « Mes contenus gardés », pour vous seul·e.")
        messages.success(request, done if kept else _("Ce contenu n’est plus gardé."))
    if "liste" in request.POST:
        return onward(request, "calls:kept")
    return onward(request, "calls:detail", edition.key)


@require_safe
@signed_in
def kept(request: Request) -> HttpResponse:
    """What she keeps, the last first."""
    return render(
        request, "calls/kept.html", {"page": paginated(request, queries.kept(request.user))}
    )
