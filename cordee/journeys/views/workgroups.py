"""Working groups as pages: the list of a cohort, one group, its sessions, its synthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, screens
from cordee.journeys.audiences import reader
from cordee.journeys.forms import workgroups as forms
from cordee.journeys.models import Cohort, WorkingGroup, WorkingSession
from cordee.journeys.queries import workgroups as queries
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.people.policy import is_staff
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")


def _sessions() -> QuerySet[WorkingSession]:
    return WorkingSession.objects.select_related("group__cohort__edition__current")


@require_safe
@guarded(cohorts, policy.may_see_working_groups)
@on_its_clock
def working_groups(request: Request, cohort: Cohort) -> HttpResponse:
    """The working groups of a cohort, one's own first."""
    now = timezone.now()
    shown = {
        "cohort": cohort, "staff": is_staff(request.user, now),
        "back": screens.way_back(reader(request.user, now), cohort),
        "page": paginated(request, queries.of_cohort(cohort, request.user, now)),
    }  # fmt: skip
    return render(request, "journeys/working_groups.html", shown)


@require_http_methods([*BOTH])
@guarded(cohorts, policy.may_run)
@on_its_clock
def open_group(request: Request, cohort: Cohort) -> HttpResponse:
    """Open a working group."""
    return _kept(request, cohort, None)


@require_http_methods([*BOTH])
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def change_group(request: Request, group: WorkingGroup) -> HttpResponse:
    """Change what a group is about."""
    return _kept(request, group.cohort, group)


def _kept(request: Request, cohort: Cohort, group: WorkingGroup | None) -> HttpResponse:
    names = ("question", "about", "voices", "open")
    known = {name: getattr(group, name) for name in names} if group else None
    form = forms.WorkingGroupForm(request.POST or None, initial=known)
    shown: dict[str, Any] = {"cohort": cohort, "group": group, "form": form}
    if form.is_bound and form.is_valid():
        try:
            made = actions.keep_working_group(
                cohort, group=group, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            return refused(request, "journeys/change_working_group.html", refusal.findings, **shown)
        messages.success(request, _("Le groupe de travail est réglé."))
        return onward(request, "journeys:working_group", made.public_id)
    shown["findings"] = []
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/change_working_group.html", shown, status=status)


@require_safe
@guarded(queries.working_groups, policy.may_see_working_group)
@on_its_clock
def working_group(request: Request, group: WorkingGroup) -> HttpResponse:
    """Its question, who is in, when it meets, what it found."""
    return render(request, "journeys/working_group.html", _shown(request, group))


def _shown(request: Request, group: WorkingGroup, **more: Any) -> dict[str, Any]:
    now = timezone.now()
    people = queries.members(group, now)
    mine = next((one for one in people if one.person.user_id == request.user.pk), None)
    leads = bool(policy.may_lead(request.user, group, at=now)) and group.handed_at is None
    staff = is_staff(request.user, now)
    within = {one.person_id for one in people}
    choices = [one for one in queries.to_take_in(group.cohort, now) if one.pk not in within]
    return {
        "group": group, "cohort": group.cohort, "members": people, "mine": mine, "leads": leads,
        "inside": mine is not None or staff, "staff": staff, "now": now,
        "sessions": list(group.sessions.order_by("starts", "pk")[:50]),
        "taking": forms.TakeInForm(choices) if leads else None, "findings": [],
        "back": screens.way_back(reader(request.user, now), group.cohort), **more,
    }  # fmt: skip


def _done(
    request: Request, group: WorkingGroup, act: Callable[[], object], said: str
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        found = list(refusal.findings)
        shown = _shown(request, group, findings=found)
        return render(request, "journeys/working_group.html", shown, status=422)
    messages.success(request, said)
    return onward(request, "journeys:working_group", group.public_id)


@require_POST
@guarded(queries.working_groups, policy.may_see_working_group)
@on_its_clock
def join_group(request: Request, group: WorkingGroup) -> HttpResponse:
    """Join a group that is open to everyone of the cohort."""
    now, person = timezone.now(), getattr(request.user, "person", None)
    if person is None or not (group.open or policy.may_lead(request.user, group, at=now)):
        messages.error(request, _("Ce groupe se rejoint sur invitation : demandez à qui l’anime."))
        return onward(request, "journeys:working_group", group.public_id)
    return _done(
        request, group, lambda: actions.take_in(group, person, by=request.user, at=now),
        _("Vous êtes du groupe : ses séances rejoignent votre calendrier."),
    )  # fmt: skip


@require_POST
@guarded(queries.working_groups, policy.may_see_working_group)
@on_its_clock
def leave_group(request: Request, group: WorkingGroup) -> HttpResponse:
    """Leave a group."""
    now = timezone.now()
    for one in group.members.current(now).filter(person__user=request.user).order_by("pk"):
        actions.let_go(one, by=request.user, at=now)
    messages.success(request, _("Vous n’êtes plus de ce groupe."))
    return onward(request, "journeys:working_groups", group.cohort.public_id)


@require_POST
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def bring_in(request: Request, group: WorkingGroup) -> HttpResponse:
    """Bring someone in, or give the group to lead."""
    now = timezone.now()
    form = forms.TakeInForm(queries.to_take_in(group.cohort, now), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez quelqu’un de la cohorte ou de l’équipe."))
        return onward(request, "journeys:working_group", group.public_id)
    return _done(
        request, group,
        lambda: actions.take_in(group, **form.cleaned_data, by=request.user, at=now),
        _("C’est noté."),
    )  # fmt: skip


@require_POST
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def send_out(request: Request, group: WorkingGroup, member: str) -> HttpResponse:
    """Take someone out of a group."""
    found = group.members.filter(public_id=member, left_at=None).first()
    if found is None:
        raise Http404
    return _done(
        request, group, lambda: actions.let_go(found, by=request.user, at=timezone.now()),
        _("C’est noté."),
    )  # fmt: skip


@require_http_methods([*BOTH])
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def new_session(request: Request, group: WorkingGroup) -> HttpResponse:
    """Say when a group meets, once or every so many months."""
    form = forms.SessionForm(request.POST or None)
    return _planned(request, group, None, form)


@require_http_methods([*BOTH])
@guarded(_sessions, policy.may_lead_session)
def session(request: Request, one: WorkingSession) -> HttpResponse:
    """Move a session."""
    with timezone.override(one.group.zone):
        names = ("starts", "ends", "place", "video")
        known = {name: getattr(one, name) for name in names}
        form = forms.SessionForm(request.POST or None, once=True, initial=known)
        return _planned(request, one.group, one, form)


def _planned(
    request: Request, group: WorkingGroup, one: WorkingSession | None, form: forms.SessionForm
) -> HttpResponse:
    shown: dict[str, Any] = {"group": group, "session": one, "form": form}
    if form.is_bound and form.is_valid():
        try:
            actions.plan_session(
                group, session=one, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            return refused(request, "journeys/working_session.html", refusal.findings, **shown)
        messages.success(request, _("La date est annoncée aux membres du groupe."))
        return onward(request, "journeys:working_group", group.public_id)
    shown["findings"] = []
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/working_session.html", shown, status=status)


@require_POST
@guarded(_sessions, policy.may_lead_session)
def cancel_session(request: Request, one: WorkingSession) -> HttpResponse:
    """A session is not held."""
    actions.cancel_session(one, by=request.user, at=timezone.now())
    messages.success(request, _("La séance est annulée : les membres en sont prévenus."))
    return onward(request, "journeys:working_group", one.group.public_id)


@require_http_methods([*BOTH])
@guarded(_sessions, policy.may_lead_session)
def session_words(request: Request, one: WorkingSession) -> HttpResponse:
    """Write what was said at a session."""
    with timezone.override(one.group.zone):
        form = forms.SessionWordsForm(request.POST or None, initial={"words": one.words})
        if request.method == "POST" and form.is_valid():
            words = form.cleaned_data["words"]
            actions.tell_session(one, words, by=request.user, at=timezone.now())
            messages.success(request, _("Enregistré."))
            return onward(request, "journeys:working_group", one.group.public_id)
        status = 422 if request.method == "POST" else 200
        shown = {"group": one.group, "session": one, "form": form}
        return render(request, "journeys/working_session_words.html", shown, status=status)


@require_http_methods([*BOTH])
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def synthesis(request: Request, group: WorkingGroup) -> HttpResponse:
    """Write the synthesis of a group; two hands never erase each other."""
    start = {"text": group.synthesis, "revision": group.revision}
    form = forms.SynthesisForm(request.POST or None, initial=start)
    shown: dict[str, Any] = {"group": group, "form": form, "clash": None, "findings": []}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "journeys/synthesis.html", shown, status=status)
    typed, started = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        kept = actions.write_synthesis(
            group, typed, revision=started, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        shown.pop("findings")
        return refused(request, "journeys/synthesis.html", refusal.findings, **shown)
    if kept is None:
        group.refresh_from_db(fields=("synthesis", "revision"))
        again = {"text": typed, "revision": group.revision}
        shown |= {"form": forms.SynthesisForm(initial=again), "failed": True,
                  "clash": {"in_force": group.synthesis, "mine": typed}}  # fmt: skip
        return render(request, "journeys/synthesis.html", shown, status=409)
    messages.success(request, _("Enregistré."))
    return onward(request, "journeys:working_group", group.public_id)


@require_POST
@guarded(queries.working_groups, policy.may_lead)
@on_its_clock
def hand_in(request: Request, group: WorkingGroup) -> HttpResponse:
    """Hand the synthesis in: the whole cohort reads it among its resources."""
    return _done(
        request, group,
        lambda: actions.hand_synthesis_in(group, by=request.user, at=timezone.now()),
        _("La synthèse est rendue : toute la cohorte la lit dans ses ressources."),
    )  # fmt: skip
