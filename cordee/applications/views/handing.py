"""Handing in: read again, check, deposit, prove, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, papers, policy, queries
from cordee.applications.forms import ReasonForm
from cordee.applications.models import Deposit
from cordee.applications.reading import NOT_FOR_JURY, read_content
from cordee.applications.rules import deposit_findings
from cordee.applications.rules.approvals import changed_since
from cordee.applications.rules.deposit import asked, printed_pages
from cordee.applications.rules.evasive import evasive_findings
from cordee.applications.views import shell
from cordee.applications.words import said
from cordee.kernel import french
from cordee.kernel.findings import Refused, Strength, Verdict
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.kernel.findings import Finding
    from cordee.web.requests import Request


@require_safe
@guarded(shell.files, policy.may_read)
def read(request: Request, application: Application) -> HttpResponse:
    """The file as the jury will read it, with its length on paper.

    Its writers read their draft; the staff, what was handed in.
    """
    ours = policy.writes(request.user, application)
    context = _as_written(application) if ours else _as_handed_in(application)
    return render(request, "applications/read.html", shell.shown(application, "read", **context))


def _as_written(application: Application) -> dict[str, Any]:
    draft = queries.draft_of(application, timezone.now())
    definition = application.edition.definition
    content = queries.content_of(application, draft, timezone.now())
    kept = [said(one.label) for one in asked(definition, draft) if one.audience in NOT_FOR_JURY]
    return {
        "reading": read_content(definition, content, NOT_FOR_JURY),
        "kept_back": french.listed(kept) if kept else "",
        "pages": printed_pages(definition, draft),
        "most": definition.pages_of(application.step),
    }


def _as_handed_in(application: Application) -> dict[str, Any]:
    made = application.current
    found = read_content(made.version.definition, made.content, NOT_FOR_JURY) if made else []
    return {"reading": found}


def _found(application: Application) -> dict[str, Any]:
    """Every remark under the page that mends it, those that refuse first, then advice."""
    draft = queries.draft_of(application, timezone.now())
    definition = application.edition.definition
    found = deposit_findings(definition, draft, timezone.now())
    found += evasive_findings(asked(definition, draft), draft.answers)
    found += map(changed_since, queries.outdated(application, draft, timezone.now()))
    return {
        "blocking": shell.by_place(application, [one for one in found if one.blocks]),
        "advice": shell.by_place(application, [one for one in found if _is_advice(one)]),
    }


def _is_advice(finding: Finding) -> bool:
    return finding.strength is not Strength.OBLIGATION and finding.verdict is not Verdict.OK


@require_safe
@guarded(shell.files, policy.may_write)
def check(request: Request, application: Application) -> HttpResponse:
    """What would refuse the deposit, and the button that deposits."""
    context = shell.shown(application, "check", findings=[], **_found(application))
    return render(request, "applications/check.html", context)


@require_POST
@guarded(shell.files, policy.may_deposit)
def deposit(request: Request, application: Application) -> HttpResponse:
    """Hand the file in: whole and frozen, or not at all."""
    try:
        signed = request.POST.get("signed", "").replace("\0", "").strip()[:200]
        made = actions.deposit(application, signed=signed, by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shell.shown(application, "check", **_found(application))
        return refused(request, "applications/check.html", refusal.findings, **context)
    return onward(request, "applications:receipt", application.public_id, made.number)


def _deposit(application: Application, number: int) -> Deposit:
    """One of its deposits with its rules; the one in force, most often, was read with the file."""
    made, rules = application.current, application.edition.rules_in_force
    if made is not None and (made.number, made.version_id) == (number, rules.pk):
        made.application, made.version = application, rules
        return made
    found = application.deposits.filter(number=number).select_related("version").first()
    if found is None:
        raise Http404
    return found


@require_safe
@guarded(shell.files, policy.may_read)
def receipt(request: Request, application: Application, number: int) -> HttpResponse:
    """The proof of a deposit."""
    made = _deposit(application, number)
    found = papers.receipt(made)
    context = shell.shown(
        application,
        "detail",
        deposit=made,
        in_force=application.current_id == made.pk,
        reached=[one for one in found["facts"] if one[0] in {"Service", "Contact"}],
        laws=[one for one in (found["silence"], found["regime"]) if one],
        asks=bool(policy.may_write(request.user, application)),
    )
    return render(request, "applications/receipt.html", context)


@require_POST
@guarded(shell.files, policy.may_read)
def send_again(request: Request, application: Application, number: int) -> HttpResponse:
    """The receipt once more, to the address of whoever asks."""
    actions.ask_receipt(_deposit(application, number), by=request.user, at=timezone.now())
    said = _("L’accusé de réception part vers %(address)s (une fois par heure au plus).")
    messages.success(request, said % {"address": request.user.email})
    return onward(request, "applications:receipt", application.public_id, number)


@require_safe
@guarded(shell.files, policy.may_read)
def receipt_paper(_request: Request, application: Application, number: int) -> HttpResponse:
    """The receipt as a PDF, the same bytes each time."""
    made = _deposit(application, number)
    response = HttpResponse(papers.receipt_pdf(made), content_type="application/pdf")
    name = f"accuse-{application.edition.key}-{made.digest[:8]}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_withdraw)
def withdraw(request: Request, application: Application) -> HttpResponse:
    """Take the file back, with a reason the organiser reads."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(
            application, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("Votre candidature est retirée."))
        return onward(request, "applications:detail", application.public_id)
    context = shell.shown(application, "detail", form=form)
    status = 422 if form.is_bound else 200
    return render(request, "applications/withdraw.html", context, status=status)


@require_safe
def verify(request: Request) -> HttpResponse:
    """Anyone who holds a digest learns what was handed in, when, and nothing more."""
    digest = "".join(request.GET.get("empreinte", "").lower().split())[:64]
    complete = len(digest) == 64 and set(digest) <= set("0123456789abcdef")  # noqa: PLR2004 - SHA-256
    found = None
    if complete:
        rows = Deposit.objects.filter(digest=digest).select_related("application__edition")
        found = rows.order_by("at", "pk").first()
    context = {"digest": digest, "complete": complete, "deposit": found}
    return render(request, "applications/verify.html", context)
