"""Approving a file by a link, without account: read, answer, confirm; reading signs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.applications import policy, queries
from cordee.applications.actions.approving import (
    answer_approval,
    ask_approval,
    digest_of,
    withdraw_approval,
)
from cordee.applications.forms.approving import ApprovalForm, BackForm
from cordee.applications.models import Approval
from cordee.applications.queries import reception
from cordee.applications.queries.approvals import approval_of, substance
from cordee.applications.reading import read_content
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.web.acting import act_and_tell
from cordee.web.guards import guarded, refused, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.web.requests import Request

TEMPLATE = "applications/approve.html"
GONE = 410


@require_POST
@guarded(shell.files, policy.may_write)
def ask(request: Request, application: Application, member: str) -> HttpResponse:
    """Send the link to one of those who must approve the file."""
    row = application.members.filter(public_id=member, left_at=None).first()
    if row is None:
        raise Http404
    return act_and_tell(
        request,
        lambda: ask_approval(row, by=request.user, at=timezone.now()),
        _("La demande d’accord part vers %(who)s.") % {"who": row.email},
        ("applications:team", application.public_id),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, token: str) -> HttpResponse:
    """The page of the link: the file, the answer, its confirmation."""
    found = approval_of(digest_of(token))
    if found is None:
        raise Http404
    context = _context(found)
    if context["back"] is not None and "withdraw" in request.POST:
        return _taken_back(request, found, context)
    if context["over"]:
        return render(request, TEMPLATE, context, status=200 if found.answer else GONE)
    form = ApprovalForm(request.POST or None, initial=_known(found))
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)
    if "confirm" not in request.POST:
        return render(request, TEMPLATE, {**context, "sure": form.cleaned_data})
    return _answered(request, found, form, context)


def _taken_back(request: Request, found: Approval, context: dict[str, Any]) -> HttpResponse:
    form = BackForm(request.POST)
    context = {**context, "back": form}
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    try:
        withdraw_approval(found, **form.cleaned_data, at=timezone.now())
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal.findings, **context)
    found.refresh_from_db()
    return render(request, TEMPLATE, _context(found))


def _answered(
    request: Request, found: Approval, form: ApprovalForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        answer_approval(found, **form.cleaned_data, at=timezone.now())
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal.findings, **{**context, "findings": []})
    found.refresh_from_db()
    return render(request, TEMPLATE, _context(found))


def _known(found: Approval) -> dict[str, str]:
    return {"name": str(found.member), "capacity": found.member.capacity}


def _context(found: Approval) -> dict[str, Any]:
    """The file as the jury will read it, and where the request stands."""
    application, now = found.application, timezone.now()
    definition = application.edition.definition
    gone = found.taken_back_at is not None or found.member.left_at is not None
    over = bool(found.answer) or gone or application.withdrawn_at or now >= found.expires_at
    draft = queries.draft_of(application, now)
    content = queries.content_of(application, draft, now)
    given = found.answer == Approval.Answer.GIVEN and not gone
    clock = reception(application, now)
    open_still = given and not application.withdrawn_at and not clock.faults
    return {
        "approval": found,
        "application": application,
        "edition": application.edition,
        "asker": queries.name_of(found.asked_by),
        "closes": clock.closes,
        "zone": clock.zone,
        "over": bool(over),
        "back": BackForm() if open_still else None,
        "outdated": given and found.digest != substance(application, draft, now),
        "reading": [] if over else read_content(definition, content),
        "team": [] if over else content["team"],
        "form": None,
        "findings": [],
        "sure": None,
        "failed": False,
    }
