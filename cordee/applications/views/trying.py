"""Is this call for us? The rules that guard the form answer, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone

from cordee.applications.forms.gathering import TryForm
from cordee.applications.forms.structure import KnownForm
from cordee.applications.models import Application
from cordee.applications.queries.doors import judged, keep_out, own_door
from cordee.applications.views.begin import named_body
from cordee.calls import queries as calls
from cordee.territories.forms import only_looking
from cordee.web.guards import require_http_methods, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: Request, key: str) -> HttpResponse:
    """Tell any visitor whether her body may apply, and why; nothing is kept of what she says."""
    edition = row_or_404(calls.public_one, key=key)
    data = request.POST if request.method == "POST" else None
    form = TryForm(edition.definition, data, named_body(request))
    known = KnownForm(edition.definition, data=data)
    shown: dict[str, Any] = {"edition": edition, "form": form, "known_form": known}
    if data is None or not form.is_valid() or not known.is_valid():
        calm = form.is_bound and only_looking(form)
        status = 422 if data is not None and not calm else 200
        return render(request, "applications/eligibility.html", shown, status=status)
    body = _body(edition, form, known)
    now = timezone.now()
    door = own_door(body, now)
    found = judged(body, door, now)
    shown |= {"eligibility": found, "door": door}
    shown["body"] = form.cleaned_data.get("territory")
    shown["refused"] = bool(keep_out(found))
    return render(request, "applications/eligibility.html", shown)


def _body(edition: Edition, form: TryForm, known: KnownForm) -> Application:
    """A file that nobody writes: who asks, on which track."""
    territory = form.cleaned_data.get("territory")
    body = Application(
        edition=edition,
        territory=territory,
        kind=territory.kind if territory else form.cleaned_data.get("kind", ""),
        track=form.cleaned_data.get("track", ""),
    )
    body.known = known.known
    return body
