"""Polls of dates: the team proposes and chooses, each person says when she can come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys import actions, entrances, policy, queries, screens
from cordee.journeys.forms import AvailabilityForm, DatesForm, TermsForm
from cordee.journeys.models import DateOption, Meeting
from cordee.journeys.queries.roads import roads_to
from cordee.journeys.rules.free_days import name_of
from cordee.journeys.rules.polls import cost
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.signing import meetings
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

    from cordee.journeys.models import Delegate, Participation
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def staff(request: Request, meeting: Meeting) -> HttpResponse:
    """Propose dates, see what each is worth, choose."""
    now = timezone.now()
    form = DatesForm(request.POST if request.method == "POST" else None, _hours(meeting))
    if request.method == "POST" and form.is_valid():
        zone = ZoneInfo(meeting.cohort.edition.definition.timeline.zone)
        try:
            actions.open_poll(meeting, form.dates(zone), by=request.user, at=now)
        except Refused as refusal:
            shown = _weighed(meeting, form, now)
            return refused(request, "journeys/poll.html", refusal.findings, **shown)
        messages.success(request, _("Le sondage est ouvert : chaque personne a reçu son lien."))
        return onward(request, "journeys:poll", meeting.public_id)
    shown = {**_weighed(meeting, form, now), "findings": []}
    return render(request, "journeys/poll.html", shown, status=422 if form.errors else 200)


def _hours(meeting: Meeting) -> dict[str, Any]:
    """The hours the definition gives this meeting, else a whole day."""
    planned = meeting.cohort.edition.definition.year.meeting(meeting.key)
    start, end = (planned.start, planned.end) if planned else (None, None)
    return {
        "start": start.strftime("%H:%M") if start else "09:30",
        "end": end.strftime("%H:%M") if end else "17:00",
    }


def _weighed(
    meeting: Meeting, form: DatesForm, now: datetime, terms: TermsForm | None = None
) -> dict[str, Any]:
    """The dates with what each is worth, the best first, and who is silent."""
    poll = queries.poll_of(meeting, now)
    zones = queries.zones_of(meeting)
    found = poll.weighed(zones, roads_to(meeting))
    rows_ = {str(one.pk): one for one in poll.options}
    together = dict(queries.best_calendar(meeting.cohort, now))
    return {
        "meeting": meeting,
        "form": form,
        "asked": meeting.state == Meeting.State.POLL,
        "weighed": [
            (
                rows_[one.option.id],
                one.said(),
                cost(found[0], one) if rank else "",
                name_of(one.option.day, zones),
            )
            for rank, one in enumerate(found)
        ],
        "silent": poll.silent()[:40] if poll.options else [],
        "expected": len(poll.people),
        "terms": terms or TermsForm(meeting, queries.parts_of(meeting.cohort.edition.definition)),
        "together": [(one.label, day) for one, day in together.items()],
    }


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def terms(request: Request, meeting: Meeting) -> HttpResponse:
    """Say who must be there; the dates are weighed anew."""
    form = TermsForm(meeting, queries.parts_of(meeting.cohort.edition.definition), request.POST)
    found: list[Any] = []
    if form.is_valid():
        try:
            actions.set_terms(meeting, by=request.user, at=timezone.now(), **form.said())
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("C’est noté : les dates sont comparées à nouveau."))
            return onward(request, "journeys:poll", meeting.public_id)
    dates = DatesForm(None, _hours(meeting))
    shown = {**_weighed(meeting, dates, timezone.now(), form), "findings": found}
    return render(request, "journeys/poll.html", shown, status=422)


def _option(meeting: Meeting, key: str) -> DateOption:
    return row_or_404(lambda: meeting.options.select_related("meeting"), public_id=key)


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def choose(request: Request, meeting: Meeting, option: str) -> HttpResponse:
    """Fix the meeting on that date; everyone is told."""
    found = _option(meeting, option)
    try:
        actions.choose_date(found, reason="", by=request.user, at=timezone.now())
    except Refused as refusal:
        shown = _weighed(meeting, DatesForm(None, _hours(meeting)), timezone.now())
        return refused(request, "journeys/poll.html", refusal.findings, **shown)
    messages.success(request, _("La date est fixée : les personnes attendues sont prévenues."))
    return onward(request, "journeys:meeting", meeting.public_id)


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def adopt(request: Request, meeting: Meeting) -> HttpResponse:
    """Fix every meeting being asked on the best dates together."""
    now = timezone.now()
    found = queries.best_calendar(meeting.cohort, now)
    chosen = [_on_day(one, day) for one, day in found]
    try:
        made = actions.adopt_calendar(chosen, by=request.user, at=now)
    except Refused as refusal:
        shown = _weighed(meeting, DatesForm(None, _hours(meeting)), now)
        return refused(request, "journeys/poll.html", refusal.findings, **shown)
    messages.success(request, _("%(count)d dates sont fixées : chacun·e est prévenu·e.")
                     % {"count": len(made)})  # fmt: skip
    return onward(request, "journeys:cohort", meeting.cohort.public_id)


def _on_day(meeting: Meeting, day: date) -> DateOption:
    """The date proposed for a meeting on that day."""
    standing = meeting.options.filter(withdrawn_at=None).order_by("starts", "pk")
    return next(one for one in standing if one.starts.astimezone(meeting.zone).date() == day)


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def withdraw(request: Request, meeting: Meeting, option: str) -> HttpResponse:
    """No longer propose a date."""
    actions.withdraw_option(_option(meeting, option), by=request.user, at=timezone.now())
    return onward(request, "journeys:poll", meeting.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read)
@on_its_clock
def mine(request: Request, participation: Participation) -> HttpResponse:
    """The dates asked of me, meeting by meeting."""
    now = timezone.now()
    me = participation.delegates.current(now).filter(person__user=request.user).first()
    asked = queries.asked_of(participation).select_related("cohort__edition__current")
    wanted = request.POST.get("meeting", "") if request.method == "POST" else ""
    forms = [
        (one, AvailabilityForm(queries.poll_of(one, now), me,
                               request.POST if str(one.public_id) == wanted else None))
        for one in asked.order_by("pk")[:6]
        if me is not None
    ]  # fmt: skip
    for one, form in forms:
        if me is not None and form.is_bound and form.is_valid():
            return _answered(request, one, me, form, onwards=request.path)
    failed = any(form.errors for _one, form in forms)
    shown = {"participation": participation, "forms": forms, "findings": []}
    return render(request, "journeys/polls.html", shown, status=422 if failed else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """The dates of one meeting, from a link of one's own."""
    found = entrances.behind(token, "poll_by_link")
    now = timezone.now()
    if found is None or not queries.invited(found[0], now).filter(pk=found[1].pk).exists():
        raise Http404
    meeting, me = found
    if meeting.state != Meeting.State.POLL:
        shown = {"meeting": meeting, "when": screens.said_when(meeting)}
        return render(request, "journeys/poll_over.html", shown)
    data = request.POST if request.method == "POST" else None
    form = AvailabilityForm(queries.poll_of(meeting, now), me, data)
    if form.is_bound and form.is_valid():
        return _answered(request, meeting, me, form, onwards=request.path)
    shown = {"participation": me.participation, "forms": [(meeting, form)], "findings": []}
    return render(request, "journeys/polls.html", shown, status=422 if form.errors else 200)


def _answered(
    request: Request, meeting: Meeting, me: Delegate, form: AvailabilityForm, *, onwards: str
) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    try:
        actions.answer_poll(meeting, me, form.told(), by=by, at=timezone.now())
    except Refused as refusal:
        shown = {"participation": me.participation, "forms": [(meeting, form)]}
        return refused(request, "journeys/polls.html", refusal.findings, **shown)
    messages.success(request, _("Merci, vos disponibilités sont enregistrées."))
    return onward(request, onwards)
