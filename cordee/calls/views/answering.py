"""Questions on a call, as the team answers them; the information meetings it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import actions, queries
from cordee.calls.actions.asking import edited
from cordee.calls.asking import last_moment
from cordee.calls.public_forms import AnswerForm, BecauseForm, BriefingForm
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Briefing, Edition
    from cordee.web.requests import Request


def states() -> dict[str, str]:
    """What a list of questions may be asked to keep."""
    return {
        "attente": _("à répondre"),
        "repondues": _("répondues"),
        "ecartees": _("écartées"),
    }


@require_safe
@for_team
def inquiries(request: Request, key: str) -> HttpResponse:
    """Every question asked about a call, those that wait first."""
    edition = row_or_404(queries.public_one, key=key)
    state = request.GET.get("etat", "")
    context = {
        "edition": edition,
        "page": paginated(request, queries.inquiries(edition, state)),
        "state": state,
        "states": states().items(),
        "by": last_moment(edition.definition, "answers"),
    }
    return render(request, "calls/desk/inquiries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def answer(request: Request, public_id: str) -> HttpResponse:
    """Answer to everyone, correct an answer, or put the question aside."""
    inquiry = row_or_404(queries.asked, public_id=public_id)
    aside = request.method == "POST" and "dismiss" in request.POST
    given = request.POST if request.method == "POST" else None
    start = {"shown": inquiry.shown or inquiry.text, "answer": inquiry.answer}
    form = AnswerForm(None if aside else given, initial=start)
    because = BecauseForm(given if aside else None)
    found = []
    now = {"by": request.user, "at": timezone.now()}
    try:
        if aside and because.is_valid():
            actions.dismiss(inquiry, because=because.cleaned_data["because"], **now)
            messages.success(request, _("La question est écartée."))
            return onward(request, "calls:inquiries", inquiry.edition.key)
        if given is not None and not aside and form.is_valid():
            read = given.get("before", "")
            actions.answer(inquiry, **form.cleaned_data, before=read, **now)
            messages.success(request, _("La réponse est publiée, et envoyée à qui la suit."))
            return onward(request, "calls:inquiries", inquiry.edition.key)
    except Refused as refusal:
        found = refusal.findings
        inquiry = row_or_404(queries.asked, public_id=public_id)
    context = {
        "inquiry": inquiry,
        "before": edited(inquiry),
        "edition": inquiry.edition,
        "form": form,
        "because": because,
        "findings": found,
    }
    status = 422 if given is not None else 200
    return render(request, "calls/desk/answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def briefings(request: Request, key: str) -> HttpResponse:
    """The information meetings of a call, and the form to announce one."""
    edition = row_or_404(queries.public_one, key=key)
    form = BriefingForm(request.POST or None)
    found = []
    if request.method == "POST" and form.is_valid():
        try:
            now = {"by": request.user, "at": timezone.now()}
            actions.open_briefing(edition, **form.cleaned_data, **now)
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("La réunion est annoncée sur la page de l’appel."))
            return onward(request, "calls:briefings", edition.key)
    return _briefings(request, edition, form, found)


def _briefings(
    request: Request, edition: Edition, form: BriefingForm, found: list[Any]
) -> HttpResponse:
    context = {
        "edition": edition,
        "page": paginated(request, queries.briefings(edition)),
        "form": form,
        "findings": found,
        "zone": edition.definition.timeline.zone,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/desk/briefings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def briefing(request: Request, public_id: str) -> HttpResponse:
    """One information meeting: who comes, its changes, its cancellation."""
    one: Briefing = row_or_404(queries.with_call, public_id=public_id)
    names = ("title", "text", "starts_at", "ends_at", "place", "link", "places")
    off = request.method == "POST" and "cancel" in request.POST
    given = request.POST if request.method == "POST" else None
    form = BriefingForm(
        None if off else given, initial={name: getattr(one, name) for name in names}
    )
    because = BecauseForm(given if off else None)
    found = []
    now = {"by": request.user, "at": timezone.now()}
    try:
        if off and because.is_valid():
            actions.cancel_briefing(one, because=because.cleaned_data["because"], **now)
            messages.success(
                request, _("La réunion est annulée, les personnes inscrites le savent.")
            )
            return onward(request, "calls:briefings", one.edition.key)
        if given is not None and not off and form.is_valid():
            actions.change_briefing(one, **form.cleaned_data, **now)
            messages.success(request, _("La réunion est à jour."))
            return onward(request, "calls:briefing_desk", one.public_id)
    except Refused as refusal:
        found = refusal.findings
    context = {
        "briefing": one,
        "edition": one.edition,
        "form": form,
        "because": because,
        "findings": found,
        "page": paginated(request, one.registrations.standing()),
        "zone": one.edition.definition.timeline.zone,
    }
    status = 422 if given is not None else 200
    return render(request, "calls/desk/briefing.html", context, status=status)
