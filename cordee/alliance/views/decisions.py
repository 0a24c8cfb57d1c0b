"""A decision on money as a page and a paper; objections and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.alliance import actions, forms, policy, queries, rules
from cordee.alliance.papers import decision_pdf
from cordee.alliance.views.answering import FAILED, tried
from cordee.people.actions import find_or_add
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from cordee.alliance.models import MoneyDecision, Objection
    from cordee.web.requests import Request


def _decision(
    request: Request, decision: MoneyDecision, findings: list[Any] | None = None, **more: Any
) -> HttpResponse:
    stood = list(decision.positions.select_related("person").order_by("pk"))
    context = {
        "decision": decision,
        "stood": stood,
        "counts": rules.counts(queries.stands(decision)),
        "page": paginated(
            request, decision.objections.select_related("author").order_by("pk"), per_page=10
        ),
        "objecting": forms.ObjectionForm(prefix="objection"),
        "answering": forms.AnswerForm(prefix="reponse"),
        "striking": forms.StrikeForm(prefix="rayer"),
        "answered": 0,
        "keeps": bool(policy.may_keep(request.user, decision, at=timezone.now())),
        "findings": findings or [],
        **more,
    }
    failed = bool(findings or more)
    return render(request, "alliance/decision.html", context, status=FAILED if failed else 200)


@require_safe
@guarded(queries.decisions, policy.may_read)
def decision(request: Request, decision: MoneyDecision) -> HttpResponse:
    """One decision, and what was objected to it."""
    return _decision(request, decision)


@require_POST
@guarded(queries.decisions, policy.may_keep)
def object_to(request: Request, decision: MoneyDecision) -> HttpResponse:
    """Keep an objection to a decision, with who makes it and why."""
    form = forms.ObjectionForm(request.POST, prefix="objection")
    now = timezone.now()

    def keep(typed: dict[str, Any]) -> None:
        who = find_or_add(
            typed["email"], typed["given_name"], typed["family_name"], by=request.user, at=now
        )
        actions.object_to(decision, who, typed["reason"], by=request.user, at=now)

    findings = tried(form, keep)
    if findings == []:
        return onward(request, "alliance:decision", decision.public_id)
    return _decision(request, decision, findings, objecting=form)


@require_POST
@guarded(queries.objections, policy.may_keep)
def answer(request: Request, objection: Objection) -> HttpResponse:
    """Answer an objection."""
    decision = row_or_404(queries.decisions, pk=objection.decision_id)
    form = forms.AnswerForm(request.POST, prefix="reponse")
    now = timezone.now()
    findings = tried(form, lambda typed: actions.answer(
        objection, typed["answer"], outcome=typed["outcome"], by=request.user, at=now
    ))  # fmt: skip
    if findings == []:
        return onward(request, "alliance:decision", decision.public_id)
    return _decision(request, decision, findings, answering=form, answered=objection.pk)


@require_POST
@guarded(queries.decisions, policy.may_keep)
def strike(request: Request, decision: MoneyDecision) -> HttpResponse:
    """Strike out a decision recorded by mistake."""
    form = forms.StrikeForm(request.POST, prefix="rayer")
    now = timezone.now()
    findings = tried(
        form,
        lambda typed: actions.strike(decision, because=typed["because"], by=request.user, at=now),
    )
    if findings == []:
        return onward(request, "alliance:decision", decision.public_id)
    return _decision(request, decision, findings, striking=form)


@require_safe
@guarded(queries.decisions, policy.may_read)
def paper(request: Request, decision: MoneyDecision) -> HttpResponse:  # noqa: ARG001 - the shape of a view
    """The decision on paper: the same bytes for the same rows."""
    response = HttpResponse(decision_pdf(decision), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="decision.pdf"'
    response["Cache-Control"] = "no-store"
    return response
