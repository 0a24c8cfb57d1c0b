"""A team reads the reviews of its file and answers them, before the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.models import Application
from cordee.applications.policy import may_read, may_write
from cordee.kernel.findings import Refused
from cordee.selection import actions
from cordee.selection.forms_after import ReplyToReviewsForm
from cordee.selection.queries import replies
from cordee.web.guards import guarded, onward, require_http_methods

if TYPE_CHECKING:
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(Application, may_read)
def reviews(request: Request, application: Application) -> HttpResponse:
    """The reviews of a file, without names, and the answer of its team until a day."""
    panel, now = replies.answerable(application), timezone.now()
    if panel is None:
        raise Http404
    made, last = replies.reply_of(panel, application), replies.until(panel)
    speaks = may_write(request.user, application)
    form = ReplyToReviewsForm(request.POST or None, initial={"text": made.text if made else ""})
    context: dict[str, Any] = {
        "application": application, "panel": panel, "made": made, "until": last,
        "reviews": replies.reviews_of(panel, application), "findings": [], "form": form,
        "open": bool(speaks) and last is not None and now <= last,
    }  # fmt: skip
    if request.method == "POST":
        if not speaks:
            raise PermissionDenied(speaks.reason)
        if form.is_valid():
            try:
                actions.reply_to_reviews(
                    panel, application, form.cleaned_data["text"], by=request.user, at=now
                )
            except Refused as refusal:
                context["findings"] = refusal.findings
            else:
                messages.success(request, _("Votre réponse est enregistrée. Merci."))
                return onward(request, "selection:reviews", application.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "selection/reviews.html", context, status=status)
