"""Letters to a segment: write, re-read every one of them, send once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.applications import actions, queries
from cordee.applications.actions.mailing import AT_ONCE, posted, stamp
from cordee.applications.forms.exchanging import MailingForm
from cordee.applications.models import Mailing
from cordee.applications.policy import withheld
from cordee.applications.queries.mailing import recipients
from cordee.applications.rules.merging import same_for_all
from cordee.applications.views.dashboard import calls
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.web.requests import Request

SEGMENT = ("state", "department", "kind", "track", "missing")


def _rows() -> Any:
    return Mailing.objects.select_related("edition__current", "by__person")


def _departments(request: Request, edition: Edition) -> list[str]:
    return queries.departments(edition, without=withheld(request.user, timezone.now()))


@require_safe
@for_team
def mailings(request: Request, key: str) -> HttpResponse:
    """The letters of a call: those being written, those sent."""
    edition = row_or_404(calls, key=key)
    page = paginated(request, _rows().filter(edition=edition).order_by("-made_at", "-pk"))
    return render(request, "applications/desk/mailings.html", {"edition": edition, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def write(request: Request, key: str) -> HttpResponse:
    """Write to a segment; what the address asks fills the form."""
    edition = row_or_404(calls, key=key)
    start = {name: request.GET.get(name, "")[:60] for name in SEGMENT}
    form = MailingForm(
        edition.definition, _departments(request, edition), request.POST or None, initial=start
    )
    return _written(request, edition, form, None)


WATCHED = timedelta(days=7)
"""So long, the letters of a large sending are counted on its page; letters have an end too."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def rewrite(request: Request, public_id: str) -> HttpResponse:
    """Change a letter that has not left."""
    one: Mailing = row_or_404(_rows, public_id=public_id)
    if one.sent_at is not None:
        raise PermissionDenied(_("Ce message est déjà parti : écrivez-en un autre."))
    start = {**one.segment, "to": one.to, "subject": one.subject, "text": one.text}
    form = MailingForm(
        one.edition.definition,
        _departments(request, one.edition),
        request.POST or None,
        initial=start,
    )
    return _written(request, one.edition, form, one)


def _written(
    request: Request, edition: Edition, form: MailingForm, mailing: Mailing | None
) -> HttpResponse:
    found = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.prepare(
                edition,
                subject=given["subject"],
                text=given["text"],
                to=given["to"],
                segment={name: given.get(name, "") for name in SEGMENT},
                mailing=mailing,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            found = refusal.findings
        else:
            return onward(request, "applications:mailing", made.public_id)
    context = {"edition": edition, "form": form, "findings": found, "mailing": mailing}
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/desk/write.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def mailing(request: Request, public_id: str) -> HttpResponse:
    """Re-read a letter as each one will read it, leave some out, then send it once."""
    one: Mailing = row_or_404(_rows, public_id=public_id)
    unseen = withheld(request.user, timezone.now())
    found: list[Any] = []
    if request.method == "POST" and "leave_out" in request.POST:
        actions.leave_out(one, request.POST.getlist("address"))
        return onward(request, "applications:mailing", one.public_id)
    if request.method == "POST":
        now = {"by": request.user, "at": timezone.now()}
        try:
            count = actions.send(one, seen=request.POST.get("seen", ""), without=unseen, **now)
        except Refused as refusal:
            found = refusal.findings
            one = row_or_404(_rows, public_id=public_id)
        else:
            said = ngettext(
                "%d message part dans un instant.", "%d messages partent dans un instant.", count
            )
            messages.success(request, said % count)
            return onward(request, "applications:mailing", one.public_id)
    done = one.count
    if one.sent_at and one.count > AT_ONCE and timezone.now() - one.sent_at < WATCHED:
        done = posted(one)
    everyone = [] if one.sent_at else recipients(one, without=unseen)
    context = {
        "mailing": one,
        "edition": one.edition,
        "findings": found or ([] if one.sent_at else actions.mailing_faults(everyone)),
        "count": len(everyone),
        "stamp": stamp(one, everyone),
        "sought": same_for_all(one.subject),
        "posted": done,
        "page": paginated(request, everyone),
        "sendable": not one.sent_at and not actions.mailing_faults(everyone),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/desk/mailing.html", context, status=status)
