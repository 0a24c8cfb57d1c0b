"""The register of decisions on money: organs, mandates, decisions, objections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import actions, forms, policy, queries, rules
from cordee.alliance.models import Organ
from cordee.alliance.papers import decision_pdf
from cordee.kernel.findings import Refused
from cordee.people.guard import staff_only
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form

    from cordee.alliance.models import MoneyDecision, Objection
    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")
FAILED = 422
ORGANS = 25


def _tried(form: Form, act: Callable[[dict[str, Any]], object]) -> list[Any] | None:
    """Do what a valid form asks: its refusals, [] when nothing is wrong, None for a bad form."""
    if not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        return list(refusal.findings)
    return []


def _status(findings: list[Any] | None, *, sent: bool) -> int:
    return FAILED if sent and findings != [] else 200


@require_http_methods([*BOTH])
@staff_only
def decisions(request: Request) -> HttpResponse:
    """Which organ decides which sums, what was decided, and a new organ."""
    form = forms.OrganForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        now = timezone.now()
        findings = _tried(form, lambda typed: actions.name_organ(
            typed["label"], typed["decides"], ceiling=typed["ceiling"],
            quorum=typed["quorum"] or 0, meets_every=typed["meets_every"], by=request.user,
            at=now,
        ))  # fmt: skip
        if findings == []:
            messages.success(request, _("L’organe est inscrit ; nommez ses membres."))
            made = Organ.objects.order_by("-pk")[:1].get()
            return onward(request, "alliance:organ", made.public_id)
    context = {
        "organs": queries.organs()[:ORGANS],
        "page": paginated(request, queries.decisions()),
        "form": form,
        "findings": findings or [],
    }
    status = _status(findings, sent=request.method == "POST")
    return render(request, "alliance/decisions.html", context, status=status)


@require_http_methods([*BOTH])
@guarded(Organ, policy.may_keep)
def organ(request: Request, organ: Organ) -> HttpResponse:
    """Who sits there, from when to when, and a new mandate."""
    form = forms.MandateForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        now = timezone.now()

        def seat(typed: dict[str, Any]) -> None:
            person = actions.known(
                typed["email"], typed["given_name"], typed["family_name"], by=request.user, at=now
            )
            actions.give_mandate(
                organ, person, title=typed["title"], starts=typed["starts"], by=request.user, at=now
            )

        findings = _tried(form, seat)
        if findings == []:
            messages.success(request, _("Le mandat est inscrit."))
            return onward(request, "alliance:organ", organ.public_id)
    return _organ(request, organ, form, findings)


def _organ(
    request: Request, organ: Organ, form: Form, findings: list[Any] | None, **more: Any
) -> HttpResponse:
    context = {
        "organ": organ,
        "form": form,
        "meeting": forms.MeetingForm(prefix="reunion"),
        "meetings": organ.meetings.order_by("-on", "-pk")[:ORGANS],
        "ending": forms.EndForm(prefix="fin"),
        "page": paginated(request, queries.mandates(organ)),
        "findings": findings or [],
        **more,
    }
    status = _status(findings, sent=request.method == "POST")
    return render(request, "alliance/organ.html", context, status=status)


@require_POST
@guarded(Organ, policy.may_keep)
def hold(request: Request, organ: Organ) -> HttpResponse:
    """Write down that an organ met."""
    form = forms.MeetingForm(request.POST, prefix="reunion")
    now = timezone.now()
    findings = _tried(
        form, lambda typed: actions.hold_meeting(organ, **typed, by=request.user, at=now)
    )
    if findings == []:
        messages.success(request, _("La réunion est inscrite."))
        return onward(request, "alliance:organ", organ.public_id)
    return _organ(request, organ, forms.MandateForm(), findings, meeting=form)


@require_POST
@guarded(Organ, policy.may_keep)
def end_mandate(request: Request, organ: Organ, mandate: int) -> HttpResponse:
    """End a mandate on its last day."""
    row = row_or_404(organ.mandates.all, pk=mandate)
    form = forms.EndForm(request.POST, prefix="fin")
    now = timezone.now()
    findings = _tried(
        form, lambda typed: actions.end_mandate(row, on=typed["ends"], by=request.user, at=now)
    )
    if findings == []:
        return onward(request, "alliance:organ", organ.public_id)
    said = list(findings or []) or rules.unsaid_day()
    return _organ(request, organ, forms.MandateForm(), said)


@require_http_methods([*BOTH])
@guarded(Organ, policy.may_keep)
def decide(request: Request, organ: Organ) -> HttpResponse:
    """Record a decision: its sum, its reason, where each member stood."""
    form = forms.DecisionForm(list(queries.mandates(organ)), request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        now = timezone.now()

        def keep(typed: dict[str, Any]) -> None:
            asked = rules.Asked(typed["on"], typed["amount"], typed["reason"], form.positions())
            actions.decide(organ, asked, by=request.user, at=now, **form.facts())

        findings = _tried(form, keep)
        if findings == []:
            made = organ.decisions.order_by("-pk")[:1].get()
            return onward(request, "alliance:decision", made.public_id)
    context = {"organ": organ, "form": form, "findings": findings or []}
    status = _status(findings, sent=request.method == "POST")
    return render(request, "alliance/decide.html", context, status=status)


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
        "findings": findings or [],
        **more,
    }
    failed = bool(findings or more)
    return render(request, "alliance/decision.html", context, status=FAILED if failed else 200)


@require_safe
@guarded(queries.decisions, policy.may_keep)
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
        who = actions.known(
            typed["email"], typed["given_name"], typed["family_name"], by=request.user, at=now
        )
        actions.object_to(decision, who, typed["reason"], by=request.user, at=now)

    findings = _tried(form, keep)
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
    findings = _tried(form, lambda typed: actions.answer(
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
    findings = _tried(
        form,
        lambda typed: actions.strike(decision, because=typed["because"], by=request.user, at=now),
    )
    if findings == []:
        return onward(request, "alliance:decision", decision.public_id)
    return _decision(request, decision, findings, striking=form)


@require_safe
@guarded(queries.decisions, policy.may_keep)
def paper(request: Request, decision: MoneyDecision) -> HttpResponse:  # noqa: ARG001 - the shape of a view
    """The decision on paper: the same bytes for the same rows."""
    response = HttpResponse(decision_pdf(decision), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="decision.pdf"'
    response["Cache-Control"] = "no-store"
    return response
