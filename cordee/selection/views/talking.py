"""What is said around a file: by a juror beside her grid, by the team on its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.forms import ContactForm
from cordee.selection.models import Contact, Juror, Remark
from cordee.selection.views.marking import sure_of
from cordee.selection.views.shell import for_reader, led, seen
from cordee.web.guards import (
    onward,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from cordee.applications.models import Deposit
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request

SEALED = (
    "Le fil de discussion s’ouvre avec les notes des autres : quand les vôtres sont complètes, ou "
    "à la clôture, selon l’appel."
)


def _typed(request: Request, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")


def _back(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    return onward(request, "selection:file", juror.panel.public_id, deposit.public_id)


@require_POST
@for_reader
def be_sure(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Keep her confidence as she ticks it."""
    actions.be_sure(juror, deposit, sure_of(_typed(request, "assurance")), at=timezone.now())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return _back(request, juror, deposit)


@require_POST
@for_reader
def report(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Keep the report of who instructs the file."""
    actions.report(juror, deposit, _typed(request, "rapport"), by=request.user, at=timezone.now())
    messages.success(request, _("Votre rapport est enregistré ; le jury peut le lire."))
    return _back(request, juror, deposit)


@require_POST
@for_reader
def confirm(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Her marks stand, although more was learnt since."""
    actions.confirm(juror, deposit, by=request.user, at=timezone.now())
    messages.success(request, _("Vos notes sont maintenues."))
    return _back(request, juror, deposit)


@require_POST
@for_reader
def remark(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Say something to the other jurors, once their marks may be seen."""
    if not policy.sees_others(juror, deposit):
        raise PermissionDenied(SEALED)
    actions.remark(
        juror.panel,
        deposit.application,
        _typed(request, "message"),
        audience=_typed(request, "destinataires"),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Votre message est dans le fil."))
    return _back(request, juror, deposit)


@require_POST
@for_reader
def unsay(request: Request, juror: Juror, deposit: Deposit, remark: str) -> HttpResponse:
    """Take one's own remark back."""
    rows = Remark.objects.filter(panel=juror.panel, application=deposit.application)
    found = row_or_404(lambda: rows.filter(by=request.user), public_id=remark)
    actions.unsay(found, by=request.user, at=timezone.now())
    return _back(request, juror, deposit)


def _deposit(panel: Panel, key: str) -> Deposit:
    found: Deposit = row_or_404(lambda: queries.files(panel), public_id=key)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@led
def team_file(request: Request, panel: Panel, deposit: str) -> HttpResponse:
    """One file for the team: its marks, its reports, the exchanges, what the jurors told it."""
    found = _deposit(panel, deposit)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.contact(
                panel, found.application, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return _team_file(request, panel, found, form, refusal.findings)
        messages.success(request, _("L’échange est gardé au dossier ; le jury le lit."))
        return onward(request, "selection:team_file", panel.public_id, found.public_id)
    return _team_file(request, panel, found, form)


def _team_file(
    request: Request,
    panel: Panel,
    deposit: Deposit,
    form: ContactForm | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    stage = queries.stage_of(panel)
    application = deposit.application
    said = queries.readings(panel, application)
    criteria = queries.asked(deposit, stage)
    context: dict[str, Any] = seen(
        panel,
        "ranking",
        deposit=deposit,
        name=queries.name_of(deposit, stage),
        stage=stage,
        criteria=criteria,
        marks=[
            (juror, [marks.get(one.key) for one in criteria])
            for juror, marks in queries.all_marks(panel, deposit)
        ],
        sure={one.juror_id: one.get_confidence_display() for one in said if one.confidence},
        reports=[one for one in said if one.report and one.juror.part == Juror.Part.REPORTER],
        contacts=queries.contacts(panel, application),
        thread=list(queries.remarks_for_team(panel, application, request.user)[:50]),
        form=form or ContactForm(),
        findings=findings or [],
        failed=bool(findings) or bool(form and form.is_bound),
    )
    status = 422 if context["failed"] else 200
    return render(request, "selection/team/file.html", context, status=status)


@require_POST
@led
def answered(request: Request, panel: Panel, deposit: str, contact: str) -> HttpResponse:
    """Keep the answer of a candidate that came later."""
    found = _deposit(panel, deposit)
    rows = Contact.objects.filter(panel=panel, application=found.application)
    made = row_or_404(lambda: rows, public_id=contact)
    actions.answer(made, _typed(request, "answer"), by=request.user, at=timezone.now())
    messages.success(request, _("La réponse est gardée au dossier."))
    return onward(request, "selection:team_file", panel.public_id, found.public_id)


@require_POST
@led
def team_remark(request: Request, panel: Panel, deposit: str) -> HttpResponse:
    """The team writes to the jurors of a file."""
    found = _deposit(panel, deposit)
    actions.remark(
        panel,
        found.application,
        _typed(request, "message"),
        audience=Remark.Audience.STAFF,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Votre message est dans le fil."))
    return onward(request, "selection:team_file", panel.public_id, found.public_id)


@require_POST
@led
def calibrate(request: Request, panel: Panel) -> HttpResponse:
    """Choose the file everybody reads first."""
    key = _typed(request, "dossier")
    if key:
        rows = queries.files(panel)
        chosen = row_or_404(lambda: rows, application__public_id=key).application
    else:
        chosen = None
    if panel.closed_at is not None:
        raise Http404
    actions.calibrate_on(panel, chosen, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Le dossier d’étalonnage est choisi.") if chosen else _("Plus de dossier d’étalonnage."),
    )
    return onward(request, "selection:sharing", panel.public_id)
