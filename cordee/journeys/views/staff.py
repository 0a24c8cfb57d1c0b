"""The year as the team of the house runs it: cohorts, meetings, sheets, charters, money."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, glance, policy, queries, screens, sheets
from cordee.journeys.actions.polls import NO_POLL
from cordee.journeys.forms import CharterForm, MeetingForm, ReasonForm, ReplaceForm, SettleForm
from cordee.journeys.models import Cohort, Meeting, Participation, Presence
from cordee.journeys.owed import doors
from cordee.journeys.queries.cohorts import cohorts as with_call
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.signing import EARLY
from cordee.journeys.signs import last_seen
from cordee.journeys.views import queued
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused, Verdict
from cordee.people.guards import for_team
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
    from collections.abc import Callable

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_safe
@for_team
def cohorts(request: Request) -> HttpResponse:
    """Every cohort, the latest first."""
    page = paginated(request, Cohort.objects.order_by("-begun_at", "pk"))
    return render(request, "journeys/cohorts.html", {"page": page})


@require_safe
@guarded(with_call, policy.may_run)
@on_its_clock
def cohort(request: Request, cohort: Cohort) -> HttpResponse:
    """A cohort on one page: its meetings, its territories and where they stand."""
    now = timezone.now()
    territories = list(queries.participations(cohort))
    ledger = queries.Ledger.read(cohort, territories)
    seen = last_seen(cohort)
    meetings = [one for one in ledger.meetings if one.participation_id is None]
    standing = [glance.row(ledger, one, seen, now) for one in territories]
    context = {
        "cohort": cohort,
        "meetings": [
            (one, screens.said_when(one), screens.TONES[Meeting.State(one.state)])
            for one in meetings
        ],
        "individual": list(
            cohort.meetings.exclude(participation=None)
            .select_related("participation")
            .order_by("participation__name", "ordinal", "pk")
        ),
        "columns": glance.over(ledger),
        "rows": standing,
        "sums": queries.sums(cohort),
        "doors": doors(cohort),
        "coming": next((one for one in meetings if _coming(one, now)), None),
        "unsigned": sum(not one.signed for one in standing),
        "themes": screens.treated(cohort, meetings),
    }
    return render(request, "journeys/cohort.html", context)


def _coming(meeting: Meeting, at: datetime) -> bool:
    """Whether its day is known and not over."""
    fixed = meeting.state == Meeting.State.FIXED
    return fixed and meeting.ends is not None and meeting.ends > at


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("cohort__edition__current", "participation")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_meetings, policy.may_run)
@on_its_clock
def meeting(request: Request, meeting: Meeting) -> HttpResponse:
    """Fix or move a meeting, and sign its sheet."""
    known = {
        "starts": _local(meeting.starts),
        "ends": _local(meeting.ends),
        "venue": meeting.venue,
        "video": meeting.video,
    }
    form = MeetingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_meeting(meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            return _meeting_page(request, meeting, form, refusal.findings)
        messages.success(
            request, _("Le changement est annoncé : les calendriers se mettent à jour.")
        )
        return onward(request, "journeys:meeting", meeting.public_id)
    return _meeting_page(request, meeting, form, [])


def _local(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if value else ""


def _detail(request: Request, meeting: Meeting) -> str:
    """The territory whose half-days are shown, when the address names one of this cohort."""
    asked = request.GET.get("territoire", "")
    known = {str(key) for key in meeting.cohort.participations.values_list("public_id", flat=True)}
    return asked if asked in known else ""


def _meeting_page(
    request: Request, meeting: Meeting, form: forms.Form, findings: list[Any]
) -> HttpResponse:
    detail = _detail(request, meeting)
    closed = meeting.state == Meeting.State.CLOSED
    context = {
        "meeting": meeting,
        "cohort": meeting.cohort,
        "when": screens.said_when(meeting),
        "tone": screens.TONES[Meeting.State(meeting.state)],
        "form": form,
        "findings": findings,
        "sheet": sheets.sheet(meeting, detail=detail, page=request.GET.get("page", "")),
        "detail": detail,
        "modes": [one for one in Presence.Status.choices if one[0] in sheets.NOTED],
        "held": sheets.held(meeting),
        "correcting": closed and bool(detail or "corriger" in request.GET),
        "statuses": Presence.Status.choices,
        "changes": list(meeting.changes.order_by("-sequence")[:10]),
    }
    failed = form.is_bound or bool(findings)
    context |= {"failed": failed} | _half_of_the_page(request, meeting, failed=failed)
    return render(request, "journeys/meeting.html", context, status=422 if failed else 200)


def _half_of_the_page(request: Request, meeting: Meeting, *, failed: bool) -> dict[str, Any]:
    """Until its sheet opens one prepares a meeting, then one signs: the other half on demand.

    A sheet and the form that moves the meeting, together, would weigh too much.
    """
    now, starts = timezone.now(), meeting.starts
    early = starts is not None and now < starts - EARLY
    return {
        "early": early,
        "opens": starts - EARLY if starts else None,
        "moves": starts is None or early or failed or "deplacer" in request.GET,
        "polls": meeting.state not in NO_POLL and (starts is None or now < starts),
    }


@require_POST
@guarded(_meetings, policy.may_run)
@on_its_clock
def sign(request: Request, meeting: Meeting) -> HttpResponse:
    """Write what is changed on the sheet; what is left blank stays unsigned.

    A sheet that may not be closed is written all the same, and what finds it closed by a colleague
    waits there: nothing ticked is lost. What waited in a browser never closes it: others may have
    noted people since, and whoever pressed then reads it again first.
    """
    now = timezone.now()
    signed = queued.moment_of(request, now)
    marks = sheets.given(meeting, request.POST.dict())
    closing = "close" in request.POST
    try:
        held = actions.write_sheet(meeting, marks, by=request.user, at=now, signed=signed)
    except Refused as refusal:
        return _unwritten(request, meeting, refusal, late=signed is not None)
    if held is not None:
        return _held(request, meeting, held)
    if signed:
        return queued.told(queued.said_sent(closing=closing))
    if closing:
        try:
            actions.close_meeting(meeting, by=request.user, at=now)
        except Refused as refusal:
            messages.success(request, _("Ce que vous avez noté est enregistré."))
            return _meeting_page(request, meeting, MeetingForm(), refusal.findings)
    done = _("La feuille de présence est enregistrée et close.")
    messages.success(request, done if closing else _("La feuille de présence est enregistrée."))
    return onward(request, _same_page(request, meeting))


def _same_page(request: Request, meeting: Meeting) -> str:
    """Back to the page of the sheet that was being noted, or on to the next one."""
    page = request.POST.get("then", request.POST.get("page", ""))
    here = reverse("journeys:meeting", args=[meeting.public_id])
    if "territoire" in request.POST:
        return f"{here}?{urlencode({'territoire': request.POST['territoire']})}"
    return f"{here}?{urlencode({'page': page})}" if page else here


def _unwritten(request: Request, meeting: Meeting, refusal: Refused, *, late: bool) -> HttpResponse:
    if late:
        return queued.refused(refusal)
    meeting.refresh_from_db(fields=["state"])
    return _meeting_page(request, meeting, MeetingForm(), refusal.findings)


def _held(request: Request, meeting: Meeting, count: int) -> HttpResponse:
    """What was ticked on a sheet that a colleague closed meanwhile: kept, and said."""
    said = queued.said_held(count) if count else _("La feuille est close : elle dit déjà cela.")
    if count and "correct" in request.POST:
        said = _("Dites maintenant pourquoi : la correction n’est inscrite qu’avec sa raison.")
    if "X-Queued" in request.headers:
        return queued.told(said)
    messages.warning(request, said)
    return onward(request, "journeys:meeting", meeting.public_id)


def act(
    request: Request,
    participation: Participation,
    form: forms.Form,
    title: str,
    do: Callable[[], Any],
    *,
    said: str = "",
) -> HttpResponse:
    """A small form page about a territory: shows, refuses with reasons, or acts and goes back."""
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("C’est enregistré."))
            return onward(request, "journeys:territory", participation.public_id)
    context = {"participation": participation, "form": form, "title": title, "findings": findings,
               "said": said}  # fmt: skip
    failed = form.is_bound
    return render(request, "journeys/act.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def charter(request: Request, participation: Participation) -> HttpResponse:
    """Record the signed charter."""
    form = CharterForm(request.POST or None, request.FILES or None)

    def do() -> None:
        found = dict(form.cleaned_data)
        day = found.pop("signed_on")
        at = timezone.make_aware(datetime.combine(day, time(12)))
        now = timezone.now()
        actions.sign_charter(participation, signed_at=min(at, now) if day == now.date() else at,
                             by=request.user, at=now, **found)  # fmt: skip

    return act(request, participation, form, _("Enregistrer la charte signée"), do)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def settle(request: Request, participation: Participation) -> HttpResponse:
    """Settle a pledge by hand."""
    form = SettleForm(pledges_asked(participation), request.POST or None)

    def do() -> None:
        found = form.cleaned_data
        actions.settle(participation, found["pledge"], Verdict(found["verdict"]),
                       reason=found["reason"], by=request.user, at=timezone.now())  # fmt: skip

    return act(request, participation, form, _("Statuer sur un engagement"), do)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def replace(request: Request, participation: Participation, delegate: str) -> HttpResponse:
    """Put someone in another's place."""
    leaving = row_or_404(participation.delegates.all, public_id=delegate)
    form = ReplaceForm(request.POST or None)

    def do() -> None:
        found = form.cleaned_data
        actions.replace_by(leaving, email=found["email"], given_name=found["given_name"],
                           family_name=found["family_name"], reason=found["reason"],
                           by=request.user, at=timezone.now())  # fmt: skip

    said = _("La personne remplacée ne lit plus rien du parcours ; ses présences restent comptées.")
    return act(request, participation, form, _("Remplacer une personne"), do, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def withdraw(request: Request, participation: Participation) -> HttpResponse:
    """Record that a territory leaves."""
    form = ReasonForm(request.POST or None)

    def do() -> None:
        actions.withdraw(
            participation, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )

    said = _("Sa délégation ne lira plus rien du parcours. Ce qu’elle a fait reste compté.")
    absence = participation.cohort.edition.definition.year.absence
    if absence is not None and absence.withdrawal_notice is not None:
        notice = _("Le départ prend effet aussitôt, d’un commun accord. Pour que coure le préavis "
                   "du programme, passez par « Remplacer, prolonger, partir ».")  # fmt: skip
        said = f"{said} {notice}"
    return act(
        request, participation, form, _("Enregistrer le départ du territoire"), do, said=said
    )
