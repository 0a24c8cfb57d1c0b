"""Organisations, and which of them govern the house, since when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cordee.people import actions, policy, queries
from cordee.people.forms import EndMembership, KeepOrganisation, Membership
from cordee.people.guards import for_team
from cordee.people.models import Organisation
from cordee.people.views.directory import BOTH, answered
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@never_cache
@require_safe
@for_team
def organisations(request: Request) -> HttpResponse:
    """Every organisation, by name; search by name or SIREN; keep the governance of today."""
    words, governing = request.GET.get("q", "")[:200], request.GET.get("gouvernance") == "oui"
    found = queries.organisations(words, on=timezone.localdate() if governing else None)
    shown = {"page": paginated(request, found), "words": words, "governing": governing,
             "today": timezone.localdate()}  # fmt: skip
    return render(request, "people/organisations.html", shown)


@never_cache
@require_http_methods(BOTH)
@for_team
def add(request: Request) -> HttpResponse:
    """Enter an organisation."""
    form = KeepOrganisation(request.POST or None)
    return answered(request, form, _keep(request), title=_("Ajouter une organisation"))


@never_cache
@require_http_methods(BOTH)
@guarded(Organisation, policy.may_keep_organisation)
def organisation(request: Request, body: Organisation) -> HttpResponse:
    """One organisation: correct it, read its place in the governance."""
    form = KeepOrganisation(request.POST or None, instance=body)
    shown: dict[str, Any] = {
        "title": body.name,
        "organisation": body,
        "memberships": list(body.memberships.order_by("-starts", "pk")),
    }
    return answered(request, form, _keep(request), template="people/organisation.html", **shown)


def _keep(request: Request) -> Any:
    def act(form: KeepOrganisation) -> HttpResponse:
        body = form.save(commit=False)
        kept = actions.keep_organisation(body, by=request.user, at=timezone.now())
        messages.success(request, _("%s est à jour.") % kept.name)
        return onward(request, "people:organisation", kept.public_id)

    return act


@never_cache
@require_http_methods(BOTH)
@guarded(Organisation, policy.may_keep_organisation)
def join(request: Request, body: Organisation) -> HttpResponse:
    """Enter an organisation in the governance."""

    def act(form: Any) -> HttpResponse:
        actions.join_governance(body, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("L’appartenance est inscrite."))
        return onward(request, "people:organisation", body.public_id)

    title = _("%s entre dans la gouvernance") % body.name
    form = Membership(request.POST or None)
    return answered(request, form, act, title=title, organisation=body)


@never_cache
@require_http_methods(BOTH)
@guarded(Organisation, policy.may_keep_organisation)
def leave(request: Request, body: Organisation) -> HttpResponse:
    """End its membership."""

    def act(form: Any) -> HttpResponse:
        actions.leave_governance(body, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("La fin est inscrite."))
        return onward(request, "people:organisation", body.public_id)

    title = _("%s quitte la gouvernance") % body.name
    form = EndMembership(request.POST or None)
    return answered(request, form, act, title=title, organisation=body)
