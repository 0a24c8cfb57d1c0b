"""Where a file begins: who applies, and whether this call is for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, queries
from cordee.applications.forms import BeginForm
from cordee.applications.forms.instructing import TypedCodeForm
from cordee.applications.forms.structure import KnownForm
from cordee.applications.models import Application
from cordee.applications.queries.doors import judged, keep_out, own_door
from cordee.calls import queries as calls
from cordee.calls.rules import entrance
from cordee.kernel.findings import Refused
from cordee.territories import queries as territories
from cordee.territories.forms import only_looking
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: Request, key: str) -> HttpResponse:
    """Tell the eligibility before a line is written, then begin the file."""
    edition = row_or_404(calls.public_one, key=key)
    form = BeginForm(edition.definition, request.POST or None, named_body(request))
    known = KnownForm(edition.definition, data=request.POST or None)
    context: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "known_form": known,
        "findings": [],
    }
    context |= _door(edition, request)
    if request.method != "POST" or not form.is_valid() or not known.is_valid():
        calm = form.is_bound and only_looking(form)
        status = 422 if form.is_bound and not calm else 200
        return render(request, "applications/begin.html", context, status=status)
    made = _application(edition, form, request)
    made.known = known.known
    door = own_door(made, timezone.now())
    context |= {"door": door, "closed": []}
    if door.code and context["code_form"] is None:
        context["code_form"] = _code_box(request)
    found = judged(made, door, timezone.now())
    context |= {"eligibility": found, "twins": queries.same_body(made)[:5]}
    if keep_out(found):
        context["refused"] = True
        return render(request, "applications/begin.html", context, status=422)
    if "start" not in request.POST:
        context["ready"] = door.code or not door.reception.faults
        return render(request, "applications/begin.html", context)
    return _start(request, edition, made, context)


def named_body(request: Request) -> dict[str, str]:
    """The body that the address names (`?territory=commune:62498`); a wrong one names nobody."""
    ref = request.GET.get("territory", "")
    found = territories.by_ref(ref) if ref else None
    return {"territory": found.ref} if found else {}


def _door(edition: Edition, request: Request) -> dict[str, Any]:
    """Why the call takes nobody now, and the box for a late code when it has one."""
    definition = edition.definition
    found = entrance(definition, timezone.now())
    windows = definition.windows_of(found.step.key)
    late = any(one.code == "closes" for one in found.reception.faults)
    codes = late and any(one.late == "code" for one in windows)
    return {
        "closed": found.reception.faults,
        "code_form": _code_box(request) if codes else None,
    }


def _code_box(request: Request) -> TypedCodeForm:
    typed = {"code": request.POST.get("code", "").replace("\0", "")[:40]}
    return TypedCodeForm(initial=typed)


def _application(edition: Edition, form: BeginForm, request: Request) -> Application:
    """The file as it would be, not written yet: enough to judge who applies."""
    territory = form.cleaned_data.get("territory")
    return Application(
        edition=edition,
        territory=territory,
        body_name=territory.name if territory else form.cleaned_data["body_name"].strip(),
        kind=territory.kind if territory else form.cleaned_data.get("kind", ""),
        track=form.cleaned_data.get("track", ""),
        heard=form.cleaned_data.get("heard", ""),
        owner=request.user,
    )


def _start(
    request: Request, edition: Edition, made: Application, context: dict[str, Any]
) -> HttpResponse:
    try:
        application = actions.start(
            edition,
            territory=made.territory,
            body_name=made.body_name,
            kind=made.kind,
            track=made.track,
            heard=made.heard,
            known=made.known,
            code=request.POST.get("code", "").strip(),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        context["findings"] = refusal.findings
        return render(request, "applications/begin.html", context, status=422)
    messages.success(request, _("Votre dossier est ouvert. Il n’est pas encore déposé."))
    return onward(request, "applications:detail", application.public_id)


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The files one writes, alone or with others."""
    page = paginated(request, queries.written_by(request.user))
    now = timezone.now()
    rows = [(one, one.edition.phase(now)) for one in page.object_list]
    return render(request, "applications/mine.html", {"page": page, "rows": rows})
