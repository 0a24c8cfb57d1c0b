"""The doors the staff opens: late codes, guests and lists of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions
from cordee.applications.forms.instructing import CodeForm, GuestForm, there
from cordee.applications.policy import withheld
from cordee.applications.queries import instruction
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import onward, refused, require_http_methods, require_POST, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


def _edition(key: str) -> Edition:
    return row_or_404(lambda: Edition.objects.select_related("current"), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def codes(request: Request, key: str) -> HttpResponse:
    """The late codes of a call; a new one is shown once."""
    edition = _edition(key)
    form = CodeForm(request.POST or None)
    shown = _codes(request, edition, form)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "applications/codes.html", {**shown, "findings": []}, status=status)
    try:
        _made, word = actions.give_code(
            edition,
            for_whom=form.cleaned_data["for_whom"],
            reason=form.cleaned_data["reason"],
            expires_at=there(form.cleaned_data["expires_at"], edition.definition),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        return refused(request, "applications/codes.html", refusal.findings, **shown)
    fresh = {**_codes(request, edition, CodeForm()), "findings": [], "word": word}
    return render(request, "applications/codes.html", fresh)


def _codes(request: Request, edition: Edition, form: CodeForm) -> dict[str, Any]:
    now = timezone.now()
    page = paginated(request, edition.late_codes.select_related("application", "by__person"))
    unseen = withheld(request.user, now)
    return {
        "edition": edition,
        "form": form,
        "zone": edition.definition.timeline.zone,
        "page": page,
        "rows": [
            (one, one.state(now), one.application_id not in unseen) for one in page.object_list
        ],
        "takes_codes": any(one.late == "code" for one in edition.definition.windows),
        "word": "",
    }


@require_POST
@for_team
def take_back_code(request: Request, key: str, code: str) -> HttpResponse:
    """Take back a code nobody used."""
    edition = _edition(key)
    found = row_or_404(edition.late_codes.all, public_id=code)
    try:
        actions.take_back_code(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return onward(request, "applications:codes", key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def guests(request: Request, key: str) -> HttpResponse:
    """Those the call names: invited to a step, or on one of its lists."""
    edition = _edition(key)
    lists = list(instruction.lists(edition.definition))
    form = GuestForm(lists, request.POST or None, instruction.nominators(edition.definition))
    page = paginated(
        request,
        edition.guests.standing().select_related("territory").order_by("list", "name", "pk"),
    )
    names = dict(lists)
    shown: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "lists": lists,
        "page": page,
        "rows": [(one, names.get(one.list, one.list)) for one in page.object_list],
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "applications/guests.html", {**shown, "findings": []}, status=status)
    try:
        actions.name_guest(edition, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, "applications/guests.html", refusal.findings, **shown)
    messages.success(request, _("C’est inscrit."))
    return onward(request, "applications:guests", key)


@require_POST
@for_team
def take_back_guest(request: Request, key: str, guest: str) -> HttpResponse:
    """Take someone off a list."""
    found = row_or_404(_edition(key).guests.all, public_id=guest)
    actions.take_back_guest(found, by=request.user, at=timezone.now())
    return onward(request, "applications:guests", key)
