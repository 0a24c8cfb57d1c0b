"""The letter of a referee by a link, without account; asking for it from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.applications import policy
from cordee.applications.actions.approving import digest_of
from cordee.applications.actions.vouching import answer_reference, ask_reference, over
from cordee.applications.forms.references import MOST, ReferenceForm
from cordee.applications.letters_of_reference import read_by
from cordee.applications.queries.references import reference_of
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, refused, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application, Reference
    from cordee.web.requests import Request

TEMPLATE = "applications/reference.html"
GONE = 410


@require_POST
@guarded(shell.files, policy.may_write)
def ask(request: Request, application: Application) -> HttpResponse:
    """Send, or send again, its link to someone whom the file names."""
    question, email = (request.POST.get(one, "")[:300] for one in ("question", "email"))
    try:
        made = ask_reference(application, question, email, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La demande part vers %(who)s.") % {"who": made.email})
    return onward(request, "applications:detail", application.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: Request, token: str) -> HttpResponse:
    """The page of the link: what is asked, who will read it, the letter."""
    found = reference_of(digest_of(token))
    if found is None:
        raise Http404
    context = _context(found) | {"typed": request.POST.get("text", "")[:MOST]}
    if found.answer or context["over"]:
        return render(request, TEMPLATE, context, status=200 if found.answer else GONE)
    form = ReferenceForm(request.POST or None)
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)
    try:
        made = answer_reference(found, **form.cleaned_data, at=timezone.now())
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal.findings, **context)
    return render(request, TEMPLATE, _context(made))


def _context(found: Reference) -> dict[str, Any]:
    application = found.application
    definition = application.edition.definition
    question = definition.question(found.question)
    return {
        "reference": found,
        "application": application,
        "edition": application.edition,
        "asked": getattr(question, "asked_to", None),
        "zone": definition.timeline.zone,
        "read_by": read_by(confidential=found.confidential),
        "over": over(found, timezone.now()),
        "form": None,
        "findings": [],
    }
