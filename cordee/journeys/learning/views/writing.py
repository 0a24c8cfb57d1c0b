"""The return of a territory, written by several: saved as it is typed, both texts if they clash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import Fate
from cordee.applications.rules.versions import merged, token
from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.forms import FilesForm, TextForm
from cordee.journeys.learning.rules.exercises import said_late
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.learning.views.exercises import returns, rows, said_due, said_readers
from cordee.kernel.findings import Refused
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.learning.actions.writing import Written
    from cordee.journeys.learning.models import Exercise, Return, SharedText
    from cordee.journeys.learning.places import Place
    from cordee.web.requests import Request

PAGE = "learning/write.html"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_give_back)
def own_return(request: Request, exercise: Exercise) -> HttpResponse:
    """The draft of one's territory: save it, or hand it in."""
    place = stand(request, exercise.cohort)
    if request.method != "POST":
        mine = queries.own_returns(place, [exercise]).get(exercise.pk)
        if mine is not None and mine.handed_at is not None:
            return onward(request, "learning:return", mine.public_id)
        return render(request, PAGE, _shown(place, exercise, mine))
    assert place.participation is not None  # noqa: S101 - the policy asked for a delegation
    mine = actions.begin_return(exercise, place.participation)
    form = TextForm(request.POST)
    if not form.is_valid():
        return refuse(request, PAGE, _shown(place, exercise, mine, form=form))
    return _saved(request, place, exercise, mine, form)


def _saved(
    request: Request, place: Place, exercise: Exercise, mine: Return, form: TextForm
) -> HttpResponse:
    now = timezone.now()
    try:
        if "text" in request.POST:
            written = actions.write_return(
                mine, form.cleaned_data["text"], **form.from_revision(), by=request.user, at=now
            )
            if written.fate is Fate.CONFLICT:
                shown = _clash(_shown(place, exercise, mine), written, form.cleaned_data["text"])
                return render(request, PAGE, shown, status=409)
        if "hand" in request.POST:
            actions.hand_in(mine, by=request.user, at=now)
            messages.success(request, _("Votre exercice est rendu. Merci !"))
            return onward(request, "learning:return", mine.public_id)
    except Refused as refusal:
        mine.draft.refresh_from_db()
        return refuse(request, PAGE, _shown(place, exercise, mine, form=form), refusal)
    messages.success(request, _("Enregistré. Votre équipe retrouve ce texte ici."))
    return onward(request, "learning:own_return", exercise.public_id)


def started(shared: SharedText | None) -> str:
    """What a page says of the text it shows."""
    return token(shared.revision, shared.text) if shared else token(0, "")


def blank(shared: SharedText | None) -> TextForm:
    """The box, holding the text in force."""
    return TextForm(initial={"text": shared.text if shared else "", "started": started(shared)})


def _shown(place: Place, exercise: Exercise, mine: Return | None, **more: Any) -> dict[str, Any]:
    draft = mine.draft if mine else None
    return {
        **around(place, "exercises"),
        "exercise": exercise,
        "mine": mine,
        "form": blank(draft),
        "files": list(mine.files.filter(removed_at=None)) if mine else [],
        "file_form": FilesForm(),
        "kept": list(draft.versions.select_related("by__person")[:10]) if draft else [],
        "late": said_late(exercise.due_for(place.participation), None, timezone.now()),
        "until": exercise.due_for(place.participation),
        "due": said_due(exercise),
        "readers": said_readers(exercise),
        "clash": None,
        **more,
    }


def _clash(shown: dict[str, Any], written: Written, mine: str) -> dict[str, Any]:
    """Both texts, and in the box the two made one, to read again."""
    both = merged(written.base, written.shared.text, mine)
    form = TextForm(initial={"text": both, "started": started(written.shared)})
    clash = {"in_force": written.shared.text, "mine": mine, "by": written.shared.by}
    return {**shown, "form": form, "clash": clash, "failed": True}


@require_POST
@guarded(rows, policy.may_give_back)
def save(request: Request, exercise: Exercise) -> HttpResponse:
    """The draft, saved while it is typed; the state line says what happened."""
    place = stand(request, exercise.cohort)
    assert place.participation is not None  # noqa: S101 - the policy asked for a delegation
    form = TextForm(request.POST)
    if not form.is_valid():
        return refuse(request, "learning/parts/saved.html", {"form": form, "written": None})
    try:
        mine = actions.begin_return(exercise, place.participation)
        written = actions.write_return(
            mine, form.cleaned_data["text"], **form.from_revision(), by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refuse(
            request, "learning/parts/saved.html", {"form": form, "written": None}, refusal
        )
    return told(request, written, form.cleaned_data["text"])


def told(request: Request, written: Written, mine: str) -> HttpResponse:
    """What became of a text just typed: saved, or kept aside with the other beside it."""
    clash = written.fate is Fate.CONFLICT
    shown = {"written": written, "started": started(written.shared), "clash": clash, "mine": mine}
    answer = render(request, "learning/parts/saved.html", {**shown, "findings": [], "form": None})
    answer["X-Saved"] = quote(str(_SAID[written.fate]()))
    if clash:
        answer["X-Kept-Aside"] = "1"
    return answer


_SAID = {
    Fate.SAVED: lambda: (
        _("Enregistré à %(time)s") % {"time": timezone.localtime().strftime("%H:%M:%S")}
    ),
    Fate.UNCHANGED: lambda: _("Enregistré"),
    Fate.CONFLICT: lambda: _("Gardé à part : quelqu’un a modifié ce texte"),
}


@require_POST
@guarded(rows, policy.may_give_back)
def join(request: Request, exercise: Exercise) -> HttpResponse:
    """Give a file with the return."""
    place = stand(request, exercise.cohort)
    assert place.participation is not None  # noqa: S101 - the policy asked for a delegation
    form = FilesForm(request.POST, request.FILES)
    mine = actions.begin_return(exercise, place.participation)
    if not form.is_valid():
        return refuse(request, PAGE, _shown(place, exercise, mine, file_form=form))
    try:
        actions.join_file(mine, form.cleaned_data["file"], by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, PAGE, _shown(place, exercise, mine, file_form=form), refusal)
    return onward(request, "learning:own_return", exercise.public_id)


@require_POST
@guarded(returns, policy.may_change_return)
def remove_file(request: Request, given: Return, key: str) -> HttpResponse:
    """Take a file away from a draft."""
    found = row_or_404(lambda: given.files.filter(removed_at=None), public_id=key)
    try:
        actions.remove_file(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        place = stand(request, given.exercise.cohort)
        return refuse(request, PAGE, _shown(place, given.exercise, given), refusal)
    return onward(request, "learning:own_return", given.exercise.public_id)


@require_POST
@guarded(returns, policy.may_change_return)
def take_back(request: Request, given: Return) -> HttpResponse:
    """Take a return back before its deadline."""
    try:
        actions.take_return_back(given, by=request.user, at=timezone.now())
    except Refused as refusal:
        place = stand(request, given.exercise.cohort)
        return refuse(request, PAGE, _shown(place, given.exercise, given), refusal)
    messages.success(request, _("Votre retour est à nouveau un brouillon de votre équipe."))
    return onward(request, "learning:own_return", given.exercise.public_id)
