"""Passages between phases: the team writes and decides with the panel, delegations read theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.journeys import actions, gate_papers, policy
from cordee.journeys.models import Cohort, Crossing, Participation
from cordee.journeys.queries import gates as reading
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules.gates import stops
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.people.freshness import fresh
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
    from cordee.kernel.findings import Finding
    from cordee.programme.schema.choosing import Gate
    from cordee.web.requests import Request


def _gate(cohort: Cohort, key: str) -> Gate:
    found = reading.gate_of(cohort, key)
    if found is None:
        raise Http404
    return found


@require_safe
@guarded(cohorts, policy.may_pass)
@on_its_clock
def passing(request: Request, cohort: Cohort, key: str) -> HttpResponse:
    """A gate: its rules, what is written of each winner, who decides."""
    return _passing(request, cohort, _gate(cohort, key))


def _passing(
    request: Request, cohort: Cohort, gate: Gate, findings: list[Finding] | None = None
) -> HttpResponse:
    made = reading.passing_of(cohort, gate)
    written, page = reading.opinions(made), paginated(request, reading.concerned(cohort, gate))
    definition = cohort.edition.definition
    phase = next((one for one in definition.year.phases if one.key == gate.opens), None)
    going = sum(one.verdict == Crossing.Verdict.GO for one in written.values())
    context = {
        "cohort": cohort, "gate": gate, "made": made, "phase": phase, "binding": stops(gate),
        "page": page, "lines": [(one, written.get(one.pk)) for one in page.object_list],
        "criteria": [one for one in definition.criteria if one.key in gate.criteria],
        "who": reading.deciders(cohort, gate, timezone.now()),
        "sent": set(request.POST.getlist("present")), "others": request.POST.get("autres", ""),
        "going": going, "findings": findings or [], "failed": bool(findings),
    }  # fmt: skip
    return render(request, "journeys/passing.html", context, status=422 if findings else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_pass)
@on_its_clock
def crossing(request: Request, cohort: Cohort, key: str, one: str) -> HttpResponse:
    """One winner at a gate: whether it goes on, why, criterion by criterion."""
    gate = _gate(cohort, key)
    found: Participation = row_or_404(
        lambda: reading.concerned(cohort, gate).select_related("outcome__deposit"), public_id=one
    )
    found.cohort = cohort
    findings: list[Finding] = []
    if request.method == "POST":
        try:
            actions.write_crossing(
                found,
                gate,
                verdict=request.POST.get("verdict", ""),
                reasons=request.POST.get("motifs", ""),
                criteria={each: request.POST.get(f"critere-{each}", "") for each in gate.criteria},
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("C’est gardé ; rien n’est encore annoncé."))
            return onward(request, "journeys:passing", cohort.public_id, gate.key)
    return _crossing(request, found, gate, findings)


def _crossing(
    request: Request, found: Participation, gate: Gate, findings: list[Finding]
) -> HttpResponse:
    cohort, sent = found.cohort, request.POST
    passed = reading.passing_of(cohort, gate)
    made = reading.opinions(passed).get(found.pk)
    who = reading.deciders(cohort, gate, timezone.now())
    told = made.criteria if made else {}
    context: dict[str, Any] = {
        "cohort": cohort, "gate": gate, "participation": found, "decided": passed and passed.at,
        "verdict": sent.get("verdict", made.verdict if made else ""),
        "reasons": sent.get("motifs", made.reasons if made else ""),
        "verdicts": Crossing.Verdict.choices,
        "criteria": [
            (one, sent.get(f"critere-{one.key}", told.get(one.key, "")))
            for one in cohort.edition.definition.criteria
            if one.key in gate.criteria
        ],
        "away": reading.away_from(who.members, found.outcome.deposit.application_id),
        "findings": findings, "failed": bool(findings),
    }  # fmt: skip
    return render(request, "journeys/crossing.html", context, status=422 if findings else 200)


@require_POST
@guarded(cohorts, policy.may_pass)
@on_its_clock
def decide(request: Request, cohort: Cohort, key: str) -> HttpResponse:
    """Take the decision, in private."""
    gate = _gate(cohort, key)
    try:
        actions.decide_passing(
            cohort, gate, present=request.POST.getlist("present"),
            others=request.POST.get("autres", "")[:2000], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _passing(request, cohort, gate, refusal.findings)
    messages.success(request, _("La décision est prise ; elle reste privée jusqu’à l’annonce."))
    return onward(request, "journeys:passing", cohort.public_id, gate.key)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh
@guarded(cohorts, policy.may_pass)
@on_its_clock
def announce(request: Request, cohort: Cohort, key: str) -> HttpResponse:
    """Tell every delegation together."""
    gate = _gate(cohort, key)
    made = reading.passing_of(cohort, gate)
    if request.method != "POST" or made is None:
        return onward(request, "journeys:passing", cohort.public_id, gate.key)
    try:
        actions.release_passing(made, gate, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _passing(request, cohort, gate, refusal.findings)
    messages.success(request, _("La décision est annoncée à chaque délégation."))
    return onward(request, "journeys:passing", cohort.public_id, gate.key)


@require_safe
@guarded(cohorts, policy.may_pass)
@on_its_clock
def minutes(_request: Request, cohort: Cohort, key: str) -> HttpResponse:
    """The minutes of a passage, once it is decided."""
    gate = _gate(cohort, key)
    made = reading.passing_of(cohort, gate)
    if made is None or made.at is None:
        raise Http404
    response = HttpResponse(gate_papers.minutes_pdf(made, gate), content_type="application/pdf")
    name = f"passage-{slugify(gate.key)}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
@guarded(rows, policy.may_read)
@on_its_clock
def own(request: Request, participation: Participation) -> HttpResponse:
    """What a delegation was told at each passage; nothing before it is announced."""
    told = reading.told_to(participation, timezone.now())
    gates = {one.key: one for one in participation.cohort.edition.definition.gates}
    labels = {one.key: one.label for one in participation.cohort.edition.definition.criteria}
    context = {
        "participation": participation,
        "cohort": participation.cohort,
        "lines": [
            (
                gates.get(one.passing.gate),
                one,
                [(labels.get(key, key), text) for key, text in one.criteria.items()],
            )
            for one in told
        ],
    }
    return render(request, "journeys/own_passages.html", context)
