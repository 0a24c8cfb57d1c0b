"""Signed copies, dates of documents, two files that become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import policy
from cordee.applications.actions import merging, papers
from cordee.applications.forms.papers import AnswerUnionForm, CopyForm, DatedForm, UnionForm
from cordee.applications.models import Application, Merger
from cordee.applications.policy import withheld
from cordee.applications.views import shell
from cordee.applications.views.instruction import for_file
from cordee.kernel.findings import Refused, broken
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request

MOST = 500
"""Files offered to be merged with one: beyond, the list of files is searched first."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def receive(request: Request, application: Application) -> HttpResponse:
    """Note the signed copy that came."""
    form = CopyForm(request.POST or None, initial={"received_on": timezone.localdate()})
    shown = {"application": application, "edition": application.edition, "form": form,
             "copies": application.signed_copies.order_by("received_on", "pk")}  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "applications/copies.html", {**shown, "findings": []}, status=status)
    said = form.cleaned_data
    try:
        papers.receive_copy(
            application, on=said["received_on"], copies=said["copies"], note=said["note"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refused(request, "applications/copies.html", refusal.findings, **shown)
    messages.success(request, _("C’est noté : l’équipe candidate le voit sur son dossier."))
    return onward(request, "applications:instruct", application.public_id)


@require_POST
@guarded(shell.files, policy.may_write)
def date_piece(request: Request, application: Application, file: str) -> HttpResponse:
    """Say the date a joined document bears."""
    found = application.attachments.filter(public_id=file, removed_at=None).first()
    if found is None:
        raise Http404
    part = shell.part_of(application, found.question)
    form = DatedForm(request.POST)
    if not form.is_valid():
        said = _("Écrivez la date que porte le document, par exemple 2025-01-31.")
        context = shell.shown(application, "detail")
        odd = [broken("file.date", "dated", said)]
        return refused(request, "applications/not_yet.html", odd, **context)
    try:
        papers.date_piece(found, form.cleaned_data["dated"], by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shell.shown(application, "detail")
        return refused(request, "applications/not_yet.html", refusal.findings, **context)
    where = ("section", part.key) if part else ("detail",)
    return onward(request, f"applications:{where[0]}", application.public_id, *where[1:])


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def propose(request: Request, application: Application) -> HttpResponse:
    """Propose that another file of the call joins this one."""
    others = _others(request, application)
    form = UnionForm(others, request.POST or None)
    shown: dict[str, Any] = {
        "application": application, "edition": application.edition, "form": form,
        "rule": application.edition.definition.applicant.merging,
        "mergers": Merger.objects.filter(Q(kept=application) | Q(absorbed=application))
        .select_related("kept", "absorbed").order_by("-at", "-pk")[:25],
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "applications/union.html", {**shown, "findings": []}, status=status)
    chosen = next(one for one in others if str(one.public_id) == form.cleaned_data["absorbed"])
    try:
        made = merging.propose_merger(
            application, chosen, because=form.cleaned_data["because"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refused(request, "applications/union.html", refusal.findings, **shown)
    messages.success(request, _("Les dossiers sont réunis.") if made.done_at
                     else _("La proposition est partie aux deux équipes."))  # fmt: skip
    return onward(request, "applications:instruct", application.public_id)


def _others(request: Request, application: Application) -> list[Application]:
    """The files that may join this one: of the call, at its step, still there."""
    unseen = withheld(request.user, timezone.now())
    rows = Application.objects.filter(
        edition=application.edition, step=application.step, withdrawn_at=None
    )
    found = rows.exclude(pk=application.pk).exclude(pk__in=unseen).select_related("owner")
    return list(found.order_by("sort_key", "pk")[:MOST])


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_exchange)
def union(request: Request, application: Application, merger: str) -> HttpResponse:
    """What is proposed to a team, and its answer."""
    rows = Merger.objects.filter(Q(kept=application) | Q(absorbed=application))
    found: Merger = row_or_404(rows.select_related("kept", "absorbed").all, public_id=merger)
    form = AnswerUnionForm(request.POST or None)
    mine_first = found.kept_id == application.pk
    given = found.kept_agreed_at if mine_first else found.absorbed_agreed_at
    context = shell.shown(
        application, "detail", merger=found, form=form, given=given,
        other=found.absorbed if mine_first else found.kept,
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        page = "applications/union_asked.html"
        return render(request, page, {**context, "findings": []}, status=status)
    try:
        merging.answer_merger(
            found, application, agreed=form.cleaned_data["answer"] == "yes",
            why=form.cleaned_data["why"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refused(request, "applications/union_asked.html", refusal.findings, **context)
    messages.success(request, _("Votre réponse est gardée."))
    return onward(request, "applications:detail", application.public_id)
