"""Hearings: the team of the house offers and asks, each team takes its time, the jury reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.models import Application
from cordee.applications.policy import may_read, may_write
from cordee.kernel.findings import Refused, broken
from cordee.selection import actions, queries
from cordee.selection.calendars import team_calendar
from cordee.selection.forms_hearings import OfferHearingsForm, TakeHearingForm
from cordee.selection.views.shell import for_juror, led, not_found_unless, seen
from cordee.web.acting import act_and_tell
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from cordee.selection.models import Hearing, HearingSlot, Juror, Panel
    from cordee.web.requests import Request

CHOICES = 50
"""Free times shown to a team: more than a jury hears in two days."""


@require_http_methods(["GET", "HEAD", "POST"])
@led
def hearings(request: Request, panel: Panel) -> HttpResponse:
    """The times of a panel, by whom each is taken; offer more."""
    now, data = timezone.now(), request.POST if request.method == "POST" else None
    jurors = list(queries.seated(panel, now).select_related("person"))
    form = OfferHearingsForm(jurors, queries.stage_of(panel).minutes, data)
    template = "selection/team/hearings.html"
    if form.is_bound and form.is_valid():
        try:
            actions.offer_hearings(
                panel, form.times(queries.zone_of(panel)), form.terms(), by=request.user, at=now
            )
        except Refused as refusal:
            return refused(request, template, refusal.findings, **_offered(request, panel, form))
        messages.success(request, _("Les créneaux sont proposés aux équipes à entendre."))
        return onward(request, "selection:hearings", panel.public_id)
    status = 422 if form.errors else 200
    shown = {**_offered(request, panel, form), "findings": []}
    return render(request, template, shown, status=status)


def _offered(request: Request, panel: Panel, form: OfferHearingsForm) -> dict[str, Any]:
    heard = panel.hearings.exclude(application__in=panel.without)
    lacking = heard.filter(slot=None, application__withdrawn_at=None)
    page, stage = paginated(request, queries.hearing_slots(panel)), queries.stage_of(panel)
    return seen(
        panel, "hearings", form=form, page=page,
        lines=[(one, _named(one, stage)) for one in page.object_list],
        asked=heard.count(), lacking=lacking.count(),
        zone=queries.zone_of(panel).key, now=timezone.now(),
    )  # fmt: skip


@require_POST
@led
def withdraw_slot(request: Request, panel: Panel, slot: str) -> HttpResponse:
    """No longer offer a time, or cancel the hearing that stands on it, saying why."""
    found = row_or_404(lambda: queries.hearing_slots(panel), public_id=slot)
    reason = request.POST.get("reason", "")[:1000]
    return act_and_tell(
        request,
        lambda: actions.withdraw_hearing_slot(
            found, reason=reason, by=request.user, at=timezone.now()
        ),
        _("Le créneau est retiré ; l’équipe qui l’avait pris en reçoit un courriel."),
        ("selection:hearings", panel.public_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@led
def heard_files(request: Request, panel: Panel) -> HttpResponse:
    """The files of a panel: which teams are asked to be heard."""
    page = paginated(request, queries.files(panel).order_by("application__body_name", "pk"))
    kept = {one.application_id: one for one in panel.hearings.select_related("slot")}
    stage = queries.stage_of(panel)
    lines = [
        (one, queries.name_of(one, stage), kept.get(one.application_id)) for one in page.object_list
    ]
    shown = seen(panel, "hearings", page=page, lines=lines,
                 zone=queries.zone_of(panel).key)  # fmt: skip
    template = "selection/team/heard_files.html"
    if request.method != "POST":
        return render(request, template, {**shown, "findings": []})
    ticked = set(request.POST.getlist("deposits"))
    deposits = [one for one in page.object_list if str(one.public_id) in ticked]
    try:
        actions.ask_hearings(panel, deposits, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, template, refusal.findings, **shown)
    messages.success(request, _("Les équipes cochées sont invitées à choisir leur créneau."))
    return onward(request, "selection:heard_files", panel.public_id)


@require_safe
@led
def day(request: Request, panel: Panel) -> HttpResponse:
    """The timetable of a day, for the team."""
    context = seen(panel, "hearings", **_day(request, panel, queries.hearing_slots(panel)))
    return render(request, "selection/team/hearings_day.html", context)


@require_safe
@for_juror
def own_day(request: Request, juror: Juror) -> HttpResponse:
    """The timetable of a day, for a juror: without the files she withdrew from."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    context = _day(request, juror.panel, queries.seen_slots(juror))
    return render(request, "selection/hearings_day.html", {"panel": juror.panel, **context})


def _day(request: Request, panel: Panel, rows: Any) -> dict[str, Any]:
    zone, stage = queries.zone_of(panel), queries.stage_of(panel)
    asked = request.GET.get("jour", "")
    days, shown, slots = queries.timetable(rows, zone, asked, timezone.now())
    lines = [
        (one, _named(one, stage), *(end.astimezone(zone).time() for end in (one.starts, one.ends)))
        for one in slots
    ]
    return {"days": days, "day": shown, "lines": lines}


def _named(slot: HearingSlot, stage: Any) -> str:
    """The team heard at a time, or nothing when it is free."""
    hearing = getattr(slot, "hearing", None)
    deposit = hearing.application.current if hearing else None
    return queries.name_of(deposit, stage) if deposit else ""


def _hearings(application: Application) -> list[Hearing]:
    found = list(queries.hearings_of(application))
    not_found_unless(found or None)
    return found


@require_safe
@guarded(Application, may_read)
def own_hearing(request: Request, application: Application) -> HttpResponse:
    """The hearing of one's file alone, and the times one can take."""
    return _own(request, application, _hearings(application))


def _own(
    request: Request,
    application: Application,
    hearings: list[Hearing],
    bound: dict[int, TakeHearingForm] | None = None,
    findings: Any = (),
) -> HttpResponse:
    speaks = bool(may_write(request.user, application))
    blocks = [
        (one, (bound or {}).get(one.pk) or _form(one), queries.zone_of(one.panel).key)
        for one in hearings
    ]
    context = {
        "application": application, "blocks": blocks, "speaks": speaks,
        "findings": list(findings), "failing": next(iter((bound or {}).values()), None),
    }  # fmt: skip
    status = 422 if findings or bound else 200
    return render(request, "selection/own_hearing.html", context, status=status)


def _form(hearing: Hearing, data: Any = None) -> TakeHearingForm:
    free = queries.free_for(hearing, timezone.now())[:CHOICES]
    most = queries.stage_of(hearing.panel).people_max
    return TakeHearingForm(
        free, queries.zone_of(hearing.panel), data, most=most, people=hearing.people
    )


def _spoken(request: Request, application: Application, key: str) -> Hearing:
    """The hearing of the file, for whoever speaks for the team."""
    rows = queries.hearings_of(application)
    found: Hearing = row_or_404(lambda: rows, public_id=key)
    if not (right := may_write(request.user, application)):
        raise PermissionDenied(right.reason)
    return found


@require_POST
@guarded(Application, may_read)
def take(request: Request, application: Application, hearing: str) -> HttpResponse:
    """Take a time, or move to another."""
    found = _spoken(request, application, hearing)
    form = _form(found, request.POST)
    every = _hearings(application)
    if not form.is_valid():
        gone = "Ce créneau n’est plus libre : prenez-en un autre."
        blame = [broken("slot.taken", "slot", gone)] if request.POST.get("slot") else []
        bound = {found.pk: _form(found) if blame else form}
        return _own(request, application, every, bound, blame)
    try:
        people = form.cleaned_data.get("people")
        actions.take_hearing(found, form.taken(), people=people, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _own(request, application, every, findings=refusal.findings)
    messages.success(request, _("Ce créneau est à vous. Un courriel vous le confirme."))
    return onward(request, "selection:own_hearing", application.public_id)


@require_POST
@guarded(Application, may_read)
def give_back(request: Request, application: Application, hearing: str) -> HttpResponse:
    """Give one's time back."""
    found = _spoken(request, application, hearing)
    return act_and_tell(
        request,
        lambda: actions.give_hearing_back(found, by=request.user, at=timezone.now()),
        _("Le créneau est rendu : prenez-en un autre quand vous voulez."),
        ("selection:own_hearing", application.public_id),
    )


@require_safe
@guarded(Application, may_read)
def calendar(request: Request, application: Application, hearing: str) -> HttpResponse:  # noqa: ARG001 - the shape of a view
    """The hearing for one's calendar."""
    found = row_or_404(lambda: queries.hearings_of(application), public_id=hearing)
    not_found_unless(found.starts)
    headers = {"Content-Disposition": 'attachment; filename="audition.ics"'}
    made = team_calendar(found)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)
