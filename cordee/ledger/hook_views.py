"""Pages of the team: the addresses of other programs, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.ledger import hooks as acts
from cordee.ledger.forms import HookForm, said
from cordee.ledger.models import Hook
from cordee.ledger.views import for_team
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_POST, require_safe, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def hooks(request: Request) -> HttpResponse:
    """The addresses told of facts; a new one, whose secret is shown this once."""
    form = HookForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    try:
        made = acts.register(said["url"], said["kinds"], by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, form, findings=refusal.findings)
    shown = {"hook": made, "secret": acts.secret_of(made)}
    return render(request, "ledger/hook_secret.html", shown)


def _page(request: Request, form: HookForm, **more: Any) -> HttpResponse:
    page = paginated(request, Hook.objects.order_by("stopped_at", "-registered_at", "pk"))
    rows = [(one, [said(kind) for kind in one.kinds]) for one in page]
    shown = {"page": page, "rows": rows, "form": form, "findings": [], **more}
    return render(request, "ledger/hooks.html", shown, status=422 if form.is_bound else 200)


@require_safe
@for_team
def hook(request: Request, public_id: str) -> HttpResponse:
    """The last messages to an address, with what it answered."""
    found = row_or_404(Hook, public_id=public_id)
    page = paginated(request, found.deliveries.order_by("-made_at", "-pk"))
    rows = [(one, said(one.kind)) for one in page]
    return render(request, "ledger/hook.html", {"hook": found, "page": page, "rows": rows})


@require_POST
@for_team
def stop_hook(request: Request, public_id: str) -> HttpResponse:
    """Tell an address nothing more."""
    acts.stop(row_or_404(Hook, public_id=public_id), by=request.user, at=timezone.now())
    messages.success(request, _("Cette adresse n’est plus prévenue de rien."))
    return onward(request, "ledger:hooks")
