"""Choose what one receives: signed in, or by the link at the foot of a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.ledger import choosing
from cordee.ledger.forms import LettersForm
from cordee.ledger.reminders import comforts
from cordee.web.guards import onward, require_http_methods, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: Request) -> HttpResponse:
    """What I receive."""
    return _chosen(request, request.user.email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """What an address receives, by its own link."""
    address = choosing.choice_behind(token)
    if not address:
        return render(request, "ledger/old_choice.html", status=410)
    return _chosen(request, address)


def _chosen(request: Request, address: str) -> HttpResponse:
    known = choosing.choice_of(address)
    initial = {"rhythm": known.rhythm, "cap": known.cap, "muted": list(known.muted)}
    data = request.POST if request.method == "POST" else None
    form = LettersForm(comforts(), data, initial)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        choosing.choose_letters(address, by=by, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("C’est noté : vos courriels suivront ce choix."))
        return onward(request, request.path)
    shown = {"form": form, "address": address}
    return render(request, "ledger/choice.html", shown, status=422 if form.errors else 200)
