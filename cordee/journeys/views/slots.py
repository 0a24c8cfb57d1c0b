"""Individual half-days: the team offers, each territory takes its own (R71-R74)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, screens
from cordee.journeys.forms import BookForm, SlotsForm
from cordee.journeys.models import Cohort, Meeting, Participation, Slot
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.people.queries import house
from cordee.web.acting import act_and_tell
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def offer(request: Request, cohort: Cohort) -> HttpResponse:
    """The half-days of a cohort: offered, taken by whom; offer more."""
    now = timezone.now()
    form = SlotsForm(house(now), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        zone = ZoneInfo(cohort.edition.definition.timeline.zone)
        try:
            actions.offer_slots(
                cohort, form.cleaned_data["host"], form.dates(zone),
                mode=form.cleaned_data["mode"], by=request.user, at=now,
            )  # fmt: skip
        except Refused as refusal:
            return refused(
                request, "journeys/slots.html", refusal.findings, **_offered(request, cohort, form)
            )
        messages.success(request, _("Les créneaux sont proposés aux territoires."))
        return onward(request, "journeys:slots", cohort.public_id)
    shown = {**_offered(request, cohort, form), "findings": []}
    return render(request, "journeys/slots.html", shown, status=422 if form.errors else 200)


def _offered(request: Request, cohort: Cohort, form: SlotsForm) -> dict[str, Any]:
    standing = cohort.slots.filter(withdrawn_at=None)
    page = paginated(request, standing.select_related("host", "meeting__participation"))
    lacking = cohort.meetings.filter(kind="individual", starts=None, participation__ends=None)
    named = lacking.exclude(participation=None).select_related("participation")
    return {
        "cohort": cohort,
        "form": form,
        "page": page,
        "lacking": list(named.order_by("pk")[:40]),
    }


@require_POST
@guarded(cohorts, policy.may_run)
@on_its_clock
def take_away(request: Request, cohort: Cohort, slot: str) -> HttpResponse:
    """No longer offer a half-day nobody took."""
    found = row_or_404(cohort.slots.all, public_id=slot)
    return act_and_tell(
        request,
        lambda: actions.withdraw_slot(found, by=request.user, at=timezone.now()),
        _("Le créneau n’est plus proposé."),
        ("journeys:slots", cohort.public_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_show)
@on_its_clock
def mine(request: Request, participation: Participation) -> HttpResponse:
    """The meetings of my territory alone, and the half-days it can take."""
    free = Slot.objects.filter(cohort=participation.cohort_id).free(timezone.now())
    choices = list(free.select_related("host").order_by("starts", "pk")[:25])
    own = _own(participation)
    to_come = [one for one in own if one.state not in PAST]
    form = BookForm(to_come, choices, request.POST if request.method == "POST" else None)
    shown = {
        "participation": participation,
        "meetings": [
            # A meeting whose day was not taken among the offered ones has no slot.
            (
                one,
                getattr(one, "slot", None),
                screens.said_when(one),
                screens.TONES[Meeting.State(one.state)],
            )
            for one in own
        ],
        "free": choices if to_come else [],
        "over": not to_come,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.book(by=request.user, at=timezone.now(), **form.booked())
        except Refused as refusal:
            return refused(request, "journeys/own_slots.html", refusal.findings, **shown)
        messages.success(request, _("Le créneau est à vous : il est dans votre calendrier."))
        return onward(request, "journeys:own_slots", participation.public_id)
    shown["findings"] = []
    return render(request, "journeys/own_slots.html", shown, status=422 if form.errors else 200)


PAST = (Meeting.State.CLOSED, Meeting.State.CANCELLED)
"""A meeting that was held or called off takes no half-day."""


def _own(participation: Participation) -> list[Meeting]:
    own = Meeting.objects.filter(participation=participation).select_related("slot__host")
    return list(own.select_related("cohort__edition__current").order_by("key", "ordinal", "pk"))


@require_POST
@guarded(rows, policy.may_show)
@on_its_clock
def give_back(request: Request, participation: Participation, slot: str) -> HttpResponse:
    """Give a half-day back."""
    taken = Slot.objects.filter(meeting__participation=participation)
    found = row_or_404(taken.all, public_id=slot)
    return act_and_tell(
        request,
        lambda: actions.release(found, by=request.user, at=timezone.now()),
        _("Le créneau est libre : prenez-en un autre quand vous voulez."),
        ("journeys:own_slots", participation.public_id),
    )
