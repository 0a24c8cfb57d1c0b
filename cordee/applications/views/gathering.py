"""The team of a file: who, in which role, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy, queries
from cordee.applications.forms import MemberForm, said
from cordee.applications.rules import team_findings, team_state
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.people.actions.invitations import invite
from cordee.people.models.seats import Role
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application, Member
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def team(request: Request, application: Application) -> HttpResponse:
    """The members, the verdict of composition, and the form that adds someone."""
    asked = application.edition.definition.team_of(application.track)
    if asked is None:
        raise Http404
    form = MemberForm(asked, request.POST or None, initial={"organisation": application.body_name})
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, application, form)
        except Refused as refusal:
            return _page(request, application, form, findings=refusal.findings)
        messages.success(request, _("L’équipe est à jour."))
        return onward(request, "applications:team", application.public_id)
    return _page(request, application, form)


def _page(
    request: Request, application: Application, form: MemberForm, **more: Any
) -> HttpResponse:
    asked = application.edition.definition.team_of(application.track)
    members = list(queries.writers(application))
    mates = queries.teammates(members)
    labels = {one.key: said(one.label) for one in (*asked.roles, *asked.leads)} if asked else {}
    context = shell.shown(
        application,
        "team",
        form=form,
        team=asked,
        rows=[(one, labels.get(one.role, one.role), _parts(one, labels)) for one in members],
        verdicts=team_findings(asked, mates) if asked else [],
        state=team_state(asked, mates) if asked else "",
        **{"findings": [], **more},
    )
    failed = form.is_bound or bool(more.get("findings"))
    return render(request, "applications/team.html", context, status=422 if failed else 200)


def _parts(member: Member, labels: dict[str, str]) -> str:
    return ", ".join(labels.get(key, key) for key in member.leads)


def _add(request: Request, application: Application, form: MemberForm) -> None:
    found = dict(form.cleaned_data)
    wanted = found.pop("invite")
    now = timezone.now()
    member = actions.join(application, **found, by=request.user, at=now)
    if wanted:
        _invite(request, application, member)


def _invite(request: Request, application: Application, member: Member) -> None:
    invite(
        member.email,
        Role.APPLICANT,
        scope=application,
        details={"member": str(member.public_id), "label": str(application)},
        by=request.user,
        at=timezone.now(),
    )


def _member(application: Application, public_id: str) -> Member:
    found = application.members.filter(public_id=public_id, left_at=None).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def member(request: Request, application: Application, member: str) -> HttpResponse:
    """Correct what is said of a member."""
    row = _member(application, member)
    asked = application.edition.definition.team_of(application.track)
    names = ("given_name", "family_name", "role", "leads", "capacity", "organisation", "service",
             "email", "phone")  # fmt: skip
    known = {name: getattr(row, name) for name in names}
    form = MemberForm(asked, request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        actions.change_member(row, by=request.user, at=timezone.now(), **changes)
        if form.cleaned_data["invite"]:
            _invite(request, application, row)
        messages.success(request, _("L’équipe est à jour."))
        return onward(request, "applications:team", application.public_id)
    context = shell.shown(application, "team", form=form, member=row)
    status = 422 if form.is_bound else 200
    return render(request, "applications/member.html", context, status=status)


@require_POST
@guarded(shell.files, policy.may_write)
def leave(request: Request, application: Application, member: str) -> HttpResponse:
    """Take someone off the team; her passage stays written."""
    actions.leave(_member(application, member), by=request.user, at=timezone.now())
    messages.success(request, _("Cette personne ne fait plus partie de l’équipe."))
    return onward(request, "applications:team", application.public_id)


@require_POST
@guarded(shell.files, policy.may_withdraw)
def hand_on(request: Request, application: Application, member: str) -> HttpResponse:
    """Give the file to another of its writers."""
    row = _member(application, member)
    if row.person is None or row.person.user is None:
        messages.error(request, _("Cette personne n’a pas encore ouvert son compte : invitez-la."))
        return onward(request, "applications:team", application.public_id)
    actions.hand_on(application, row.person.user, by=request.user, at=timezone.now())
    messages.success(request, _("Le dossier est confié à %(name)s.") % {"name": row})
    return onward(request, "applications:detail", application.public_id)
