"""Information meetings in public: read, register, give a place back, put in one's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.calls import actions, queries
from cordee.calls.calendars import briefing_calendar
from cordee.calls.models import Registration
from cordee.calls.public_forms import RegisterForm
from cordee.calls.tokens import read_token
from cordee.kernel.findings import Refused
from cordee.web.acting import deliberate
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def briefing(request: Request, public_id: str) -> HttpResponse:
    """One information meeting and the form to take a place."""
    one = row_or_404(queries.with_call, public_id=public_id)
    form = RegisterForm(request.POST or None, request=request)
    found = []
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "email", "body", "need")}
        by = request.user if request.user.is_authenticated else None
        try:
            made = actions.register(one, **said, by=by, at=timezone.now())
        except Refused as refusal:
            found = refusal.findings
        else:
            queued = _("La réunion est complète : vous êtes sur la liste d’attente.")
            taken = _("Votre place est réservée. Un message vous attend dans votre boîte.")
            messages.success(request, queued if made.waiting else taken)
            return onward(request, "calls:briefing", one.public_id)
    context = {
        "briefing": one,
        "edition": one.edition,
        "form": form,
        "findings": found,
        "over": one.cancelled_at is not None or one.starts_at <= timezone.now(),
        "zone": one.edition.definition.timeline.zone,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/briefing.html", context, status=status)


@require_safe
def briefing_file(request: Request, public_id: str) -> HttpResponse:
    """The meeting as a calendar file."""
    one = row_or_404(queries.with_call, public_id=public_id)
    address = request.build_absolute_uri(reverse("calls:briefing", args=[one.public_id]))
    response = HttpResponse(briefing_calendar(one, address), content_type="text/calendar")
    response["Content-Disposition"] = 'inline; filename="reunion.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unregister(request: Request, token: str) -> HttpResponse:
    """Give a place back by the link received."""
    found = read_token("leave", token)
    if not found:
        raise Http404
    rows = Registration.objects.select_related("briefing")
    one = row_or_404(lambda: rows, public_id=UUID(found))
    back = reverse("calls:briefing", args=[one.briefing.public_id])
    if request.method == "POST":
        actions.unregister(one, at=timezone.now())
        messages.success(request, _("Votre place est rendue. Merci d’avoir prévenu."))
        return onward(request, back)
    return deliberate(
        request,
        title=_("Rendre ma place"),
        text=one.briefing.title,
        action=_("Rendre ma place"),
        back=back,
    )
