"""What the files of a call take up of its themes, and where the others are directed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.referring import refer
from cordee.applications.forms import said
from cordee.applications.forms.papers import ReferralForm
from cordee.applications.models import Deposit, Referral
from cordee.applications.policy import withheld
from cordee.applications.rules.coverage import covered
from cordee.applications.views.dashboard import calls
from cordee.applications.views.instruction import for_file
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.programme.schema import questions as q
from cordee.territories.rules import department_name
from cordee.web.guards import onward, refused, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.applications.rules.coverage import Coverage
    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@require_safe
@for_team
def coverage(request: Request, key: str) -> HttpResponse:
    """Each question with options: which are taken up, in which département; one query each."""
    edition = row_or_404(calls, key=key)
    unseen = withheld(request.user, timezone.now())
    sent = Referral.objects.filter(application__edition=edition).exclude(application__in=unseen)
    counted = sent.order_by().values_list("kind").annotate(n=Count("application", distinct=True))
    labels = dict(Referral.Kind.choices)
    context = {
        "edition": edition,
        "matrices": _matrices(edition, unseen),
        "referred": [(labels.get(kind, kind), count) for kind, count in counted.order_by("kind")],
        "directed": sent.order_by().values("application").distinct().count(),
    }
    return render(request, "applications/desk/coverage.html", context)


def _matrices(edition: Edition, unseen: Collection[int]) -> list[Coverage]:
    rows = Deposit.objects.filter(
        in_force__edition=edition, in_force__withdrawn_at=None
    ).exclude(in_force__in=unseen)  # fmt: skip
    found = []
    for question in edition.definition.questions():
        if not isinstance(question, q.Choice):
            continue
        files = rows.order_by().values_list(
            "in_force__department", f"content__answers__{question.key}"
        )
        names = {code: department_name(code) or _("ailleurs") for code, _answer in files}
        options = {one.key: said(one.label) for one in question.options}
        found.append(covered(said(question.label), options, files, names))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def orient(request: Request, application: Application) -> HttpResponse:
    """Direct a territory to what may serve it next."""
    form = ReferralForm(request.POST or None)
    shown = {"application": application, "edition": application.edition, "form": form,
             "referrals": application.referrals.order_by("at", "pk")}  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "applications/orient.html", {**shown, "findings": []}, status=status)
    try:
        refer(application, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, "applications/orient.html", refusal.findings, **shown)
    messages.success(request, _("C’est noté, et l’équipe candidate en est prévenue."))
    return onward(request, "applications:instruct", application.public_id)
