"""Lists for those who run them: settle one, its members, what waits to be read over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.models import Cohort
from cordee.kernel.findings import Refused
from cordee.letters import policy
from cordee.letters.actions import joining, lists, threads
from cordee.letters.forms import lists as forms
from cordee.letters.models import DiscussionList, ListMember
from cordee.letters.queries import lists as queries
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    signed_in,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.letters.models import ListMessage
    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")


@require_safe
@for_team
def desk(request: Request) -> HttpResponse:
    """Every list of the house; those of one cohort with `?cohorte=`."""
    cohort = _cohort(request)
    rows = queries.counted().filter(cohort=cohort) if cohort else queries.counted()
    shown = {"page": paginated(request, rows), "cohort": cohort}
    return render(request, "letters/lists_desk.html", shown)


@require_http_methods([*BOTH])
@for_team
def create(request: Request) -> HttpResponse:
    """Open a list; `?cohorte=` proposes how a cohort usually runs its own."""
    return _kept(request, None)


@require_http_methods([*BOTH])
@guarded(queries.lists, policy.may_edit)
def change(request: Request, one: DiscussionList) -> HttpResponse:
    """Change how a list is run."""
    return _kept(request, one)


def _kept(request: Request, one: DiscussionList | None) -> HttpResponse:
    form = forms.ListForm(request.POST or None, one, initial=_begins(request))
    shown: dict[str, Any] = {"list": one, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made = lists.keep_list(one, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            return refused(request, "letters/list_change.html", refusal.findings, **shown)
        messages.success(request, _("La liste est réglée."))
        return onward(request, "lists:list", made.public_id)
    shown["findings"] = []
    return render(request, "letters/list_change.html", shown, status=422 if form.errors else 200)


def _cohort(request: Request) -> Cohort | None:
    """The cohort of the address; none when it makes no sense."""
    asked = request.GET.get("cohorte", "")
    known = (
        {str(one.public_id): one for one in Cohort.objects.order_by("-pk")[:50]} if asked else {}
    )
    return known.get(asked)


def _begins(request: Request) -> dict[str, str]:
    """What the form of a new list says at first."""
    cohort = _cohort(request)
    if cohort is None:
        return {"moderation": "first"}
    return {"cohort": str(cohort.public_id), "title": str(cohort.label)[:160]}


@require_POST
@guarded(queries.lists, policy.may_edit)
def close(request: Request, one: DiscussionList) -> HttpResponse:
    """Close a list, or open it again."""
    closed = one.closed_at is None
    lists.close_list(one, closed=closed, by=request.user, at=timezone.now())
    messages.success(request, _("La liste est close : elle se lit encore.") if closed
                     else _("La liste est rouverte."))  # fmt: skip
    return onward(request, "lists:list", one.public_id)


@require_http_methods([*BOTH])
@guarded(queries.lists, policy.may_moderate)
def members(request: Request, one: DiscussionList) -> HttpResponse:
    """Who is on a list and at what title, how each receives it; put addresses on it."""
    now = timezone.now()
    form = forms.PutOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for email, name in form.cleaned_data["lines"]:
            joining.put_on(one, email, name=name, by=request.user, at=now)
        messages.success(request, _("C’est fait."))
        return onward(request, "lists:members", one.public_id)
    found = queries.on_list(one, now)
    rows = sorted(found.values(), key=lambda some: (not some.moderates, some.name, some.email))
    shown = {
        "list": one, "form": form, "page": paginated(request, rows), "count": len(rows),
        "asking": queries.asking(one)[:25], "rhythms": dict(ListMember.Rhythm.choices),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/list_members.html", shown, status=status)


def _rows() -> QuerySet[ListMember]:
    return ListMember.objects.select_related("list__cohort", "participation")


@require_http_methods([*BOTH])
@guarded(_rows, policy.may_decide)
def member(request: Request, row: ListMember) -> HttpResponse:
    """What a member may do; take her off."""
    now = timezone.now()
    if request.method == "POST" and "off" in request.POST:
        joining.leave(row.list, row.email, by=request.user, at=now)
        messages.success(request, _("Cette adresse n’est plus de la liste."))
        return onward(request, "lists:members", row.list.public_id)
    known = {"moderates": row.moderates, "trusted": row.trusted}
    form = forms.MemberForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        joining.change_member(row, **form.cleaned_data, by=request.user, at=now)
        messages.success(request, _("C’est noté."))
        return onward(request, "lists:members", row.list.public_id)
    return render(request, "letters/list_member.html", {"list": row.list, "row": row, "form": form})


@require_POST
@guarded(_rows, policy.may_decide)
def let_in(request: Request, row: ListMember) -> HttpResponse:
    """Answer whoever asks to come in."""
    joining.let_in(row, yes="yes" in request.POST, by=request.user, at=timezone.now())
    messages.success(request, _("C’est noté."))
    return onward(request, "lists:members", row.list.public_id)


@require_safe
@signed_in
@guarded(queries.lists, policy.may_moderate)
def moderate(request: Request, one: DiscussionList) -> HttpResponse:
    """What waits to be read over, the oldest first."""
    return _queue(request, one, [])


def _queue(
    request: Request, one: DiscussionList, findings: list[Any], status: int = 200
) -> HttpResponse:
    page = paginated(request, queries.waiting(one).select_related("thread"))
    rows = [(row, forms.RefuseForm(auto_id=f"id_{row.pk}_%s")) for row in page.object_list]
    shown = {"list": one, "page": page, "rows": rows, "findings": findings}
    return render(request, "letters/list_moderate.html", shown, status=status)


@require_POST
@guarded(queries.messages, policy.may_decide)
def accept(request: Request, row: ListMessage) -> HttpResponse:
    """Let a message through."""
    threads.accept(row, trust="trust" in request.POST, by=request.user, at=timezone.now())
    messages.success(request, _("Le message part à toute la liste."))
    return onward(request, "lists:moderate", row.list.public_id)


@require_POST
@guarded(queries.messages, policy.may_decide)
def refuse(request: Request, row: ListMessage) -> HttpResponse:
    """Send a message no further, with the reason."""
    form = forms.RefuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        threads.refuse(row, reason, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _queue(request, row.list, list(refusal.findings), status=422)
    messages.success(request, _("Le message n’est pas parti."))
    return onward(request, "lists:moderate", row.list.public_id)
