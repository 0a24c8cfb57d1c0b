"""Questions on a call, in public: read the answers, ask, follow, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from cordee.calls import actions, queries
from cordee.calls.asking import asking_ends, asking_faults, last_moment
from cordee.calls.models import Subscription
from cordee.calls.public_forms import AskForm, FollowForm
from cordee.calls.tokens import read_token
from cordee.kernel.findings import Refused
from cordee.web.acting import deliberate
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, row_or_404

if TYPE_CHECKING:
    from typing import Any

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.web.requests import Request

LONGEST_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, key: str) -> HttpResponse:
    """The answers given to everyone; the form to ask while it is time; the form to follow."""
    edition = row_or_404(queries.public_one, key=key)
    now = timezone.now()
    asking = request.method == "POST" and "ask" in request.POST
    following = request.method == "POST" and "follow" in request.POST
    ask = AskForm(request.POST if asking else None, request=request)
    follow = FollowForm(request.POST if following else None, request=request)
    found = []
    if asking and ask.is_valid():
        try:
            return _ask(request, edition, ask.cleaned_data)
        except Refused as refusal:
            found = refusal.findings
    if following and follow.is_valid():
        return _follow(request, edition, follow.cleaned_data["follow_email"])
    definition = edition.definition
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    context = {
        "edition": edition,
        "page": paginated(request, queries.answers(edition, words)),
        "words": words,
        "ask": ask,
        "follow": follow,
        "findings": found,
        "closed": asking_faults(definition, now),
        "until": asking_ends(definition),
        "by": last_moment(definition, "answers"),
        "zone": definition.timeline.zone,
    }
    refused = request.method == "POST"
    return render(request, "calls/questions.html", context, status=422 if refused else 200)


def _user(request: Request) -> User | None:
    return request.user if request.user.is_authenticated else None


def _ask(request: Request, edition: Edition, said: dict[str, Any]) -> HttpResponse:
    asked = {name: said[name] for name in ("name", "email")}
    actions.ask(edition, said["text"], **asked, by=_user(request), at=timezone.now())
    messages.success(
        request, _("Votre question est arrivée. Sa réponse sera publiée ici, pour tout le monde.")
    )
    return onward(request, "calls:questions", edition.key)


def _follow(request: Request, edition: Edition, email: str) -> HttpResponse:
    actions.follow(email, edition=edition, by=_user(request), at=timezone.now())
    messages.success(
        request,
        _("C’est noté. Si votre adresse est à confirmer, un message vient de vous être envoyé."),
    )
    return onward(request, "calls:questions", edition.key)


def _subscription(what: str, token: str) -> Subscription:
    """The subscription a link names; an ended and forgotten one is not found."""
    found = read_token(what, token)
    if not found:
        raise Http404
    return row_or_404(lambda: Subscription.objects.select_related("edition"), public_id=UUID(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, token: str) -> HttpResponse:
    """Confirm an address by the link it received: a page, then a deliberate click."""
    one = _subscription("confirm", token)
    if request.method == "POST":
        actions.confirm(one, at=timezone.now())
        messages.success(request, _("Votre adresse est confirmée."))
        return onward(request, _back(one))
    return deliberate(
        request,
        title=_("Confirmer votre adresse"),
        text=_("Vous recevrez à %s ce que vous avez demandé.") % one.email,
        action=_("Confirmer mon adresse"),
        back=reverse("calls:list"),
    )


@csrf_exempt  # mail software has no cookie of ours: the signed token of the link is the right
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: Request, token: str) -> HttpResponse:
    """End a subscription by its link; mail software does it in one POST (RFC 8058)."""
    one = _subscription("end", token)
    if request.method == "POST":
        actions.unfollow(one, at=timezone.now())
        messages.success(request, _("C’est fait : vous ne recevrez plus ces messages."))
        return onward(request, _back(one))
    return deliberate(
        request,
        title=_("Ne plus recevoir ces messages"),
        text=_("Plus rien ne sera envoyé à %s à ce titre.") % one.email,
        action=_("Me désabonner"),
        back=reverse("calls:list"),
    )


def _back(one: Subscription) -> str:
    """Where to go on: the questions of the call, or the list of calls."""
    if one.edition is None:
        return reverse("calls:list")
    return reverse("calls:questions", args=[one.edition.key])
