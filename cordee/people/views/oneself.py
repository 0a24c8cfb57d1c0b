"""Oneself: profile, sessions, what is kept about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordee.people import actions, exports, policy, queries
from cordee.people.forms import Profile
from cordee.people.proconnect import linking
from cordee.web.guards import signed_in
from cordee.web.middleware import LANGUAGE_KEY

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person
    from cordee.web.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: Request) -> HttpResponse:
    """My name, my roles, my sessions, my data."""
    now = timezone.now()
    person = _myself(request, now)
    form = Profile(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("Votre profil est enregistré."))
        return redirect("people:profile")
    failed = request.method == "POST"
    shown = {**_shown(request, now), "person": person, "form": form}
    return render(request, "people/profile.html", shown, status=422 if failed else 200)


def _myself(request: Request, now: datetime) -> Person:
    """Her person; an account that never passed by sign-in (a demo, a script) gets one now."""
    return queries.person_of(request.user) or actions.joined(request.user, now)


def _shown(request: Request, now: datetime) -> dict[str, object]:
    seats = queries.held_by(request.user, now).select_related("organisation").order_by("role", "pk")
    return {
        "seats": queries.label_scopes(seats),
        "sessions": queries.sessions(request.user),
        "here": request.session.session_key,
        "owes_factor": policy.needs_second_factor(request.user, now),
        "has_factor": queries.has_factor(request.user),
        "proconnect": bool(settings.PROCONNECT),
        "linked": settings.PROCONNECT and linking.linked(request.user),
        "works_for": settings.PROCONNECT and linking.suggested(request.user),
    }


@require_POST
@signed_in
def language(request: Request) -> HttpResponse:
    """Choose one's language, for this session and the next ones."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        actions.speak(request.user, chosen, at=timezone.now())
        request.session[LANGUAGE_KEY] = chosen
    return redirect("people:profile")


@require_POST
@signed_in
def close_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere else."""
    here = request.session.session_key or ""
    closed = actions.close_other_sessions(
        request.user, but=here, by=request.user, at=timezone.now()
    )
    said = ngettext("Une session a été fermée.", "%(n)d sessions ont été fermées.", closed)
    messages.success(request, said % {"n": closed} if closed else _("Aucune autre session."))
    return redirect("people:profile")


@never_cache
@require_safe
@signed_in
def data(request: Request) -> HttpResponse:
    """Everything kept about me, as a file that another program can read."""
    now = timezone.now()
    response = JsonResponse(
        exports.own_data(_myself(request, now), now),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response
