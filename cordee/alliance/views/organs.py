"""Organs as pages: who sits, when they meet, what they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import actions, forms, policy, queries, rules
from cordee.alliance.models import Organ
from cordee.alliance.views.answering import BOTH, status_of, tried
from cordee.people.actions import find_or_add
from cordee.people.policy import is_staff, only_staff
from cordee.web.components import paginated
from cordee.web.guards import (
    allowed,
    guarded,
    onward,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from cordee.web.requests import Request


ORGANS = 25


@require_http_methods([*BOTH])
@allowed(policy.may_open)
def decisions(request: Request) -> HttpResponse:
    """Which organ decides which sums, what was decided, and a new organ; a member, of her own."""
    if not is_staff(request.user, timezone.now()):
        return _own_decisions(request)
    form = forms.OrganForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        now = timezone.now()
        findings = tried(form, lambda typed: actions.name_organ(
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
        "keeps": True,
    }
    status = status_of(findings, sent=request.method == "POST")
    return render(request, "alliance/decisions.html", context, status=status)


def _own_decisions(request: Request) -> HttpResponse:
    """The register of the organs where she sits: read, never written."""
    if request.method == "POST":
        raise PermissionDenied(only_staff(request.user, timezone.now()).reason)
    own = policy.seated(request.user, timezone.now())
    context = {
        "organs": queries.organs().filter(pk__in=own)[:ORGANS],
        "page": paginated(request, queries.decisions().filter(organ__in=own)),
        "keeps": False,
    }
    return render(request, "alliance/decisions.html", context)


@require_http_methods([*BOTH])
@guarded(Organ, policy.may_read_organ)
def organ(request: Request, organ: Organ) -> HttpResponse:
    """Who sits there, from when to when, and a new mandate."""
    now = timezone.now()
    if not policy.may_keep(request.user, organ, at=now):
        if request.method == "POST":
            raise PermissionDenied(only_staff(request.user, now).reason)
        return _organ(request, organ, forms.MandateForm(), None)
    form = forms.MandateForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        now = timezone.now()

        def seat(typed: dict[str, Any]) -> None:
            person = find_or_add(
                typed["email"], typed["given_name"], typed["family_name"], by=request.user, at=now
            )
            actions.give_mandate(
                organ, person, title=typed["title"], starts=typed["starts"], by=request.user, at=now
            )

        findings = tried(form, seat)
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
        "keeps": bool(policy.may_keep(request.user, organ, at=timezone.now())),
        **more,
    }
    status = status_of(findings, sent=request.method == "POST")
    return render(request, "alliance/organ.html", context, status=status)


@require_POST
@guarded(Organ, policy.may_keep)
def hold(request: Request, organ: Organ) -> HttpResponse:
    """Write down that an organ met."""
    form = forms.MeetingForm(request.POST, prefix="reunion")
    now = timezone.now()
    findings = tried(
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
    findings = tried(
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

        findings = tried(form, keep)
        if findings == []:
            made = organ.decisions.order_by("-pk")[:1].get()
            return onward(request, "alliance:decision", made.public_id)
    context = {"organ": organ, "form": form, "findings": findings or []}
    status = status_of(findings, sent=request.method == "POST")
    return render(request, "alliance/decide.html", context, status=status)
