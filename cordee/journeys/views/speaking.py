"""The page of whoever speaks, by a link of her own: answer, see where and when, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys import actions, entrances, queries, screens
from cordee.journeys.calendars import feed
from cordee.journeys.forms.programme import AnswerForm, MaterialForm
from cordee.journeys.models import Meeting, Speaker
from cordee.kernel.findings import Refused
from cordee.people.queries import house
from cordee.web.guards import (
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cordee.web.requests import Request

type View = Callable[..., HttpResponse]


def _by_link(request: Request, token: str, view: View, *args: Any) -> HttpResponse:
    """The speaker behind a link, on the clock of her meeting; an old link says what to do."""
    speaker = entrances.speaker_behind(token)
    if speaker is None:
        return render(request, "journeys/old_speaker.html", status=410)
    with timezone.override(speaker.meeting.zone):
        return view(request, token, speaker, *args)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: Request, token: str) -> HttpResponse:
    """Answer the invitation; nothing is written before the button."""
    return _by_link(request, token, _speak)


def _speak(request: Request, token: str, speaker: Speaker) -> HttpResponse:
    said = {Speaker.State.CONFIRMED: "yes", Speaker.State.DECLINED: "no"}
    known = {"comes": said.get(Speaker.State(speaker.state), ""), "words": speaker.words}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        comes, words = form.cleaned_data["comes"] == "yes", form.cleaned_data["words"]
        try:
            actions.answer_speaker(
                speaker, comes=comes, words=words, by=_by(request), at=timezone.now()
            )
        except Refused as refusal:
            shown = _shown(token, speaker, form, MaterialForm())
            return refused(request, "journeys/speak.html", refusal.findings, **shown)
        thanks = _("Merci, c’est noté : à bientôt.") if comes else _("Merci de l’avoir dit.")
        messages.success(request, thanks)
        return onward(request, "journeys:speak", token)
    shown = {**_shown(token, speaker, form, MaterialForm()), "findings": []}
    return render(request, "journeys/speak.html", shown, status=422 if form.errors else 200)


def _by(request: Request) -> Any:
    return request.user if request.user.is_authenticated else None


def _shown(token: str, speaker: Speaker, form: AnswerForm, sending: MaterialForm) -> dict[str, Any]:
    meeting = speaker.meeting
    read = queries.programme(meeting)
    return {
        "token": token,
        "speaker": speaker,
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "mode": screens.MODES.get(meeting.mode, ""),
        "programme": read,
        "mine": [one for one in read.turns if speaker in one.speakers],
        "materials": [one for one in read.materials if one.speaker_id == speaker.pk],
        "over": meeting.state == Meeting.State.CANCELLED,
        "form": form,
        "sending": sending,
        "contact": house(timezone.now()).exclude(email="").first(),
    }


@never_cache
@require_POST
def bring(request: Request, token: str) -> HttpResponse:
    """Send a file or a link."""
    return _by_link(request, token, _bring)


def _bring(request: Request, token: str, speaker: Speaker) -> HttpResponse:
    sending = MaterialForm(request.POST, request.FILES)
    found: list[Any] = []
    if sending.is_valid():
        kept = dict(sending.cleaned_data)
        upload = kept.pop("file")
        try:
            actions.send_material(
                speaker, upload=upload, by=_by(request), at=timezone.now(), **kept
            )
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("Merci, votre support est bien arrivé."))
            return onward(request, "journeys:speak", token)
    shown = {**_shown(token, speaker, AnswerForm(), sending), "findings": found, "failed": True}
    return render(request, "journeys/speak.html", shown, status=422)


@never_cache
@require_POST
def take_back(request: Request, token: str, key: str) -> HttpResponse:
    """Take away what one sent."""
    return _by_link(request, token, _take_back, key)


def _take_back(request: Request, token: str, speaker: Speaker, key: str) -> HttpResponse:
    found = row_or_404(speaker.materials.filter(removed_at=None).all, public_id=key)
    actions.remove_material(found, by=_by(request), at=timezone.now())
    messages.success(request, _("Le support est retiré."))
    return onward(request, "journeys:speak", token)


@require_safe
def calendar(_request: Request, token: str) -> HttpResponse:
    """The meeting for one's own calendar; it follows what becomes of it."""
    speaker = entrances.speaker_behind(token)
    if speaker is None:
        raise Http404
    told = queries.told([speaker.meeting])
    content = feed(speaker.meeting.label, [speaker.meeting], private=True, programmes=told)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="rencontre.ics"'
    return answer
