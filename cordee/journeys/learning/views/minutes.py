"""Minutes: the list, the parts, each written by several, the whole published and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import Fate
from cordee.applications.rules.versions import merged
from cordee.journeys.learning import actions, papers, policy, queries
from cordee.journeys.learning.forms import EntrustForm, MinutesForm, TextForm
from cordee.journeys.learning.models import Minutes, MinutesPart
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.learning.telling import told as quoted
from cordee.journeys.learning.views.writing import blank, started, told
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.screens import said_when
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.learning.actions.writing import Written
    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

PAGE = "learning/part.html"


def rows() -> QuerySet[Minutes]:
    """Minutes with what their page shows."""
    return Minutes.objects.select_related("cohort__edition__current", "meeting", "resource")


def parts() -> QuerySet[MinutesPart]:
    """Parts with what their page shows."""
    return MinutesPart.objects.select_related(
        "minutes__cohort__edition__current", "minutes__meeting", "draft", "assigned"
    )


@require_safe
@guarded(cohorts, policy.may_learn)
def listing(request: Request, cohort: Cohort) -> HttpResponse:
    """The minutes one reads or writes."""
    place = stand(request, cohort)
    page = paginated(request, queries.minutes(place))
    return render(request, "learning/minutes_list.html", around(place, "minutes_list", page=page))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_lead)
def create(request: Request, cohort: Cohort) -> HttpResponse:
    """Open the minutes of a meeting."""
    place = stand(request, cohort)
    meetings = list(queries.meetings_seen(place).filter(participation=None)[:80])
    form = MinutesForm(meetings, request.POST or None)
    shown = around(place, "minutes_list", form=form)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_minutes(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            return refuse(request, "learning/minutes_form.html", shown, refusal)
        return onward(request, "learning:minutes", made.public_id)
    return render(request, "learning/minutes_form.html", shown, status=422 if form.errors else 200)


@require_safe
@guarded(rows, policy.may_read_minutes)
def minutes(request: Request, one: Minutes) -> HttpResponse:
    """Published minutes, or their parts as they are written."""
    return render(request, "learning/minutes.html", _shown(request, one))


def _shown(request: Request, one: Minutes, **more: Any) -> dict[str, Any]:
    place = stand(request, one.cohort)
    people = list(queries.present(one.cohort, timezone.now())) if place.staff else []
    found = [] if one.published_at else list(one.parts.select_related("draft", "assigned"))
    text, *texts = quoted(one, one.text, *(part.draft.text for part in found), aloud=True)
    lines = [
        (
            part,
            said,
            place.staff or part.assigned_id in {None, place.person_id},
            EntrustForm(people, auto_id=f"p{part.pk}_%s", initial=_held(part))
            if place.staff
            else None,
        )
        for part, said in zip(found, texts, strict=True)
    ]
    return {
        **around(place, "minutes_list"),
        "minutes": one,
        "text": text,
        "lines": lines,
        "when": said_when(one.meeting),
        **more,
    }


def _held(part: MinutesPart) -> dict[str, str]:
    return {"person": str(part.assigned.public_id) if part.assigned else ""}


@require_POST
@guarded(rows, policy.may_run_minutes)
def entrust(request: Request, one: Minutes, rank: int) -> HttpResponse:
    """Entrust a part."""
    part = _part(one, rank)
    form = EntrustForm(queries.present(one.cohort, timezone.now()), request.POST)
    if not form.is_valid():
        return refuse(request, "learning/minutes.html", _shown(request, one))
    try:
        actions.entrust_part(part, form.cleaned_data["person"], by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, "learning/minutes.html", _shown(request, one), refusal)
    messages.success(request, _("C’est noté."))
    return onward(request, "learning:minutes", one.public_id)


def _part(one: Minutes, rank: int) -> MinutesPart:
    found = parts().filter(minutes=one, rank=rank).first() if rank < 10_000 else None  # noqa: PLR2004 - a small integer
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read_minutes)
def part(request: Request, one: Minutes, rank: int) -> HttpResponse:
    """Write a part: saved whole, or both texts when two hands clash."""
    found = _part(one, rank)
    stop = _not_hers(request, found)
    if stop is not None:
        return stop
    shown = {**around(stand(request, one.cohort), "minutes_list"), "minutes": one, "part": found,
             "clash": None}  # fmt: skip
    if request.method != "POST":
        return render(request, PAGE, {**shown, "form": blank(found.draft)})
    form = TextForm(request.POST)
    if not form.is_valid():
        return refuse(request, PAGE, {**shown, "form": form})
    try:
        written = _write(request, found, form)
    except Refused as refusal:
        return refuse(request, PAGE, {**shown, "form": form}, refusal)
    if written.fate is Fate.CONFLICT:
        mine = form.cleaned_data["text"]
        both = merged(written.base, written.shared.text, mine)
        again = TextForm(initial={"text": both, "started": started(written.shared)})
        clash = {"in_force": written.shared.text, "mine": mine, "by": written.shared.by}
        return render(
            request, PAGE, {**shown, "form": again, "clash": clash, "failed": True}, status=409
        )
    messages.success(request, _("Enregistré."))
    return onward(request, "learning:minutes", one.public_id)


def _write(request: Request, found: MinutesPart, form: TextForm) -> Written:
    return actions.write_part(
        found, form.cleaned_data["text"], **form.from_revision(), by=request.user,
        at=timezone.now(),
    )  # fmt: skip


def _not_hers(request: Request, found: MinutesPart) -> HttpResponse | None:
    right = policy.may_write_part(request.user, found, at=timezone.now())
    if right:
        return None
    messages.error(request, right.reason)
    return onward(request, "learning:minutes", found.minutes.public_id)


@require_POST
@guarded(rows, policy.may_read_minutes)
def save(request: Request, one: Minutes, rank: int) -> HttpResponse:
    """A part, saved while it is typed."""
    found = _part(one, rank)
    stop = _not_hers(request, found)
    if stop is not None:
        return stop
    form = TextForm(request.POST)
    shown = {"form": form, "written": None}
    if not form.is_valid():
        return refuse(request, "learning/parts/saved.html", shown)
    try:
        written = _write(request, found, form)
    except Refused as refusal:
        return refuse(request, "learning/parts/saved.html", shown, refusal)
    return told(request, written, form.cleaned_data["text"])


@require_POST
@guarded(rows, policy.may_run_minutes)
def publish(request: Request, one: Minutes) -> HttpResponse:
    """Compile and publish."""
    try:
        actions.publish_minutes(one, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, "learning/minutes.html", _shown(request, one), refusal)
    messages.success(request, _("Le compte rendu est publié ; il est dans la mallette."))
    return onward(request, "learning:minutes", one.public_id)


@require_safe
@guarded(rows, policy.may_read_minutes)
def paper(_request: Request, one: Minutes) -> HttpResponse:
    """The published minutes as a PDF."""
    if one.published_at is None:
        raise Http404
    answer = HttpResponse(papers.minutes_pdf(one), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="compte-rendu.pdf"'
    return answer
