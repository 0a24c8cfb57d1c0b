"""The programme of a meeting: read by whoever is expected, written by the team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cordee.journeys import actions, audiences, papers, policy, queries, screens
from cordee.journeys.forms.programme import DutyForm, ItemForm, PreparationForm, SpeakerForm
from cordee.journeys.models import Material, Meeting
from cordee.journeys.rules.themes import dealt_with
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.signing import meetings
from cordee.kernel.findings import Refused
from cordee.people.policy import is_staff
from cordee.web.acting import act_and_tell
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
    from collections.abc import Callable

    from django import forms

    from cordee.web.requests import Request


@require_safe
@guarded(meetings, policy.may_attend)
@on_its_clock
def read(request: Request, meeting: Meeting) -> HttpResponse:
    """When, where, with whom, what to read before, who does what."""
    now = timezone.now()
    found = queries.programme(meeting)
    who = audiences.reader(request.user, now)
    staff = is_staff(request.user, now)
    shown = {
        **_head(meeting),
        "programme": found,
        "materials": [one for one in found.materials if who.reads(one)],
        "staff": staff,
        "coming": meeting.state == Meeting.State.FIXED
        and bool(meeting.starts and now < meeting.starts),
        "themes": dealt_with(meeting.cohort.edition.definition, meeting.key),
        "past": bool(meeting.starts and meeting.starts <= now),
        "own": None if staff else policy.delegate_at(request.user, meeting, now),
    }
    return render(request, "journeys/programme.html", shown)


def _head(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "tone": screens.TONES[Meeting.State(meeting.state)],
        "mode": screens.MODES.get(meeting.mode, ""),
    }


@require_safe
@guarded(meetings, policy.may_attend)
@on_its_clock
def paper(_request: Request, meeting: Meeting) -> HttpResponse:
    """The programme to print."""
    answer = HttpResponse(papers.programme_pdf(meeting), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="programme-{meeting.key}.pdf"'
    return answer


@require_safe
@signed_in
def material(request: Request, public_id: str) -> HttpResponse:
    """What a speaker brought, for whoever may read it."""
    rows = Material.objects.filter(removed_at=None, speaker__withdrawn_at=None)
    joined = rows.select_related("speaker__meeting__participation")
    found = row_or_404(joined.exclude(content="").all, public_id=public_id)
    if not audiences.reader(request.user, timezone.now()).reads(found):
        raise Http404
    return served(found)


def served(found: Material) -> HttpResponse:
    """A file as it was sent, to download."""
    with found.content.open() as held:
        answer = HttpResponse(held.read(), content_type=found.media_type)
    named = content_disposition_header(as_attachment=True, filename=found.name)
    answer["Content-Disposition"] = named or "attachment"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def prepare(request: Request, meeting: Meeting) -> HttpResponse:
    """Everything to settle before a meeting, on one page."""
    read = queries.programme(meeting)
    kept = read.preparation
    known = {"host": kept.host_id, "note": kept.note, "note_days": kept.note_days} if kept else None
    form = PreparationForm(meeting, request.POST if request.method == "POST" else None, known)
    if request.method == "POST" and "layout" in request.POST:
        return _done(request, meeting, lambda: _lay_out(request, meeting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare(meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            return refused(
                request, "journeys/prepare.html", refusal.findings, **_prepared(read, form)
            )
        messages.success(request, _("C’est enregistré."))
        return onward(request, "journeys:prepare", meeting.public_id)
    shown = {**_prepared(read, form), "findings": []}
    return render(request, "journeys/prepare.html", shown, status=422 if form.errors else 200)


def _lay_out(request: Request, meeting: Meeting) -> None:
    if not actions.lay_out(meeting, by=request.user, at=timezone.now()):
        messages.info(request, _("L’appel ne donne pas de déroulé à cette rencontre."))


def _prepared(read: queries.Programme, form: forms.Form) -> dict[str, Any]:
    return {
        **_head(read.meeting),
        "form": form,
        "programme": read,
        "duty": DutyForm(),
        "told": queries.told_to(read.meeting, "journeys.context_note"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def item(request: Request, meeting: Meeting, key: str = "") -> HttpResponse:
    """Add a time to the programme, or change one."""
    known = row_or_404(meeting.items.all, public_id=key) if key else None
    form = ItemForm(meeting, known, request.POST if request.method == "POST" else None)
    title = _("Modifier un temps") if known else _("Ajouter un temps")
    return _acted(request, meeting, form, (title, _("Enregistrer")), lambda: actions.write_item(
        meeting, known, by=request.user, at=timezone.now(), **form.written()))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def speaker(request: Request, meeting: Meeting) -> HttpResponse:
    """Ask someone to speak."""
    items = list(meeting.items.order_by("begins", "pk"))
    form = SpeakerForm(items, request.POST if request.method == "POST" else None)
    title, button = _("Inviter à intervenir"), _("Envoyer l’invitation")
    return _acted(request, meeting, form, (title, button), lambda: actions.ask_speaker(
        meeting, by=request.user, at=timezone.now(), **form.asked()))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def duty(request: Request, meeting: Meeting) -> HttpResponse:
    """Say who does what."""
    form = DutyForm(request.POST if request.method == "POST" else None)
    return _acted(request, meeting, form, (_("Qui fait quoi"), _("Ajouter")), lambda:
                  actions.write_duty(meeting, by=request.user, at=timezone.now(),
                                     **form.cleaned_data))  # fmt: skip


def _acted(
    request: Request,
    meeting: Meeting,
    form: forms.Form,
    words: tuple[str, str],
    act: Callable[[], object],
) -> HttpResponse:
    """Show a form of the programme; when it is whole, act and come back to the programme."""
    title, button = words
    shown = {"meeting": meeting, "title": title, "button": button, "form": form, "back": "prepare"}
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            return refused(request, "journeys/meeting_act.html", refusal.findings, **shown)
        messages.success(request, _("C’est enregistré."))
        return onward(request, "journeys:prepare", meeting.public_id)
    status = 422 if form.errors else 200
    return render(request, "journeys/meeting_act.html", {**shown, "findings": []}, status=status)


@require_POST
@guarded(meetings, policy.may_run)
def remove_item(request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """Take a time out of the programme."""
    found = row_or_404(meeting.items.all, public_id=key)
    return _done(request, meeting, lambda: actions.remove_item(
        found, by=request.user, at=timezone.now()))  # fmt: skip


@require_POST
@guarded(meetings, policy.may_run)
def withdraw_speaker(request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """No longer ask someone."""
    found = row_or_404(meeting.speakers.all, public_id=key)
    return _done(request, meeting, lambda: actions.withdraw_speaker(
        found, by=request.user, at=timezone.now()))  # fmt: skip


@require_POST
@guarded(meetings, policy.may_run)
def change_duty(request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """Tick a line of who does what, or take it out."""
    found = row_or_404(meeting.duties.all, public_id=key)
    now = timezone.now()
    if "remove" in request.POST:
        return _done(request, meeting, lambda: actions.remove_duty(found, by=request.user, at=now))
    return _done(request, meeting, lambda: actions.tick_duty(
        found, done="done" in request.POST, by=request.user, at=now))  # fmt: skip


def _done(request: Request, meeting: Meeting, act: Callable[[], object]) -> HttpResponse:
    """What the page itself shows done needs no message."""
    return act_and_tell(request, act, "", ("journeys:prepare", meeting.public_id))
