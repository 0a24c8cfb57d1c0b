"""Ties with candidates, said before reading: by jurors, and by whoever of the team follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, missing
from cordee.people.actions.persons import change_profile
from cordee.people.policy import is_staff
from cordee.selection import actions, queries
from cordee.selection.forms import InterestsForm
from cordee.selection.models import Juror
from cordee.selection.views.shell import for_juror
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, row_or_404, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.paginator import Page
    from django.http import HttpResponse

    from cordee.applications.models import Application, Deposit
    from cordee.kernel.findings import Finding
    from cordee.web.requests import Request

LONGEST_REASON = 1000


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def declare(request: Request, juror: Juror) -> HttpResponse:
    """Say one's interests, file by file; the house points at what it sees by itself."""
    return _declare(request, juror, "selection:panel")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declare_as_team(request: Request, public_id: str) -> HttpResponse:
    """The same for someone of the team who follows the panel without sitting on it."""
    now = timezone.now()
    if not is_staff(request.user, now):
        raise Http404
    panel = row_or_404(queries.panels, public_id=public_id)
    rows = panel.jurors.filter(person__user=request.user).select_related("person", "organisation")
    juror = rows.first() or Juror(
        panel=panel, person=request.user.person, part=Juror.Part.TEAM, voting=False, starts=now
    )
    juror.panel = panel
    return _declare(request, juror, "selection:panels")


def _declare(request: Request, juror: Juror, onto: str) -> HttpResponse:
    page = paginated(request, _open(juror).order_by("application__body_name", "pk"))
    form = InterestsForm(
        request.POST or None,
        initial={"interests": juror.interests},
        named=page.has_next() or bool(juror.person.given_name or juror.person.family_name),
    )
    if request.method != "POST":
        return _declaration(request, juror, page, form)
    asked = {
        one.application: _reason(request, one)
        for one in page.object_list
        if f"deport-{one.application.public_id}" in request.POST
    }
    last = "suite" not in request.POST
    if not form.is_valid():
        return _declaration(request, juror, page, form, status=422)
    try:
        _record(request, juror, asked, form.cleaned_data["interests"] if last else None)
        if form.name:
            now = timezone.now()
            change_profile(juror.person, by=request.user, at=now, **form.name)
    except Refused as refusal:
        return _declaration(request, juror, page, form, findings=refusal.findings, status=422)
    if not last:
        number = page.number if asked else page.number + 1
        return onward(request, f"{request.path}?page={number}")
    messages.success(
        request, _("Vos intérêts sont déclarés. Merci : la décision en sera plus sûre.")
    )
    return onward(request, onto, *([juror.panel.public_id] if onto.endswith(":panel") else []))


def _open(juror: Juror) -> Any:
    """The files she may still be tied to; before her row exists, all of them."""
    return queries.open_to(juror) if juror.pk else queries.files(juror.panel)


def _reason(request: Request, deposit: Deposit) -> str:
    typed = request.POST.get(f"raison-{deposit.application.public_id}", "")
    return typed.replace("\0", "").strip()[:LONGEST_REASON]


def _record(
    request: Request, juror: Juror, asked: Mapping[Application, str], interests: str | None
) -> None:
    """Write what was said; `interests` is None while the list goes on."""
    now = timezone.now()
    if any(not reason for reason in asked.values()):
        sentence = "Dites en une phrase la raison de chaque déport."
        raise Refused(missing("recusal.reason", "reason", sentence))
    juror = actions.follow(juror, by=request.user, at=now)
    if interests is not None:
        actions.declare(juror, asked, interests=interests, by=request.user, at=now)
        return
    for application, reason in asked.items():
        actions.recuse(juror, application, reason=reason, by=request.user, at=now)


def _declaration(
    request: Request,
    juror: Juror,
    page: Page[Any],
    form: InterestsForm,
    *,
    findings: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = [
        {
            "deposit": one,
            "key": one.application.public_id,
            "hints": hints,
            "ticked": f"deport-{one.application.public_id}" in request.POST,
            "reason": _reason(request, one),
        }
        for one, hints in queries.conflicted(juror, page.object_list, timezone.now())
    ]
    lines.sort(key=lambda line: not line["hints"])
    context = {
        "juror": juror,
        "panel": juror.panel,
        "team": juror.part == Juror.Part.TEAM,
        "page": page,
        "lines": lines,
        "form": form,
        "findings": findings or [],
        "failed": bool(findings) or form.is_bound,
    }
    return render(request, "selection/declare.html", context, status=status)
