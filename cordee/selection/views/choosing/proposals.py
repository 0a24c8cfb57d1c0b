"""The proposals made so far, one of them in full, its data and its moves."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.kernel.places import REGION_OF
from cordee.selection import actions, policy, queries
from cordee.selection.forms import MoveForm, SeedForm
from cordee.selection.papers import stated_rules
from cordee.selection.views.choosing.rows import (
    current_set,
    explained,
    money_said,
    moves_of,
    proposal_of,
    rows_of,
    swaps,
    terms_said,
    tie_said,
)
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Deliberation, Panel
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def choices(request: Request, panel: Panel) -> HttpResponse:
    """The proposals made so far, and the form that asks for another."""
    form = SeedForm(request.POST or None, initial={"seed": panel.edition.key})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(
                panel, seed=form.cleaned_data["seed"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return _choices(request, panel, form, refusal.findings)
        if made is not None:
            return onward(request, "selection:choice", panel.public_id, made.public_id)
        messages.info(request, _("Le calcul est lancé : la proposition apparaîtra ici."))
        return onward(request, "selection:choices", panel.public_id)
    return _choices(request, panel, form)


def _choices(
    request: Request, panel: Panel, form: SeedForm, findings: list[Finding] | None = None
) -> HttpResponse:
    rows = panel.deliberations.select_related("by__person").defer("instance", "explanation")
    context = seen(
        panel,
        "choices",
        form=form,
        page=paginated(request, rows.order_by("-at", "-pk")),
        rules=stated_rules(panel.edition.definition),
        ruling=queries.ruling_of(panel),
        findings=findings or [],
    )
    failed = bool(findings) or form.is_bound
    return render(request, "selection/team/choices.html", context, status=422 if failed else 200)


@require_safe
@guarded(queries.panels, policy.may_run)
def choice(request: Request, panel: Panel, key: str) -> HttpResponse:
    """A proposal: who, why, what each rule changes, and the map beside."""
    return show(request, panel, proposal_of(panel, key))


def show(
    request: Request,
    panel: Panel,
    made: Deliberation,
    form: MoveForm | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    """The page of a proposal, with what was refused if something was."""
    current = current_set(made)
    rows = rows_of(made, current)
    counts = Counter(row.department for row in rows if row.place == "selected" and row.department)
    regions = {REGION_OF.get(code, "") for code in counts}
    names = [(str(row.deposit.public_id), row.name) for row in rows]
    context = seen(
        panel,
        "choices",
        made=made,
        feasible=made.result.get("status") == "optimal",
        page=paginated(request, rows),
        chosen=current,
        explained=explained(made),
        counts=dict(counts),
        region=regions.pop() if len(regions) == 1 else "",
        rules=stated_rules(made.version.definition),
        terms=terms_said(made),
        money=money_said(made, current),
        tie=tie_said(made, current),
        moves=moves_of(made, dict(names)),
        swaps=swaps(made, dict(names)),
        form=form or MoveForm(sorted(names, key=lambda pair: pair[1])),
        ruling=(ruling := queries.ruling_of(panel)),
        old=ruling is None and queries.changed_since(panel, made.at),
        findings=findings or [],
    )
    failed = bool(findings) or bool(form and form.is_bound)
    return render(request, "selection/team/choice.html", context, status=422 if failed else 200)


@require_safe
@guarded(queries.panels, policy.may_run)
def document(_request: Request, panel: Panel, key: str) -> HttpResponse:
    """The question and the answer as data: anybody may compute the choice again."""
    made = proposal_of(panel, key)
    found = {"instance": made.instance, "result": made.result, "empreinte": made.digest}
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="choix.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def explain(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Whether the explanation is there (for the page that waits); posting computes it now."""
    made = proposal_of(panel, key)
    if request.method == "POST":
        actions.explain(made)
        return onward(request, "selection:choice", panel.public_id, made.public_id)
    response = HttpResponse(status=204)
    if made.explanation is not None:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@guarded(queries.panels, policy.may_run)
def move(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Put a file elsewhere, with the reason of the jury."""
    made = proposal_of(panel, key)
    names = [(str(one.public_id), one.application.body_name) for one in queries.files(panel)]
    form = MoveForm(sorted(names, key=lambda pair: pair[1]), request.POST)
    if not form.is_valid():
        return show(request, panel, made, form)
    asked = form.cleaned_data
    try:
        actions.move(
            made, asked["deposit"], into=asked["into"], reason=asked["reason"], rank=asked["rank"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return show(request, panel, made, form, refusal.findings)
    messages.success(request, _("Le dossier est déplacé ; le procès-verbal en donnera la raison."))
    return onward(request, "selection:choice", panel.public_id, made.public_id)
