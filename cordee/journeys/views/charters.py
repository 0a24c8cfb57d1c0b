"""The charter: sent to whoever signs, signed by a link of hers, kept with its proof (R88-R90)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys import actions, entrances, papers, policy
from cordee.journeys.forms import SendCharterForm, SignatureForm
from cordee.journeys.models import Charter, Participation
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_safe,
)

if TYPE_CHECKING:
    from cordee.web.requests import Request


def _charter(participation: Participation) -> Charter:
    found = getattr(participation, "charter", None)
    if not isinstance(found, Charter):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def send(request: Request, participation: Participation) -> HttpResponse:
    """Send the charter to whoever signs it."""
    _charter(participation)
    form = SendCharterForm(request.POST if request.method == "POST" else None)
    shown = {
        "participation": participation,
        "form": form,
        "title": _("Envoyer la charte à signer"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            address = form.cleaned_data["address"]
            actions.send_charter(participation, address, by=request.user, at=timezone.now())
        except Refused as refusal:
            return refused(request, "journeys/act.html", refusal.findings, **shown)
        messages.success(request, _("La charte est partie, avec un lien pour la signer."))
        return onward(request, "journeys:territory", participation.public_id)
    status = 422 if form.errors else 200
    return render(request, "journeys/act.html", {**shown, "findings": []}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, token: str) -> HttpResponse:
    """Read the frozen text, and sign it; once signed, the page gives the signed copy."""
    found = entrances.charter_behind(token)
    if found is None:
        return render(request, "journeys/old_charter.html", status=410)
    charter, address = found
    rule = charter.participation.cohort.edition.definition.year.charter
    form = SignatureForm(
        request.POST if request.method == "POST" else None,
        may_delegate=rule is None or rule.delegation_allowed,
    )
    shown = {"charter": charter, "participation": charter.participation, "form": form}
    if request.method == "POST" and charter.signed_at is None and form.is_valid():
        kept = dict(form.cleaned_data)
        kept.pop("agreed")
        now = timezone.now()
        proof = {"method": "link", "address": address, "digest": charter.digest}
        try:
            actions.sign_charter(
                charter.participation, signed_at=now, proof=proof, by=None, at=now, **kept
            )
        except Refused as refusal:
            return refused(request, "journeys/sign_charter.html", refusal.findings, **shown)
        messages.success(request, _("Merci : la charte est signée. Gardez-en la copie."))
        return onward(request, request.path)
    if request.GET.get("copie") and charter.signed_at is not None:
        return _pdf(charter)
    status = 422 if form.errors else 200
    return render(request, "journeys/sign_charter.html", {**shown, "findings": []}, status=status)


@require_safe
@guarded(rows, policy.may_read)
@on_its_clock
def paper(_request: Request, participation: Participation) -> HttpResponse:
    """The charter as a PDF: to sign, or signed."""
    return _pdf(_charter(participation))


def _pdf(charter: Charter) -> HttpResponse:
    """The sealed copy; before the worker made it, the same paper without its seal."""
    answer = HttpResponse(_content(charter), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="charte-engagement.pdf"'
    return answer


def _content(charter: Charter) -> bytes:
    if not charter.sealed:
        return papers.charter_pdf(charter)
    with charter.sealed.open() as held:
        return bytes(held.read())


@require_safe
@guarded(rows, policy.may_read)
@on_its_clock
def original(_request: Request, participation: Participation) -> HttpResponse:
    """The original signed on paper, as it was scanned."""
    scan = _charter(participation).scan
    if not scan:
        raise Http404
    end = str(scan.name).rpartition(".")[2]
    with scan.open() as held:
        answer = HttpResponse(held.read(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="charte-signee.{end}"'
    return answer
