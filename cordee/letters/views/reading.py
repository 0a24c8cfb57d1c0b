"""Letters for their readers: the archive, subscribing, passing an issue on, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from cordee.letters import actions, forms, policy, queries
from cordee.letters.links import behind, page
from cordee.people.policy import is_staff
from cordee.web.acting import deliberate
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_safe

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.letters.models import Issue, Letter
    from cordee.web.requests import Request


@require_safe
def letters(request: Request) -> HttpResponse:
    """The letters anyone may read."""
    page_ = paginated(request, queries.letters().filter(public=True))
    return render(request, "letters/letters.html", {"page": page_})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.letters, policy.may_see)
def letter(request: Request, one: Letter) -> HttpResponse:
    """The issues already sent, and how to receive the next one."""
    form = forms.SubscribeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.subscribe(one, form.cleaned_data["letter_email"], by=by, at=timezone.now())
        messages.success(
            request,
            _(
                "C’est noté. Si votre adresse est à confirmer, un message vient de "
                "vous être envoyé."
            ),
        )
        return onward(request, "letters:letter", one.public_id)
    shown = {
        "letter": one, "form": form,
        "page": paginated(request, one.issues.exclude(sent_at=None).order_by("-number", "-pk")),
    }  # fmt: skip
    return render(request, "letters/letter.html", shown, status=422 if form.errors else 200)


@require_safe
@guarded(queries.issues, policy.may_read)
def issue(request: Request, one: Issue) -> HttpResponse:
    """An issue, as it left; as it stands for those who write it."""
    content = queries.content(one, timezone.now())
    shown = {
        "issue": one, "letter": one.letter, "content": content,
        "parts": queries.told(content["parts"], aloud=True),
        "staff": is_staff(request.user, timezone.now()),
    }  # fmt: skip
    return render(request, "letters/issue.html", shown)


def _sent() -> QuerySet[Issue]:
    return queries.issues().exclude(sent_at=None)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_sent, policy.may_read)
def forward(request: Request, one: Issue) -> HttpResponse:
    """Pass an issue on: a mail ready to leave from her own software, and a number that grows."""
    if request.method == "POST":
        actions.tell_forwarded(one)
        messages.success(request, _("Merci de l’avoir transmise."))
        return onward(request, "letters:issue", one.public_id)
    shown = {"issue": one, "letter": one.letter, "url": page("issue", one)}
    return render(request, "letters/forward.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, token: str) -> HttpResponse:
    """Confirm an address by the link it received: a page, then a deliberate click."""
    one, email = behind("confirm", token)
    if request.method == "POST":
        actions.confirm(one, email, at=timezone.now())
        messages.success(request, _("Votre adresse est confirmée."))
        return onward(request, _back(one))
    return deliberate(
        request,
        title=_("Confirmer votre adresse"),
        text=_("Vous recevrez « %(letter)s » à %(email)s.") % {"letter": one, "email": email},
        action=_("Confirmer mon adresse"),
        back=_back(one),
    )


@csrf_exempt  # mail software has no cookie of ours: the signed token of the link is the right
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """End a letter by its link; mail software does it in one POST (RFC 8058)."""
    one, email = behind("stop", token)
    if request.method == "POST":
        actions.stop(one, email, at=timezone.now())
        messages.success(request, _("C’est fait : vous ne recevrez plus cette lettre."))
        return onward(request, _back(one))
    said = _("« %(letter)s » ne sera plus envoyée à %(email)s.")
    return deliberate(
        request,
        title=_("Ne plus recevoir cette lettre"),
        text=said % {"letter": one, "email": email},
        action=_("Me désabonner"),
        back=_back(one),
    )


def _back(one: Letter) -> str:
    """The page of a public letter; the list for one that may not be seen without an account."""
    name = ("letters:letter", [one.public_id]) if one.public else ("letters:letters", [])
    return reverse(name[0], args=name[1])
