"""The pages of words given: the list, gathering, one's own consent by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys.audiences import LABELS, reader
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.screens import way_back
from cordee.journeys.strategy import actions, quoting, speaking
from cordee.journeys.strategy.forms.voices import ConsentForm, GatherForm
from cordee.journeys.strategy.models import Verbatim, Voice
from cordee.journeys.strategy.queries import voices
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request


def kept() -> QuerySet[Verbatim]:
    """Testimonies with what their page shows."""
    return Verbatim.objects.select_related("cohort", "participation").prefetch_related(
        "voices", "quotations"
    )


@require_safe
@guarded(cohorts, speaking.may_list)
def verbatims(request: Request, cohort: Cohort) -> HttpResponse:
    """The testimonies one reads, searched among them only."""
    who = reader(request.user, timezone.now())
    words = request.GET.get("q", "")
    page = paginated(request, voices.verbatims(cohort, who, words))
    lines = [
        (one, quoting.signed(one), LABELS[one.audience], one.author_id == who.person)
        for one in page.object_list
    ]
    gathers = bool(speaking.may_gather(request.user, cohort, at=timezone.now()))
    context = {"cohort": cohort, "page": page, "lines": lines, "q": words, "inside": gathers,
               "back": way_back(who, cohort)}  # fmt: skip
    return render(request, "strategy/verbatims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, speaking.may_gather)
def gather(request: Request, cohort: Cohort) -> HttpResponse:
    """Gather words: whoever speaks is asked by mail how far they may go."""
    who = reader(request.user, timezone.now())
    territories = cohort.participations.filter(ends=None)
    if not who.staff and not who.guest:
        territories = territories.filter(pk__in=list(who.teams))
    form = GatherForm(territories.order_by("name", "pk"), request.POST or None)
    context: dict[str, Any] = {"cohort": cohort, "form": form, "findings": []}
    if request.method == "POST":
        try:
            if form.is_valid():
                told = form.cleaned_data
                made = actions.gather(
                    cohort, form.territories.get(told["participation"]), form.speakers(),
                    told["text"], wanted=told["wanted"], on=told["on"], question=told["question"],
                    author=request.user.person, by=request.user, at=timezone.now(),
                )  # fmt: skip
                messages.success(request, _("Merci. Chaque personne citée reçoit une demande."))
                return onward(request, "strategy:verbatim", made.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
        return render(request, "strategy/gather.html", context | {"failed": True}, status=422)
    return render(request, "strategy/gather.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(kept, speaking.may_keep_verbatim)
def verbatim(request: Request, one: Verbatim) -> HttpResponse:
    """Where the consents stand, where it is quoted; consents given on paper."""
    form = ConsentForm(one.wanted, request.POST or None)
    context = {"one": one, "form": form, "who": LABELS[one.audience], "findings": []}
    if request.method != "POST":
        return render(request, "strategy/verbatim.html", context)
    voice = row_or_404(Voice, public_id=request.POST.get("voice", ""), verbatim=one)
    try:
        if form.is_valid():
            actions.consent(
                voice, form.cleaned_data["scope"], named=form.cleaned_data["named"], how="paper",
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("L’accord sur papier est enregistré."))
            return onward(request, "strategy:verbatim", one.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/verbatim.html", context | {"failed": True}, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: Request, token: str) -> HttpResponse:
    """One's own words: say yes and how far, say no, take them back; no account needed."""
    found = speaking.voice_behind(token)
    if found is None:
        raise Http404
    one = found.verbatim
    initial = {"scope": found.scope or one.wanted, "named": found.named}
    nearest = "cohort" if one.film else "team"
    form = ConsentForm(one.wanted, request.POST or None, nearest=nearest, initial=initial)
    files = one.film.files.filter(removed_at=None) if one.film else []
    context: dict[str, Any] = {"voice": found, "one": one, "form": form, "findings": [],
                               "files": files, "token": token}  # fmt: skip
    if request.method == "POST" and "withdraw" in request.POST:
        actions.take_words_back(found, by=None, at=timezone.now())
        return render(request, "strategy/voice.html", context | {"said": "withdrawn"})
    if request.method != "POST":
        return render(request, "strategy/voice.html", context | {"said": ""})
    try:
        if form.is_valid():
            actions.consent(
                found, form.cleaned_data["scope"], named=form.cleaned_data["named"], how="link",
                by=None, at=timezone.now(),
            )  # fmt: skip
            return render(request, "strategy/voice.html", context | {"said": "given"})
    except Refused as refusal:
        context["findings"] = refusal.findings
    context |= {"said": "", "failed": True}
    return render(request, "strategy/voice.html", context, status=422)
