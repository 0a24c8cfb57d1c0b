"""How people come to a meeting: said by each, counted for the team, cars shared among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries, screens, sheets
from cordee.journeys.forms.coming import ComingForm, RideForm
from cordee.journeys.models import Coming, Meeting, Ride, Sharing
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.signing import meetings
from cordee.kernel.findings import Refused
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
    from collections.abc import Callable

    from cordee.journeys.models import Delegate
    from cordee.web.requests import Request

SILENT = 40
"""Names shown of those who said nothing."""


def _me(request: Request, meeting: Meeting) -> Delegate:
    """Who asks, among the people expected; the team looks at the numbers instead."""
    found = policy.delegate_at(request.user, meeting, timezone.now())
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_attend)
@on_its_clock
def come(request: Request, meeting: Meeting) -> HttpResponse:
    """Say how one comes."""
    me = _me(request, meeting)
    known = queries.own_coming(meeting, me)
    data = request.POST if request.method == "POST" else None
    form = ComingForm(meeting, known, data, meal=queries.serves_meal(meeting))
    shown: dict[str, Any] = {"meeting": meeting, "me": me, "known": known, "form": form,
                             "when": screens.said_when(meeting), "findings": []}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_coming(meeting, me, form.said(), by=request.user, at=timezone.now())
        except Refused as refusal:
            shown.pop("findings")
            return refused(request, "journeys/come.html", refusal.findings, **shown)
        messages.success(request, _("Merci, c’est noté. Vous pouvez changer d’avis."))
        return onward(request, "journeys:programme", meeting.public_id)
    return render(request, "journeys/come.html", shown, status=422 if form.errors else 200)


@require_safe
@guarded(meetings, policy.may_run)
@on_its_clock
def numbers(request: Request, meeting: Meeting) -> HttpResponse:
    """What the caterer is told: numbers, never a name; and who said nothing yet."""
    told = queries.counts(meeting)
    spoke = Coming.objects.filter(meeting=meeting).values("delegate")
    silent = sheets.expected(meeting).exclude(pk__in=spoke)
    shown = {
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "modes": [(dict(Coming.Mode.choices)[key], n) for key, n in told.modes.items()],
        "meals": told.meals,
        "diets": [(screens.said_diet(key), n) for key, n in told.diets.items()],
        "km": [(dict(Coming.Travel.choices).get(key, _("non dit")), n)
               for key, n in told.km.items()],
        "spared": told.spared,
        "silent": list(silent[:SILENT]),
        "waiting": silent.count(),
        "cars": meeting.rides.filter(withdrawn_at=None, kind=Ride.Kind.OFFER).count(),
        "catering": queries.catering(meeting),
    }  # fmt: skip
    return render(request, "journeys/numbers.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_attend)
@on_its_clock
def rides(request: Request, meeting: Meeting) -> HttpResponse:
    """The cars of a meeting, one's own, and those one shares."""
    me = _me(request, meeting)
    own = meeting.rides.filter(delegate=me, withdrawn_at=None).first()
    known = _known(own) if own else None
    form = RideForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.post_ride(meeting, me, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "journeys/rides.html", refusal.findings,
                           **_cars(request, meeting, me, own, form))  # fmt: skip
        messages.success(request, _("Votre annonce est vue par les personnes attendues."))
        return onward(request, "journeys:rides", meeting.public_id)
    shown = {**_cars(request, meeting, me, own, form), "findings": []}
    return render(request, "journeys/rides.html", shown, status=422 if form.errors else 200)


def _known(own: Ride) -> dict[str, Any]:
    hour = own.hour.strftime("%H:%M") if own.hour else ""
    return {"kind": own.kind, "place": own.place, "way": own.way, "hour": hour,
            "seats": own.seats, "words": own.words}  # fmt: skip


def _cars(
    request: Request, meeting: Meeting, me: Delegate, own: Ride | None, form: RideForm
) -> dict[str, Any]:
    mine = queries.shared(meeting, me)
    return {
        "meeting": meeting,
        "me": me,
        "own": own,
        "form": form,
        "when": screens.said_when(meeting),
        "page": paginated(request, queries.rides(meeting).exclude(delegate=me)),
        "asked": {one.sharing.ride_id for one in mine if not one.mine},
        "shared": mine,
    }


@require_POST
@guarded(meetings, policy.may_attend)
def share(request: Request, meeting: Meeting, ride: str) -> HttpResponse:
    """Ask to share a ride."""
    me = _me(request, meeting)
    found = row_or_404(meeting.rides.filter(withdrawn_at=None).all, public_id=ride)
    words = request.POST.get("words", "").replace("\0", "")[:300]
    said = _("Votre demande est partie. Vos coordonnées se donnent si elle est acceptée.")
    return _done(request, meeting, lambda: actions.ask_sharing(
        found, me, words=words, by=request.user, at=timezone.now()), said)  # fmt: skip


@require_POST
@guarded(meetings, policy.may_attend)
def answer(request: Request, meeting: Meeting, key: str) -> HttpResponse:
    """Accept, refuse or give up a shared ride."""
    me = _me(request, meeting)
    rows = Sharing.objects.filter(ride__meeting=meeting).select_related("ride")
    found = row_or_404(rows.all, public_id=key)
    now = timezone.now()
    if found.ride.delegate_id == me.pk and request.POST.get("answer") in {"yes", "no"}:
        accepted = request.POST["answer"] == "yes"
        said = _("C’est convenu : chacun·e a les coordonnées de l’autre.") if accepted else _(
            "C’est dit, avec tact.")  # fmt: skip
        return _done(request, meeting, lambda: actions.answer_sharing(
            found, accepted=accepted, by=request.user, at=now), said)  # fmt: skip
    if me.pk not in {found.ride.delegate_id, found.delegate_id}:
        raise Http404
    return _done(request, meeting, lambda: actions.leave_sharing(
        found, by=request.user, at=now), _("L’autre personne est prévenue."))  # fmt: skip


@require_POST
@guarded(meetings, policy.may_attend)
def withdraw_ride(request: Request, meeting: Meeting) -> HttpResponse:
    """Take one's own ride away."""
    me = _me(request, meeting)
    own = meeting.rides.filter(delegate=me, withdrawn_at=None).first()
    if own is None:
        raise Http404
    return _done(request, meeting, lambda: actions.withdraw_ride(
        own, by=request.user, at=timezone.now()), _("L’annonce est retirée."))  # fmt: skip


def _done(request: Request, meeting: Meeting, act: Callable[[], object], said: str) -> HttpResponse:
    return act_and_tell(request, act, said, ("journeys:rides", meeting.public_id))
