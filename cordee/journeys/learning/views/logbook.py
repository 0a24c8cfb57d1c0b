"""The logbook: one's own, what is shared, what is put to discussion today."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.actions.logbook import sections
from cordee.journeys.learning.forms import AskExtractForm, EntryForm, ShareForm
from cordee.journeys.learning.models import LogEntry
from cordee.journeys.learning.screens import around, refuse, stand
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
    row_or_404,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

PAGE = "learning/logbook.html"


def entries() -> QuerySet[LogEntry]:
    """Entries with what their page shows."""
    return LogEntry.objects.select_related(
        "cohort__edition__current", "person", "participation", "meeting"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_learn)
def logbook(request: Request, cohort: Cohort) -> HttpResponse:
    """One's own logbook and a box to write in; the staff reads what is shared instead."""
    place = stand(request, cohort)
    if place.delegate is None or not sections(cohort):
        return onward(request, "learning:shared", cohort.public_id)
    form = EntryForm(sections(cohort), request.POST or None, initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_entry(
                place.delegate, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return refuse(request, PAGE, _own(request, place, form), refusal)
        messages.success(request, _("C’est noté. Vous seul·e lisez cette entrée."))
        return onward(request, request.path)
    status = 422 if form.errors else 200
    return render(request, PAGE, _own(request, place, form), status=status)


def _wanted(request: Request) -> dict[str, Any]:
    return {"section": request.GET.get("rubrique", "")}


def _own(request: Request, place: Any, form: EntryForm) -> dict[str, Any]:
    found = queries.written_by(place)
    wanted = request.GET.get("rubrique", "")
    if wanted:
        found = found.filter(section=wanted.replace("\0", ""))
    return {
        **around(place, "logbook"),
        "form": form,
        "sections": sections(place.cohort),
        "wanted": wanted,
        "page": paginated(request, found),
        "days": queries.days_with_shares(place),
    }


@require_safe
@guarded(cohorts, policy.may_learn)
def shared(request: Request, cohort: Cohort) -> HttpResponse:
    """What the others share with her, the latest first."""
    place = stand(request, cohort)
    page = paginated(request, queries.shared_with(place))
    days = queries.days_with_shares(place)
    return render(request, "learning/shared.html", around(place, "logbook", page=page, days=days))


@require_safe
@guarded(cohorts, policy.may_learn)
def today(request: Request, cohort: Cohort, meeting: str) -> HttpResponse:
    """What is put to discussion at the start of a meeting, section by section."""
    place = stand(request, cohort)
    found = row_or_404(lambda: queries.meetings_seen(place), public_id=meeting)
    page = paginated(request, queries.put_to_discussion(place, found))
    parts = [(name, list(rows)) for name, rows in groupby(page, key=lambda one: one.section)]
    context = around(place, "logbook", meeting=found, when=said_when(found), page=page, parts=parts)
    return render(request, "learning/today.html", context)


@require_safe
@guarded(cohorts, policy.may_take_part)
def carried(request: Request, cohort: Cohort) -> HttpResponse:
    """One's whole logbook as a plain text, to keep."""
    place = stand(request, cohort)
    answer = HttpResponse(content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=_("journal-de-bord.txt")
    )
    answer.write(f"{_('Journal de bord')} – {cohort.label}\n")
    for one in queries.written_by(place).order_by("section", "written_at", "pk").iterator():
        day = timezone.localtime(one.written_at).strftime("%d/%m/%Y")
        answer.write(f"\n{one.section} – {day}\n{one.text}\n")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(entries, policy.may_read)
def entry(request: Request, one: LogEntry) -> HttpResponse:
    """An entry: its author changes it, the others read it, the staff may ask to quote it."""
    place = stand(request, one.cohort)
    mine = bool(policy.may_keep(request.user, one, at=timezone.now()))
    if request.method == "POST" and not mine:
        raise PermissionDenied(policy.may_keep(request.user, one, at=timezone.now()).reason)
    known = list(dict.fromkeys([*sections(one.cohort), one.section]))
    form = EntryForm(
        known, request.POST or None, initial={"section": one.section, "text": one.text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.rewrite_entry(one, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            shown = of_entry(place, one, mine=True, form=form)
            return refuse(request, "learning/entry.html", shown, refusal)
        messages.success(request, _("Votre entrée est enregistrée."))
        return onward(request, "learning:entry", one.public_id)
    shown = of_entry(place, one, mine=mine, form=form)
    return render(request, "learning/entry.html", shown, status=422 if form.errors else 200)


def of_entry(place: Any, one: LogEntry, *, mine: bool, **more: Any) -> dict[str, Any]:
    """What the page of an entry shows to its author, or to who reads it."""
    chosen = {
        "audience": one.audience,
        "meeting": str(one.meeting.public_id) if one.meeting else "",
    }
    meetings = list(queries.meetings_of(place)[:40]) if mine else []
    if mine and one.meeting is not None and one.meeting not in meetings:
        meetings.append(one.meeting)
    return {
        **around(place, "logbook"),
        "entry": one,
        "mine": mine,
        "share": ShareForm(meetings, initial=chosen),
        "ask": AskExtractForm(initial={"text": one.text}) if place.staff and not mine else None,
        "extracts": list(one.extracts.order_by("-asked_at", "pk")[:10])
        if mine or place.staff
        else [],
        **more,
    }


@require_POST
@guarded(entries, policy.may_keep)
def share(request: Request, one: LogEntry) -> HttpResponse:
    """Share an entry, or take it back."""
    place = stand(request, one.cohort)
    meetings = list(queries.meetings_of(place)[:40])
    if one.meeting is not None and one.meeting not in meetings:
        meetings.append(one.meeting)
    form = ShareForm(meetings, request.POST)
    if not form.is_valid():
        shown = of_entry(place, one, mine=True, form=EntryForm(
            [one.section], initial={"section": one.section, "text": one.text}))  # fmt: skip
        shown["share"] = form
        return refuse(request, "learning/entry.html", shown)
    actions.share_entry(one, **form.cleaned_data, by=request.user, at=timezone.now())
    said = {
        True: _("Votre entrée est partagée. Vous pouvez la reprendre à tout moment."),
        False: _("Cette entrée n’est lue que par vous."),
    }
    messages.success(request, said[one.shared])
    return onward(request, "learning:entry", one.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(entries, policy.may_keep)
def erase(request: Request, one: LogEntry) -> HttpResponse:
    """Erase an entry, after a page that says it is for good."""
    cohort = one.cohort
    if request.method == "POST":
        actions.erase_entry(one, by=request.user, at=timezone.now())
        messages.success(request, _("L’entrée est effacée."))
        return onward(request, "learning:logbook", cohort.public_id)
    place = stand(request, cohort)
    return render(request, "learning/erase_entry.html", around(place, "logbook", entry=one))
