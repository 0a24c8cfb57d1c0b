"""The alliance for anyone: its charter, its allies, its permanences; one's own signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.alliance.allies import actions, policy, queries
from cordee.alliance.allies.forms.charter import BringForm, ListForm, OwnLeaveForm, SignForm
from cordee.alliance.allies.links import behind
from cordee.alliance.allies.models import AllyKind, CommunityMember
from cordee.alliance.allies.views.acting import BOTH, FAILED, Act, acting
from cordee.kernel.findings import Refused
from cordee.people.actions import find_or_add
from cordee.web.components import Bar, paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_safe,
    row_or_404,
    signed_in,
)

if TYPE_CHECKING:
    from cordee.alliance.allies.models import Ally
    from cordee.web.requests import Request

LISTS = ("structure", "person")


@require_safe
def public(request: Request) -> HttpResponse:
    """How many allies there are, of which kinds, over the years; those who agreed to be named."""
    today = timezone.localdate()
    asked = request.GET.get("sorte", "")
    rows = queries.public()
    if asked in LISTS:
        rows = rows.filter(organisation__isnull=asked != "structure")
    kinds = queries.by_kind(today)
    shown = {
        "page": paginated(request, rows), "asked": asked, "kinds": kinds,
        "total": sum(count for _nature, _label, count in kinds),
        "overseas": queries.overseas(today),
        "years": [Bar(str(year), standing) for year, _given, standing in queries.by_year()],
        "charter": queries.charter(), "signed_in": request.user.is_authenticated,
    }  # fmt: skip
    return render(request, "allies/public.html", shown)


@require_http_methods([*BOTH])
def sign(request: Request) -> HttpResponse:
    """The charter, and how to sign it: the link sent to the address makes it hold."""
    known: dict[str, Any] = {}
    person = getattr(request.user, "person", None) if request.user.is_authenticated else None
    if person is not None:
        known = {name: getattr(person, name) for name in ("email", "given_name", "family_name")}
    form = SignForm(request.POST or None, request=request, initial=known)
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_sign(form.typed(), at=timezone.now())
        except Refused as refusal:
            findings = list(refusal.findings)
        else:
            messages.success(request, _("Un message vient de vous être envoyé : ouvrez son lien "
                                        "pour donner votre signature."))  # fmt: skip
            return onward(request, "allies:sign")
    mine = queries.allies().filter(person=person, withdrawn_on=None)
    signed = person is not None and mine.exists()
    shown = {"charter": queries.charter(), "form": form, "findings": findings, "signed": signed}
    status = FAILED if request.method == "POST" else 200
    return render(request, "allies/sign.html", shown, status=status)


@never_cache
@require_http_methods([*BOTH])
def confirm(request: Request, token: str) -> HttpResponse:
    """Give the signature by the link that was received: a page, then a deliberate click."""
    typed = behind(token)
    if typed is None:
        raise Http404
    who = typed["structure"] or f"{typed['given_name']} {typed['family_name']}"
    shown: dict[str, Any] = {
        "title": _("Signer la charte de l’alliance"), "action": _("Signer la charte"),
        "text": _("Vous signez la charte pour « %(who)s ».") % {"who": who},
        "back": reverse("allies:sign"), "findings": [],
    }  # fmt: skip
    if request.method == "POST":
        try:
            _signed(typed)
        except Refused as refusal:
            shown["findings"] = refusal.findings
            return render(request, "web/confirm.html", shown, status=FAILED)
        messages.success(request, _("Votre signature est inscrite. Merci, et bienvenue."))
        return onward(request, "allies:public")
    return render(request, "web/confirm.html", shown)


def _signed(typed: dict[str, Any]) -> None:
    now = timezone.now()
    kind = row_or_404(AllyKind, pk=typed["kind"])
    person = find_or_add(typed["email"], typed["given_name"], typed["family_name"], by=None, at=now)
    body = actions.structure(typed["structure"], by=None, at=now) if typed["structure"] else None
    actions.sign(
        person, kind, organisation=body, signed_on=timezone.localdate(now), by=None, at=now,
        capacity=typed["capacity"], department=typed["department"], listed=typed["listed"],
    )  # fmt: skip


@require_safe
def drop_ins(request: Request) -> HttpResponse:
    """The next permanences, open to all."""
    return render(request, "allies/drop_ins.html", {"coming": queries.coming(timezone.now())})


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """One's own signatures and communities."""
    own = CommunityMember.objects.filter(person__user=request.user, left_on=None)
    shown = {
        "allies": queries.standings(
            queries.allies().filter(person__user=request.user, withdrawn_on=None)[:25],
            timezone.localdate(),
        ),
        "members": own.select_related("community").order_by("community__label", "pk")[:25],
        "next": queries.next_permanence(timezone.now()),
    }  # fmt: skip
    return render(request, "allies/mine.html", shown)


@require_http_methods([*BOTH])
@guarded(queries.allies, policy.may_own)
def own(request: Request, ally: Ally) -> HttpResponse:
    """One's own signature: what the list says, what one brings, its withdrawal."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    today = timezone.localdate()
    gone = reverse("allies:mine")

    def leave(typed: dict[str, Any]) -> str:
        actions.leave(ally, on=today, because=typed["because"], **now)
        return gone

    acts = {
        "list": Act(ListForm, lambda typed: actions.list_ally(ally, **typed, **now),
                    {"listed": ally.listed}),
        "bring": Act(BringForm, lambda typed: actions.bring(ally, **typed, **now)),
        "leave": Act(OwnLeaveForm, leave),
    }  # fmt: skip
    return acting(request, "allies/own.html", acts, lambda: {
        "told": queries.standings([ally], today)[0],
        "bringings": ally.bringings.order_by("pk")[:25],
    })  # fmt: skip
