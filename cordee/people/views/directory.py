"""The directory of the team: people, their roles, their erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cordee.kernel.findings import Refused
from cordee.people import actions, policy, queries
from cordee.people.forms import EndSeat, Erase, GiveSeat, NewPerson, Profile, ResetFactors
from cordee.people.freshness import fresh
from cordee.people.guards import for_team
from cordee.people.models import Person, Seat
from cordee.people.models.seats import Role
from cordee.people.proconnect import linking
from cordee.people.rules import HOUSE_ROLES
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django import forms
    from django.http import HttpResponse

    from cordee.people.models import User
    from cordee.web.requests import Request

BOTH = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@for_team
def people(request: Request) -> HttpResponse:
    """Everyone, by name; search by name, function or address; keep one role."""
    words, role = request.GET.get("q", "")[:200], request.GET.get("role", "")
    role = role if role in Role.values else ""
    found = queries.directory(words, role, timezone.now())
    shown = {"page": paginated(request, found), "words": words, "role": role, "roles": Role.choices}
    return render(request, "people/people.html", shown)


@never_cache
@require_safe
@guarded(lambda: Person.objects.select_related("user"), policy.may_see_person)
def person(request: Request, someone: Person) -> HttpResponse:
    """One person: what she said of herself, her roles past and present."""
    now = timezone.now()
    rows = someone.seats.select_related("organisation", "given_by", "ended_by")
    seats = queries.label_scopes(rows.order_by("-starts", "pk"))
    shown = {
        "person": someone,
        "current": [seat for seat in seats if seat.holds(now)],
        "coming": [seat for seat in seats if seat.starts > now],
        "past": [seat for seat in seats if seat.ends is not None and seat.ends <= now],
        "may_keep": policy.may_keep_person(request.user, someone, now),
        "may_end": _endable(request.user, seats, now),
        "may_reset": policy.may_reset_factors(request.user, someone, now),
        "may_erase": policy.may_erase(request.user, someone, now),
    }
    return render(request, "people/person.html", shown)


def _endable(user: User, seats: Iterable[Seat], at: datetime) -> set[int]:
    """The seats this person may end, asked once for the whole list."""
    senior = policy.may_give_role(user, Role.STAFF.value, at).allowed
    return {seat.pk for seat in seats if senior or seat.role not in HOUSE_ROLES}


@never_cache
@require_http_methods(BOTH)
@for_team
def add(request: Request) -> HttpResponse:
    """Enter someone in the directory."""

    def act(form: forms.Form | NewPerson) -> HttpResponse:
        made = actions.add_person(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%s est dans l’annuaire.") % made.name)
        return onward(request, "people:person", made.public_id)

    return answered(
        request,
        NewPerson(request.POST or None),
        act,
        title=_("Ajouter une personne"),
        action=_("Ajouter"),
    )


@never_cache
@require_http_methods(BOTH)
@guarded(Person, policy.may_keep_person)
def change(request: Request, someone: Person) -> HttpResponse:
    """Correct a profile."""

    def act(form: Any) -> HttpResponse:
        actions.change_profile(someone, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Le profil est corrigé."))
        return onward(request, "people:person", someone.public_id)

    title = _("Corriger le profil de %s") % someone.name
    form = Profile(request.POST or None, instance=someone)
    return answered(request, form, act, title=title, person=someone)


@never_cache
@require_http_methods(BOTH)
@guarded(Person, policy.may_give_seat)
@fresh
def give_seat(request: Request, someone: Person) -> HttpResponse:
    """Give a role."""

    def act(form: Any) -> HttpResponse:
        given = form.cleaned_data
        now = timezone.now()
        right = policy.may_give_role(request.user, given["role"], now)
        if not right:
            raise PermissionDenied(right.reason)
        actions.give_seat(
            someone,
            given["role"],
            organisation=given["organisation"],
            starts=given["starts"],
            ends=given["ends"],
            by=request.user,
            at=now,
        )
        messages.success(request, _("Le rôle est donné."))
        return onward(request, "people:person", someone.public_id)

    title = _("Donner un rôle à %s") % someone.name
    form = GiveSeat(
        request.POST or None, initial={"organisation": linking.suggested(someone.user) or ""}
    )
    return answered(request, form, act, title=title, person=someone, action=_("Donner ce rôle"))


@never_cache
@require_http_methods(BOTH)
@guarded(lambda: Seat.objects.select_related("person"), policy.may_end_seat)
@fresh
def end_seat(request: Request, seat: Seat) -> HttpResponse:
    """End a role, with its reason."""

    def act(form: Any) -> HttpResponse:
        because = form.cleaned_data["because"]
        actions.end_seat(seat, because=because, by=request.user, at=timezone.now())
        messages.success(request, _("Le rôle est terminé."))
        return onward(request, "people:person", seat.person.public_id)

    title = _("Mettre fin au rôle « %(role)s » de %(name)s") % {
        "role": seat.get_role_display(),
        "name": seat.person.name,
    }
    form = EndSeat(request.POST or None)
    return answered(request, form, act, title=title, person=seat.person, action=_("Mettre fin"))


@never_cache
@require_http_methods(BOTH)
@guarded(Person, policy.may_erase)
@fresh
def erase(request: Request, someone: Person) -> HttpResponse:
    """Erase someone's personal data, once and for all."""

    def act(form: Any) -> HttpResponse:  # noqa: ARG001 - the box is checked, nothing else to read
        actions.erase(someone, by=request.user, at=timezone.now())
        messages.success(request, _("Ses données personnelles sont effacées."))
        return onward(request, "people:people")

    title = _("Effacer %s") % someone.name
    shown: dict[str, Any] = {"title": title, "person": someone, "danger": True, "erasing": True}
    return answered(request, Erase(request.POST or None), act, action=_("Effacer"), **shown)


@never_cache
@require_http_methods(BOTH)
@guarded(lambda: Person.objects.select_related("user"), policy.may_reset_factors)
@fresh
def reset_factors(request: Request, someone: Person) -> HttpResponse:
    """Take away the second proofs that someone lost."""

    def act(form: Any) -> HttpResponse:  # noqa: ARG001 - the box is checked, nothing else to read
        if someone.user is not None:
            actions.reset_factors(someone.user, by=request.user, at=timezone.now())
        messages.success(
            request, _("Ses secondes preuves sont retirées : un code suffit, une fois.")
        )
        return onward(request, "people:person", someone.public_id)

    title = _("Retirer les secondes preuves : %s") % someone.name
    warning = _("À faire seulement si la personne a perdu sa clé et ses codes de secours. "
                "Elle en mettra d’autres en place à sa prochaine connexion.")  # fmt: skip
    shown: dict[str, Any] = {"title": title, "person": someone, "danger": True, "warning": warning}
    form = ResetFactors(request.POST or None)
    return answered(request, form, act, action=_("Retirer"), **shown)


def answered(
    request: Request,
    form: Any,
    act: Callable[[Any], HttpResponse],
    *,
    template: str = "people/form.html",
    action: str = "",
    **shown: Any,
) -> HttpResponse:
    """Show a form on its own page, or act; a refusal comes back with what was typed, status 422."""
    findings = []
    if request.method == "POST" and form.is_valid():
        try:
            return act(form)
        except Refused as refusal:
            findings = refusal.findings
    shown = {"action": action or _("Enregistrer"), **shown}
    context = {**shown, "form": form, "findings": findings, "failed": request.method == "POST"}
    return render(request, template, context, status=422 if request.method == "POST" else 200)
