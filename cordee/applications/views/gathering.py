"""The team of a file: who, in which role, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy, queries
from cordee.applications.forms import MemberForm, said
from cordee.applications.queries.approvals import latest_approvals
from cordee.applications.rules import team_findings, team_state
from cordee.applications.rules.approvals import approval_findings, signs
from cordee.applications.rules.team import TeamState, wanted
from cordee.applications.views import shell
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.people.actions.persons import change_profile
from cordee.people.models import Invitation
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application, Member
    from cordee.applications.rules import Teammate
    from cordee.kernel.findings import Finding
    from cordee.programme.schema.team import Team
    from cordee.web.requests import Request

TONES = {
    TeamState.COMPLETE: "good",
    TeamState.INCOMPLETE: "info",
    TeamState.TO_COMPLETE: "warn",
}


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def team(request: Request, application: Application) -> HttpResponse:
    """The members, the verdict of composition, and the form that adds someone."""
    asked = application.edition.definition.team_of(application.track)
    if asked is None:
        raise Http404
    leaver = _leaver(request, application)
    form = MemberForm(asked, request.POST or None, initial=_first(request, application, leaver))
    if request.method == "POST" and form.is_valid():
        try:
            sent_to = _add(request, application, form, leaver)
        except Refused as refusal:
            return _page(request, application, form, leaver=leaver, findings=refusal.findings)
        messages.success(request, _("L’équipe est à jour."))
        if sent_to:
            messages.success(
                request, _("L’invitation part vers %(address)s.") % {"address": sent_to}
            )
        return onward(request, "applications:team", application.public_id)
    return _page(request, application, form, leaver=leaver)


def _leaver(request: Request, application: Application) -> Member | None:
    """Whom the newcomer replaces, when the page was asked so."""
    given = request.GET.get("remplace") or request.POST.get("remplace") or ""
    try:
        return application.members.filter(public_id=given, left_at=None).first() if given else None
    except (ValueError, ValidationError):
        return None


def _first(request: Request, application: Application, leaver: Member | None) -> dict[str, Any]:
    """What the form says at first: the place to take, or whoever opens a file nobody joined yet."""
    known: dict[str, Any] = {"organisation": application.body_name}
    if leaver is not None:
        return {"organisation": leaver.organisation, "service": leaver.service,
                "role": leaver.role, "leads": leaver.leads}  # fmt: skip
    person = getattr(request.user, "person", None)
    if person is None or application.members.filter(person=person).exists():
        return known
    return {**known, "given_name": person.given_name, "family_name": person.family_name,
            "email": request.user.email, "phone": person.phone,
            "capacity": person.title}  # fmt: skip


def _page(
    request: Request, application: Application, form: MemberForm, **more: Any
) -> HttpResponse:
    asked = application.edition.definition.team_of(application.track)
    members = list(queries.writers(application).select_related("person"))
    mates = queries.teammates(members, queries.approving(application))
    state = team_state(asked, mates) if asked else TeamState.COMPLETE
    context = shell.shown(
        application,
        "team",
        form=form,
        team=asked,
        rows=_rows(application, asked, members, mates),
        verdicts=_verdicts(application, asked, mates),
        state=state,
        tone=TONES[state],
        wanted=_wanted(asked, mates) if asked else "",
        gone=list(queries.gone(application)),
        **{"findings": [], "leaver": None, **more},
    )
    failed = form.is_bound or bool(more.get("findings"))
    context["oneself"] = not form.is_bound and form.initial.get("email") == request.user.email
    if context["oneself"]:  # nobody invites oneself
        del form.fields["invite"]
    return render(request, "applications/team.html", context, status=422 if failed else 200)


def _rows(
    application: Application, asked: Team | None, members: list[Member], mates: list[Teammate]
) -> list[dict[str, Any]]:
    """A line a member: role and parts in words, approval, invitation."""
    labels = {one.key: said(one.label) for one in (*asked.roles, *asked.leads)} if asked else {}
    requests = latest_approvals(application) if asked and asked.sign_off else {}
    changed = _changed_since(application) if requests else []
    invited = _invited(application) if any(one.person_id is None for one in members) else set()
    return [
        {
            "member": one,
            "role": labels.get(one.role, one.role),
            "parts": _parts(one, labels),
            "approval": requests.get(one.pk),
            "outdated": str(one) in changed,
            "signs": bool(asked and signs(asked, mate)),
            "invited": bool(one.email) and one.email.lower() in invited,
        }
        for one, mate in zip(members, mates, strict=True)
    ]


def _verdicts(application: Application, asked: Team | None, mates: list[Teammate]) -> list[Finding]:
    """Every rule of composition and of approval, held or not."""
    if asked is None:
        return []
    found = team_findings(asked, mates, application.body_name)
    return [*found, *approval_findings(asked, mates)]


def _invited(application: Application) -> set[str]:
    """The addresses whose invitation to this file waits to be opened."""
    waiting = Invitation.objects.pending(timezone.now()).somewhere(application)
    return {address.lower() for address in waiting.order_by().values_list("email", flat=True)}


def _changed_since(application: Application) -> list[str]:
    """Who approved the file as it no longer is."""
    now = timezone.now()
    return queries.outdated(application, queries.draft_of(application, now), now)


def _wanted(team: Team, mates: list[Teammate]) -> str:
    """« 1 élu·e et 2 technicien·nes », or nothing when every role is held."""
    lacking = wanted(team, mates)
    return french.listed([f"{count} {french.lowered(said(role.label))}" for role, count in lacking])


def _parts(member: Member, labels: dict[str, str]) -> str:
    return ", ".join(labels.get(key, key) for key in member.leads)


def _add(
    request: Request, application: Application, form: MemberForm, leaver: Member | None
) -> str:
    """Write the member; answers the address invited, if any."""
    found = dict(form.cleaned_data)
    invited = found.pop("invite")
    now = timezone.now()
    person = getattr(request.user, "person", None)
    if person is not None and found["email"].lower() == request.user.email:
        found["person"], invited = person, False
    with transaction.atomic():
        if leaver is not None:
            member = actions.replace(leaver, **found, by=request.user, at=now)
        else:
            member = actions.join(application, **found, by=request.user, at=now)
        if person is not None and "person" in found and not person.given_name:
            named = {key: found[key] for key in ("given_name", "family_name")}
            change_profile(person, **named, by=request.user, at=now)
        if invited:
            actions.ask_in(member, by=request.user, at=now)
    return str(member.email) if invited else ""


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
    if row.person_id is not None:  # she already writes
        del form.fields["invite"]
    elif row.email.lower() in _invited(application):
        form.fields["invite"].label = _("Lui renvoyer l’invitation, avec un nouveau lien")
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        actions.change_member(row, by=request.user, at=timezone.now(), **changes)
        try:
            if form.cleaned_data.get("invite"):
                actions.ask_in(row, by=request.user, at=timezone.now())
                told = _("L’invitation part vers %(address)s.") % {"address": row.email}
                messages.success(request, told)
            messages.success(request, _("L’équipe est à jour."))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return onward(request, "applications:team", application.public_id)
    mine = row.person is not None and row.person.user_id == request.user.pk
    context = shell.shown(application, "team", form=form, member=row, mine=mine)
    status = 422 if form.is_bound else 200
    return render(request, "applications/member.html", context, status=status)


@require_POST
@guarded(shell.files, policy.may_write)
def leave(request: Request, application: Application, member: str) -> HttpResponse:
    """Take someone off the team; her passage stays written."""
    row = _member(application, member)
    mine = row.person is not None and row.person.user_id == request.user.pk
    because = request.POST.get("because", "").replace("\0", "")[:300]
    try:
        actions.leave(row, because=because, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return onward(request, "applications:team", application.public_id)
    if mine:
        messages.success(request, _("Vous ne faites plus partie de l’équipe."))
        return onward(request, "applications:mine")
    messages.success(request, _("Cette personne ne fait plus partie de l’équipe."))
    return onward(request, "applications:team", application.public_id)


@require_POST
@guarded(shell.files, policy.may_withdraw)
def hand_on(request: Request, application: Application, member: str) -> HttpResponse:
    """Give the file to another of its writers."""
    row = _member(application, member)
    if row.person is None or row.person.user is None:
        messages.error(request, _("Cette personne n’a pas encore ouvert son compte : invitez-la."))
        return onward(request, "applications:team", application.public_id)
    actions.hand_on(application, row.person.user, by=request.user, at=timezone.now())
    messages.success(request, _("Le dossier est confié à %(name)s.") % {"name": row})
    return onward(request, "applications:detail", application.public_id)
