"""Who is seen in a film: each named, asked, and able to take her image back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.audiences import LABELS
from cordee.journeys.learning.models import Audience
from cordee.journeys.learning.policy import may_fill
from cordee.journeys.learning.views.resources import rows
from cordee.journeys.strategy import actions, speaking
from cordee.journeys.strategy.forms.voices import FilmedForm
from cordee.journeys.strategy.models import Verbatim, Voice
from cordee.kernel.findings import Refused
from cordee.web.files.serving import served
from cordee.web.guards import guarded, onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.learning.models import Resource
    from cordee.web.requests import Request


def films() -> QuerySet[Resource]:
    """The films still there."""
    return rows().filter(kind="film")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(films, may_fill)
def film(request: Request, one: Resource) -> HttpResponse:
    """Who is seen, where each consent stands; one more person, or nobody at all."""
    act = {"by": request.user, "at": timezone.now()}
    seen = Verbatim.objects.filter(film=one).prefetch_related("voices").first()
    form = FilmedForm(request.POST if "name" in request.POST else None, told=seen is not None)
    context: dict[str, Any] = {"one": one, "cohort": one.cohort, "form": form, "findings": [],
                               "seen": seen}  # fmt: skip
    if request.method == "POST":
        try:
            if "voice" in request.POST:
                return _on_paper(request, one)
            if "nobody" in request.POST:
                actions.nobody_filmed(one, **act)
                return onward(request, "strategy:film", one.public_id)
            if form.is_valid():
                told = form.cleaned_data
                who = actions.Speaker(told["name"], told["function"], told["email"])
                wanted = seen.wanted if seen is not None else told["wanted"]
                actions.name_filmed(one, who, wanted=wanted, **act)
                messages.success(request, _("Sa demande d’accord est partie."))
                return onward(request, "strategy:film", one.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
        context["failed"] = True
    context["who"] = _("l’équipe d’animation seule")
    if one.audience != Audience.STAFF:
        context["who"] = LABELS[one.audience]
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/film.html", context, status=status)


def _on_paper(request: Request, one: Resource) -> HttpResponse:
    """She signed on paper: the team keeps the paper and says so."""
    voice = row_or_404(Voice, public_id=request.POST.get("voice", ""), verbatim__film=one)
    scope = request.POST.get("scope", "")
    actions.consent(voice, scope, named="name", how="paper", by=request.user, at=timezone.now())
    messages.success(request, _("L’accord sur papier est enregistré."))
    return onward(request, "strategy:film", one.public_id)


@require_safe
def watch(_request: Request, token: str, key: str) -> HttpResponse:
    """The film itself, for whoever is asked about it; no account needed."""
    voice = speaking.voice_behind(token)
    seen = voice.verbatim.film if voice is not None else None
    if voice is None or seen is None or voice.verbatim.withdrawn_at is not None:
        raise Http404
    found = row_or_404(lambda: seen.files.filter(removed_at=None), public_id=key)
    return served(found.content, found.name, found.media_type)
