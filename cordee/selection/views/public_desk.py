"""The team's side of a public vote, and the draws by lot of the members of a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.forms.public import CommitForm, DrawForm, PaperForm
from cordee.selection.models import SeatDraw
from cordee.selection.queries import public as reading
from cordee.selection.queries.panels import composed
from cordee.selection.rules.ballots import kind_of, named_values
from cordee.selection.rules.draws import lines_of, print_of
from cordee.selection.rules.public import is_public
from cordee.selection.views.shell import led, seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, row_or_404

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def desk(request: Request, panel: Panel) -> HttpResponse:
    """How many voted; how many could; what came by post or at a counter."""
    stage = queries.stage_of(panel)
    if not is_public(stage):
        raise Http404
    known = reading.turnout(panel)
    paper = reading.paper_received(panel)
    rows = sorted((queries.name_of(one, stage), str(one.public_id)) for one in queries.files(panel))
    page = paginated(request, rows)
    files = [(key, name, paper[key]) for name, key in page.object_list]
    initial = {"electorate": known.electorate, "voters": known.paper}
    kind, values = kind_of(stage), reading.values_of(panel)
    form = PaperForm(
        files, request.POST if request.method == "POST" else None, initial=initial,
        ways=(values, named_values(kind), kind != "ranked"),
        kept=reading.paper_marks(panel) if values else None,
    )  # fmt: skip
    found = reading.turnout_found(panel) if panel.closed_at else []
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.count_paper(
                panel, electorate=told["electorate"], voters=told["voters"],
                received=form.received, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            found = [*refusal.findings, *found]
        else:
            messages.success(request, _("C’est enregistré."))
            return onward(request, request.get_full_path())
    context = seen(panel, "follow", known=known, form=form, page=page, found=found)
    failed = form.is_bound
    return render(request, "selection/team/public.html", context, status=422 if failed else 200)


def _seats(panel: Panel) -> list[tuple[str, str]]:
    jury = composed(panel)
    return [(one.key, said(one.label)) for one in jury.seats if one.drawn] if jury else []


@require_http_methods(["GET", "HEAD", "POST"])
@led
def draws(request: Request, panel: Panel) -> HttpResponse:
    """The draws announced and done; the form that announces another."""
    form = CommitForm(_seats(panel), request.POST if request.method == "POST" else None)
    findings: list[Finding] = []
    if form.is_valid():
        asked = form.cleaned_data
        try:
            actions.commit_draw(
                panel, seat=asked["seat"], places=asked["places"], people=asked["people"],
                source=asked["source"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("Le tirage est annoncé : publiez son empreinte."))
            return onward(request, "selection:draws", panel.public_id)
    return _draws(request, panel, form, findings)


def _draws(
    request: Request,
    panel: Panel,
    form: CommitForm | DrawForm,
    findings: list[Finding],
    names: tuple[SeatDraw, list[str]] | None = None,
) -> HttpResponse:
    seats = _seats(panel)
    labels = dict(seats)
    made = list(panel.draws.order_by("-pk")[:25])
    context = seen(
        panel, "members", findings=findings, seats=seats, bound=form if form.is_bound else None,
        form=form if isinstance(form, CommitForm) else CommitForm(seats),
        draw_form=form if isinstance(form, DrawForm) else DrawForm(),
        rows=[(one, labels.get(one.seat, one.seat), one.order[: one.places],
               one.order[one.places : one.places * 2]) for one in made],
        names=names[1] if names else [],
    )  # fmt: skip
    failed = bool(findings) or (form.is_bound and not form.is_valid())
    return render(request, "selection/team/draws.html", context, status=422 if failed else 200)


@require_POST
@led
def draw(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Draw with the value that chance gave; the names show when the list is given again."""
    made = row_or_404(lambda: SeatDraw.objects.filter(panel=panel), public_id=key)
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _draws(request, panel, form, [])
    lines = lines_of(form.cleaned_data["people"])
    try:
        if made.drawn_at is None:
            made = actions.draw_seats(
                made, seed=form.cleaned_data["seed"], by=request.user, at=timezone.now()
            )
    except Refused as refusal:
        return _draws(request, panel, form, refusal.findings)
    if not lines:
        return onward(request, "selection:draws", panel.public_id)
    if print_of(lines) != made.digest:
        messages.error(request, _("Cette liste n’est pas celle qui fut annoncée : aucun nom."))
        return onward(request, "selection:draws", panel.public_id)
    names = [lines[rank - 1] for rank in made.order[: made.places * 2]]
    return _draws(request, panel, CommitForm(_seats(panel)), [], (made, names))
