"""Signing in at a meeting: the screen of the room, the hand of each, the paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys import actions, entrances, papers, policy, queries, screens, sheets
from cordee.journeys.forms import AttendForm, ScanForm
from cordee.journeys.models import Delegate, Meeting, Participation, Scan
from cordee.journeys.rules import signing
from cordee.journeys.views import queued
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
    signed_in,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from cordee.web.requests import Request


def meetings() -> QuerySet[Meeting]:
    """Meetings with what their pages show."""
    return Meeting.objects.select_related("cohort__edition__current", "participation")


@never_cache
@require_safe
@guarded(meetings, policy.may_run)
@on_its_clock
def gate(request: Request, meeting: Meeting) -> HttpResponse:
    """The screen of the room: the code of the minute, and how many have signed."""
    now = timezone.now()
    wanted = actions.hours_of(meeting)
    shown: dict[str, Any] = {
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "findings": signing.hours_faults(wanted, now),
        "expected": sheets.expected(meeting).count(),
        "signed": _signed(meeting, signing.open_now(wanted, now)),
    }
    if not shown["findings"]:
        shown["address"] = entrances.address_at(meeting, now)
        shown["code"] = drawn(shown["address"])
    part = "#room" if request.headers.get("HX-Request") else ""
    return render(request, f"journeys/gate.html{part}", shown)


def _signed(meeting: Meeting, hours: list[signing.Hours]) -> int:
    if not hours:
        return 0
    there = meeting.presences.filter(
        day=hours[0].day, half=hours[0].half, status__in=queries.PRESENT
    )
    return there.count()


def drawn(address: str) -> SafeString:
    """An address as a QR code in SVG, one path."""
    held = BytesIO()
    segno.make(address, error="m").save(
        held, kind="svg", xmldecl=False, svgns=True, svgclass="qr", lineclass=None, omitsize=True,
        border=2, title=_("Code à photographier"),
    )  # fmt: skip
    return mark_safe(held.getvalue().decode())  # noqa: S308 - drawn here, from our own address


@never_cache
@require_safe
def enter(request: Request, public_id: str, code: str) -> HttpResponse:
    """From the code of the room to one's own page; an old code asks to frame the new one."""
    meeting = row_or_404(meetings, public_id=public_id)
    now = timezone.now()
    if not entrances.is_code(meeting, code, now):
        return render(request, "journeys/old_code.html", status=410)
    entrances.prove(request.session, meeting, now)
    return onward(request, "journeys:attend", meeting.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def attend(request: Request, public_id: str) -> HttpResponse:
    """One's own signature, after framing the code of the room."""
    meeting = row_or_404(meetings, public_id=public_id)
    now = timezone.now()
    me = sheets.expected(meeting).filter(person__user=request.user).first()
    if me is None:
        raise Http404
    if signed := queued.moment_of(request, now):
        return queued.sign_late(request, meeting, me, source="qr", signed=signed)
    if not me.is_current(now):
        raise Http404
    if not entrances.is_proven(request.session, meeting, now):
        late = request.method == "POST" or entrances.was_proven(request.session, meeting)
        page = "old_code" if late else "frame_code"
        shown = {"meeting": meeting, "when": screens.said_when(meeting)}
        return render(request, f"journeys/{page}.html", shown, status=410 if late else 200)
    return _attended(request, meeting, me, source="qr", now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """One's own signature from a link of one's own, shown before anything is written."""
    found = entrances.behind(token, "by_link")
    now = timezone.now()
    if found is None or not sheets.expected(found[0]).filter(pk=found[1].pk).exists():
        raise Http404
    if signed := queued.moment_of(request, now):
        return queued.sign_late(request, *found, source="link", signed=signed)
    if not found[1].is_current(now):
        raise Http404
    return _attended(request, *found, source="link", now=now)


@on_its_clock
def _attended(
    request: Request, meeting: Meeting, me: Delegate, *, source: str, now: datetime
) -> HttpResponse:
    """Show what will be signed; sign it when asked; tell what is signed."""
    wanted = actions.hours_of(meeting)
    form = AttendForm(meeting, source, request.POST if request.method == "POST" else None)
    shown = {
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "me": me,
        "form": form,
        "open": signing.open_now(wanted, now),
        "signed": [(one, sheets.late(one)) for one in sheets.signed_by(meeting, me)],
        "ticket": entrances.ticket(meeting, me, source, _framed(request, meeting, source, now)),
        "findings": signing.hours_faults(wanted, now) or _closed(meeting),
    }
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        mode = form.cleaned_data.get("mode", "")
        try:
            actions.sign_oneself(meeting, me, mode=mode, source=source, by=by, at=now)
        except Refused as refusal:
            shown.pop("findings")
            return refused(request, "journeys/attend.html", refusal.findings, **shown)
        messages.success(request, _("Votre présence est enregistrée. Merci !"))
        return onward(request, request.path)
    return render(request, "journeys/attend.html", shown, status=422 if form.errors else 200)


def _framed(request: Request, meeting: Meeting, source: str, now: datetime) -> datetime:
    """Since when she may sign: the code she framed, or her own link opened now."""
    found = entrances.proven_at(request.session, meeting) if source == "qr" else None
    return found or now


def _closed(meeting: Meeting) -> list[Any]:
    return signing.state_faults(
        closed=meeting.state == Meeting.State.CLOSED,
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )


@require_safe
@guarded(meetings, policy.may_run)
@on_its_clock
def printed(_request: Request, meeting: Meeting) -> HttpResponse:
    """The sheet to print and sign by hand."""
    answer = HttpResponse(papers.sheet_pdf(meeting), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="emargement-{meeting.key}.pdf"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def scans(request: Request, meeting: Meeting, page: int) -> HttpResponse:
    """Bring a signed page back: where the code printed on it leads."""
    form = ScanForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {
        "meeting": meeting,
        "page": page,
        "form": form,
        "scans": _kept(meeting),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_scan(
                meeting, page, form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return refused(request, "journeys/scans.html", refusal.findings, **shown)
        messages.success(request, _("La page signée est gardée avec la feuille."))
        return onward(request, "journeys:scans", meeting.public_id, page)
    shown["findings"] = []
    return render(request, "journeys/scans.html", shown, status=422 if form.errors else 200)


def _kept(meeting: Meeting) -> list[Scan]:
    return list(meeting.scans.filter(removed_at=None).order_by("page", "pk")[:25])


@require_safe
@guarded(meetings, policy.may_run)
@on_its_clock
def scan(_request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """A signed page, as it was brought back."""
    found = row_or_404(lambda: meeting.scans.filter(removed_at=None), public_id=key)
    with found.content.open() as held:
        answer = HttpResponse(held.read(), content_type=found.media_type)
    named = content_disposition_header(as_attachment=True, filename=found.name)
    answer["Content-Disposition"] = named or "attachment"
    return answer


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def remove_scan(request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """Take a wrong page away."""
    found = row_or_404(meeting.scans.all, public_id=key)
    actions.remove_scan(found, by=request.user, at=timezone.now())
    return onward(request, "journeys:scans", meeting.public_id, found.page)


def _participations() -> QuerySet[Participation]:
    return Participation.objects.select_related("cohort__edition__current", "territory")


@require_safe
@guarded(_participations, policy.may_read)
@on_its_clock
def certificate(request: Request, participation: Participation, delegate: str) -> HttpResponse:
    """What someone attended, from the closed sheets only; hers, or any of them for the staff."""
    found = row_or_404(lambda: participation.delegates.select_related("person"), public_id=delegate)
    if not policy.may_certify(request.user, found, at=timezone.now()):
        raise Http404
    try:
        made = papers.certificate_pdf(found, at=timezone.now())
    except Refused as refusal:
        return refused(request, "journeys/no_paper.html", refusal.findings,
                       participation=participation)  # fmt: skip
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="attestation-de-presence.pdf"'
    return answer
