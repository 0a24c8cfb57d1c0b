"""Take up what one's body wrote in a former file: shown first, then written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from cordee.applications import policy
from cordee.applications.actions.prefilling import take_from
from cordee.applications.forms import said
from cordee.applications.queries.former import FORMER_AT_MOST, former_files, offered
from cordee.applications.reading import in_words
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, require_http_methods, require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.web.requests import Request


@require_safe
@guarded(shell.files, policy.may_write)
def formers(request: Request, application: Application) -> HttpResponse:
    """The former files of the body that this person may read."""
    rows = former_files(application, request.user)[:FORMER_AT_MOST]
    context = shell.shown(application, "detail", rows=list(rows))
    return render(request, "applications/formers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def take_up(request: Request, application: Application, former: str) -> HttpResponse:
    """What a former file would bring, question by question; written once chosen."""
    found = former_files(application, request.user).filter(public_id=former).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, application, found)
    chosen = set(request.POST.getlist("questions"))
    try:
        taken = take_from(application, found, chosen, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, application, found, findings=refusal.findings)
    words = ngettext(
        "%(count)d réponse reprise. Relisez-la : elle répondait à un autre appel.",
        "%(count)d réponses reprises. Relisez-les : elles répondaient à un autre appel.",
        len(taken),
    )
    messages.success(request, words % {"count": len(taken)})
    return onward(request, "applications:detail", application.public_id)


def _page(
    request: Request, application: Application, former: Application, **more: Any
) -> HttpResponse:
    found, left = offered(application, former)
    context = shell.shown(
        application,
        "detail",
        former=former,
        offers=[
            (one.question.key, said(one.question.label), in_words(one.former, one.value))
            for one in found
        ],
        left=[said(one.label) for one in left],
        **{"findings": [], **more},
    )
    status = 422 if more else 200
    return render(request, "applications/take_up.html", context, status=status)
