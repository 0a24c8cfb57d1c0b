"""The second door as the team of the house keeps it: what came, for whom, and its deposit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions import arrivals as actions
from cordee.applications.actions import deposit
from cordee.applications.doors.shown import shown
from cordee.applications.forms.arrivals import AssignForm, OpenForm
from cordee.applications.models import Application, Arrival
from cordee.applications.policy import withheld
from cordee.applications.queries import reception
from cordee.applications.views import arrivals
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused, broken
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def received_here(request: Request, key: str) -> HttpResponse:
    """What came in for a call; a form received by hand or by post is brought in here."""
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    rows = Arrival.objects.filter(edition=edition).exclude(
        application__in=withheld(request.user, timezone.now())
    )
    rows = rows.select_related("application").order_by("-ended_at", "-pk")
    context = {"edition": edition, "zone": edition.zone, "page": paginated(request, rows)}
    if request.method != "POST":
        return render(request, "applications/arrivals.html", {**context, "findings": []})
    now = timezone.now()
    try:
        made = actions.bring(
            arrivals.parcel(request, now), edition=edition, by=request.user, at=now
        )
    except Refused as refusal:
        return refused(request, "applications/arrivals.html", refusal.findings, **context)
    return onward(request, "applications:arrival_one", made.public_id)


@require_safe
@for_team
def astray(request: Request) -> HttpResponse:
    """The mails that name no call."""
    rows = Arrival.objects.filter(edition=None).order_by("-ended_at", "-pk")
    context = {"edition": None, "zone": "", "page": paginated(request, rows)}
    return render(request, "applications/arrivals.html", {**context, "findings": []})


def _found(request: Request, public_id: str) -> Arrival:
    found: Arrival = row_or_404(arrivals.rows, public_id=public_id)
    if found.application_id in withheld(request.user, timezone.now()):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def arrival_one(request: Request, public_id: str) -> HttpResponse:
    """One arrival: give it to a file, open one, compare, register its deposit."""
    found = _found(request, public_id)
    verb = _VERBS.get(request.POST.get("verb", ""))
    if request.method != "POST":
        context = {**_context(request, found), "findings": []}
        return render(request, "applications/arrival_one.html", context)
    if verb is None:
        said = _("Choisissez une des actions proposées.")
        wrong = [broken("arrival.verb", "verb", said)]
        context = _context(request, found)
        return refused(request, "applications/arrival_one.html", wrong, **context)
    try:
        again = verb(request, found)
    except Refused as refusal:
        context = _context(request, found)
        return refused(request, "applications/arrival_one.html", refusal.findings, **context)
    if again is not None:
        context = {**again, "findings": []}
        return render(request, "applications/arrival_one.html", context, status=422)
    return onward(request, "applications:arrival_one", found.public_id)


def _context(request: Request, found: Arrival, **more: Any) -> dict[str, Any]:
    file = found.application
    context = {**shown(found, hidden=not _keyed(found)), "edition": found.edition, "file": file}
    context["may_settle"] = _may_settle(found)
    context["may_hand_in"] = file is not None and found.settled_at and _theirs_no_more(found)
    context["in_time"] = file is not None and not reception(file, found.counts_at).faults
    context |= {"assign": None, "open": None}
    if found.settled_at is None:
        context["assign"] = AssignForm(found.edition)
        context["open"] = OpenForm(found.edition, initial={"email": found.sender,
                                   "body_name": (found.found or {}).get("body", "")})  # fmt: skip
    del request
    return context | more


def _keyed(found: Arrival) -> bool:
    """Whether the team of the house writes this file itself, for whoever sent it."""
    file = found.application
    return file is None or file.origin != Application.Origin.ONLINE


def _theirs_no_more(found: Arrival) -> bool:
    """Whether its candidates cannot hand the file in themselves, or never wrote it on line."""
    file = found.application
    return file is not None and (_keyed(found) or bool(reception(file, timezone.now()).faults))


def _may_settle(found: Arrival) -> bool:
    """A file its candidates write on line is theirs to settle, as long as they still can."""
    return found.settled_at is None and _theirs_no_more(found)


def _assign(request: Request, found: Arrival) -> dict[str, Any] | None:
    unseen = withheld(request.user, timezone.now())
    form = AssignForm(found.edition, request.POST, without=unseen)
    if not form.is_valid():
        return _context(request, found, assign=form)
    actions.assign(found, form.cleaned_data["application"], by=request.user, at=timezone.now())
    return None


def _open(request: Request, found: Arrival) -> dict[str, Any] | None:
    form = OpenForm(found.edition, request.POST)
    if not form.is_valid():
        return _context(request, found, open=form)
    given = form.cleaned_data
    edition = found.edition or given["edition"]
    actions.open_file(
        found, edition=edition, email=given["email"], territory=given["territory"],
        body_name=given["body_name"], track=given.get("track", ""), by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return None


def _settle(request: Request, found: Arrival) -> None:
    if not _may_settle(found):
        said = _("Ce dossier s’écrit en ligne : c’est son équipe qui compare et choisit.")
        raise Refused(broken("arrival.theirs", "arrival", said))
    messages.success(request, arrivals.settle(request, found))


def _hand_in(request: Request, found: Arrival) -> None:
    file = found.application
    if file is None or not _theirs_no_more(found):
        said = _("Ce dossier s’écrit en ligne : c’est son équipe qui le dépose.")
        raise Refused(broken("arrival.theirs", "arrival", said))
    at = actions.counting_at(found, timezone.now())
    made = deposit(file, signed=_("sur le document reçu"), by=request.user, at=at)
    said = _("Dépôt n° %(number)d enregistré ; l’accusé de réception est parti.")
    messages.success(request, said % {"number": made.number})


_VERBS: dict[str, Callable[[Request, Arrival], dict[str, Any] | None]] = {
    "assign": _assign,
    "open": _open,
    "settle": _settle,
    "hand_in": _hand_in,
}


def _must_be_keyed(found: Arrival) -> None:
    if not _keyed(found):
        said = _("Ce dossier s’écrit en ligne : c’est son équipe qui place ses textes.")
        raise Refused(broken("arrival.theirs", "arrival", said))


@require_POST
@for_team
def piece_here(request: Request, public_id: str, piece: int) -> HttpResponse:
    """Place a text that no question took, in a file the team keys."""
    found = _found(request, public_id)
    try:
        _must_be_keyed(found)
        arrivals.placed(request, found, piece)
    except Refused as refusal:
        context = _context(request, found)
        return refused(request, "applications/arrival_one.html", refusal.findings, **context)
    return onward(request, "applications:arrival_one", found.public_id)


@require_safe
@for_team
def file_here(request: Request, public_id: str, file: int) -> HttpResponse:
    """A file as it came."""
    return arrivals.downloaded(_found(request, public_id), file)
