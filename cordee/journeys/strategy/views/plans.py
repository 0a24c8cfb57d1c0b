"""The pages of a strategy: on one screen, section by section, its versions, its final text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.rules.versions import differences, mark_of
from cordee.journeys.audiences import LABELS, WHO, reader
from cordee.journeys.forms import ReasonForm
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.rules.audiences import rank
from cordee.journeys.screens import way_back
from cordee.journeys.strategy import actions, papers, policy, quoting
from cordee.journeys.strategy.forms.plans import (
    AnswerForm,
    AudienceForm,
    PassageForm,
    RemarkForm,
)
from cordee.journeys.strategy.models import PassageVersion, Remark
from cordee.journeys.strategy.queries import plans
from cordee.kernel import french
from cordee.kernel.findings import Finding, Refused, broken
from cordee.kernel.speech import heard, noted
from cordee.web.components import Task, paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cordee.journeys.strategy.queries.plans import Part, Plan
    from cordee.kernel.rights import Right
    from cordee.web.requests import Request

FIGURES = 9
"""Digits a revision may have; longer ones are nonsense."""


def rows() -> QuerySet[Participation]:
    """Participations with what these pages show."""
    return Participation.objects.select_related("cohort__edition__current")


def _plan(participation: Participation) -> Plan:
    found = plans.plan(participation, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _part(found: Plan, key: str) -> Part:
    part = next((one for one in found.parts if one.chapter.key == key), None)
    if part is None:
        raise Http404
    return part


def shown(request: Request, participation: Participation, **more: Any) -> dict[str, Any]:
    """What every page of a strategy shows."""
    now = timezone.now()
    found = _plan(participation)
    who = reader(request.user, now)
    circle = policy.circle(request.user, participation, now)
    return {
        "participation": participation,
        "cohort": participation.cohort,
        "plan": found,
        "circle": circle,
        "writes": bool(policy.may_write(request.user, participation, at=now)),
        "acts": bool(policy.may_act(request.user, participation, at=now)),
        "inside": rank(circle) <= rank("cohort"),
        "finishes": policy.may_finish(request.user, participation, at=now),
        "blank": next(
            (one for one in found.parts if one.chapter.required and not one.text.strip()), None
        ),
        "staff": who.staff,
        "readers": WHO[found.strategy.audience] if circle == "team"
        else LABELS[found.strategy.audience],
        "findings": [],
        **more,
    }  # fmt: skip


@require_safe
@guarded(rows, policy.may_read_strategy)
def overview(request: Request, participation: Participation) -> HttpResponse:
    """The whole strategy on one screen."""
    context = shown(request, participation)
    context["tasks"] = [_task(participation, one, context) for one in context["plan"].parts]
    form = AudienceForm(
        plans.widest(context["plan"].deliverable),
        initial={"audience": context["plan"].strategy.audience},
    )
    return render(request, "strategy/overview.html", context | {"form": form})


def _task(participation: Participation, part: Part, context: dict[str, Any]) -> Task:
    """A section as a line of the list: written or not, and the remarks that wait."""
    url = reverse("strategy:section", args=[participation.public_id, part.chapter.key])
    said = french.plural(part.remarks, "remarque ouverte", "remarques ouvertes")
    hint = said if part.remarks and context["inside"] else ""
    if part.text.strip():
        return Task(str(part.chapter.label), _("écrite"), "good", url, hint)
    if part.chapter.required:
        return Task(str(part.chapter.label), _("à écrire"), "warn", url, hint)
    return Task(str(part.chapter.label), _("facultative"), "neutral", url, hint)


@require_POST
@guarded(rows, policy.may_write)
def open_to(request: Request, participation: Participation) -> HttpResponse:
    """Choose who reads."""
    form = AudienceForm(plans.widest(_plan(participation).deliverable), request.POST)
    if not form.is_valid():
        context = shown(request, participation, form=form, failed=True)
        context["tasks"] = [_task(participation, one, context) for one in context["plan"].parts]
        return render(request, "strategy/overview.html", context, status=422)
    actions.open_to(
        participation, form.cleaned_data["audience"], by=request.user, at=timezone.now()
    )
    messages.success(request, _("C’est noté : cela vaut dès maintenant."))
    return onward(request, "strategy:overview", participation.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read_strategy)
def section(request: Request, participation: Participation, key: str) -> HttpResponse:
    """A section: its text, written by the delegation, and what is said of it."""
    if request.method == "POST":
        return _write(request, participation, key)
    return render(request, "strategy/section.html", _section(request, participation, key))


def _section(
    request: Request, participation: Participation, key: str, **more: Any
) -> dict[str, Any]:
    context = shown(request, participation, **more)
    part = _part(context["plan"], key)
    strategy = context["plan"].strategy
    remarks = plans.standing(strategy).filter(chapter=key) if strategy.pk else Remark.objects.none()
    keys = [one.chapter.key for one in context["plan"].parts]
    place = keys.index(key)
    return {
        "both": "",
        "mine": "",
        "kept": "",
        "part": part,
        "revision": part.passage.revision if part.passage else 0,
        "mark": mark_of(part.text),
        "told": quoting.quoted(
            part.text, strategy.audience, use="strategy", aloud=True, of=participation.pk
        ),
        "form": PassageForm(initial={"text": part.text}),
        "remarks": paginated(request, remarks.order_by("-at", "-pk")),
        "remarking": RemarkForm(),
        "remarks_open": reader(request.user, timezone.now()).takes_part(participation.cohort_id),
        "answering": AnswerForm(),
        "following": keys[place + 1] if place + 1 < len(keys) else "",
        "own": reader(request.user, timezone.now()).person,
        **context,
    }


def _write(request: Request, participation: Participation, key: str) -> HttpResponse:
    right = policy.may_write(request.user, participation, at=timezone.now())
    form = PassageForm(request.POST)
    if not right or not form.is_valid() or "text" not in request.POST:
        found = [] if right else [_said(right)]
        kept = "" if right else request.POST.get("text", "")
        more = {"form": form, "findings": found, "failed": True, "kept": kept}
        context = _section(request, participation, key, **more)
        return render(request, "strategy/section.html", context, status=422 if right else 403)
    revision = request.POST.get("revision", "0")
    try:
        written = actions.write(
            participation, key, form.cleaned_data["text"],
            revision=int(revision) if revision.isdecimal() and len(revision) < FIGURES else 0,
            shown=request.POST.get("mark", ""), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        context = _section(request, participation, key, form=form, findings=refusal.findings)
        return render(request, "strategy/section.html", context | {"failed": True}, status=422)
    if written.conflict:
        more = {"mine": form.cleaned_data["text"], "both": written.both}
        context = _section(request, participation, key, **more)
        context["form"] = PassageForm(initial={"text": written.both})
        return render(request, "strategy/section.html", context, status=409)
    if request.headers.get("HX-Request"):
        context = {"revision": written.passage.revision, "mark": mark_of(written.passage.text)}
        return render(request, "strategy/section.html#token", context)
    messages.success(request, _("Enregistré."))
    return onward(request, "strategy:section", participation.public_id, key)


def _said(right: Right) -> Finding:
    return broken("strategy.right", "text", right.reason)


@require_safe
@guarded(rows, policy.may_write)
def versions(request: Request, participation: Participation, key: str) -> HttpResponse:
    """What a section was, version by version, word by word; what was lost too."""
    part = _part(_plan(participation), key)
    found = PassageVersion.objects.filter(passage=part.passage).select_related("by__person")
    page = paginated(request, found.order_by("-at", "-pk"))
    wanted = request.GET.get("version", "")
    chosen = next((one for one in page.object_list if str(one.pk) == wanted), None)
    chosen = chosen or next(iter(page.object_list), None)
    return render(
        request,
        "strategy/versions.html",
        {
            "participation": participation,
            "part": part,
            "page": page,
            "chosen": chosen,
            "pieces": differences(chosen.text, part.text) if chosen else [],
        },
    )


@require_POST
@guarded(rows, policy.may_write)
def restore(request: Request, participation: Participation, version: int) -> HttpResponse:
    """Put an earlier text back."""
    row = PassageVersion.objects.select_related("passage__strategy__participation")
    found = row.filter(pk=version, passage__strategy__participation=participation).first()
    if found is None:
        raise Http404
    passage = actions.restore(found, by=request.user, at=timezone.now())
    messages.success(request, _("Cette version est de nouveau en vigueur ; l’autre est gardée."))
    return onward(request, "strategy:section", participation.public_id, passage.chapter)


@require_POST
@guarded(rows, policy.may_remark)
def remark(request: Request, participation: Participation, key: str) -> HttpResponse:
    """Say something of a section."""
    _part(_plan(participation), key)
    form = RemarkForm(request.POST)
    try:
        text = form.cleaned_data["remark"] if form.is_valid() else ""
        actions.remark(
            participation, key, text, author=request.user.person,
            standing=_standing(request, participation), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        more = {"remarking": form, "findings": refusal.findings, "failed": True}
        context = _section(request, participation, key, **more)
        return render(request, "strategy/section.html", context, status=422)
    messages.success(request, _("Merci : la délégation lira votre remarque."))
    return onward(request, "strategy:section", participation.public_id, key)


def _standing(request: Request, participation: Participation) -> str:
    """For whom one speaks: one's own territory in that cohort, or the team of the house."""
    who = reader(request.user, timezone.now())
    own = [key for key, cohort in who.teams.items() if cohort == participation.cohort_id]
    mine = participation.pk if participation.pk in own else next(iter(own), None)
    if mine is None:
        return noted("l’équipe d’animation") if who.staff else noted("accompagnement")
    return Participation.objects.get(pk=mine).name


@require_POST
@guarded(rows, policy.may_read_strategy)
def answer(request: Request, participation: Participation, remark: str) -> HttpResponse:
    """The delegation answers a remark; whoever wrote it takes it back."""
    found = row_or_404(
        Remark, public_id=remark, strategy__participation=participation, withdrawn_at=None
    )
    now = timezone.now()
    who = reader(request.user, now)
    if "withdraw" in request.POST and found.author_id == who.person:
        actions.take_back(found, by=request.user, at=now)
        return onward(request, "strategy:section", participation.public_id, found.chapter)
    if policy.circle(request.user, participation, now) != "team":
        raise Http404
    form = AnswerForm(request.POST)
    try:
        text = form.cleaned_data["answer"] if form.is_valid() else ""
        actions.settle(found, text, by=request.user, at=now)
    except Refused as refusal:
        more = {"answering": form, "findings": refusal.findings, "failed": True}
        context = _section(request, participation, found.chapter, **more)
        return render(request, "strategy/section.html", context, status=422)
    return onward(request, "strategy:section", participation.public_id, found.chapter)


@require_safe
@guarded(rows, policy.may_read_strategy)
def paper(_request: Request, participation: Participation) -> HttpResponse:
    """The strategy as a PDF: the final text, or what stands today."""
    found = _plan(participation)
    if found.final:
        content = papers.final_pdf(found.final)
    else:
        content = papers.strategy_pdf(
            participation, dict(plans.content(found)), found.strategy.audience,
            "Document de travail : ce n’est pas la version finale.",
            participation.cohort.label,
        )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="strategie.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_finish)
def finish(request: Request, participation: Participation) -> HttpResponse:
    """Hand the strategy in, after being told what that means."""
    found = _plan(participation)
    context = {
        "title": _("Rendre la stratégie finale"),
        "text": _("Le texte est figé, avec l’heure et une empreinte. Qui la lira : %(who)s.")
        % {"who": LABELS[found.deliverable.audience]},
        "points": list(_points(found)),
        "action": _("Rendre la stratégie"),
        "back": reverse("strategy:overview", args=[participation.public_id]),
    }
    if request.method != "POST":
        return render(request, "web/confirm.html", context)
    try:
        actions.finish(participation, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, "web/confirm.html", refusal.findings, **context)
    messages.success(request, _("La stratégie finale est rendue. Bravo !"))
    return onward(request, "strategy:overview", participation.public_id)


def _points(found: Plan) -> Iterator[str]:
    """What is good to know before handing in."""
    waiting = sum(one.remarks for one in found.parts)
    if waiting:
        said = french.plural(waiting, "remarque ouverte", "remarques ouvertes")
        yield _("%(remarks)s : vous pourrez y répondre, plus changer le texte.") % {
            "remarks": heard(said)
        }
    yield _("Le plan d’action, lui, reste à jour : vous pourrez encore le faire vivre.")
    yield _("Pour changer le texte ensuite, il faudra demander à l’équipe de la rouvrir.")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_reopen)
def reopen(request: Request, participation: Participation) -> HttpResponse:
    """The team of the house lets it be written again."""
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {
        "title": _("Rouvrir la stratégie"), "participation": participation, "form": form,
        "findings": [],
    }  # fmt: skip
    if request.method == "POST":
        try:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            actions.reopen(participation, reason=reason, by=request.user, at=timezone.now())
        except Refused as refusal:
            told = context | {"findings": refusal.findings, "failed": True}
            return render(request, "strategy/act.html", told, status=422)
        return onward(request, "strategy:overview", participation.public_id)
    return render(request, "strategy/act.html", context)


@require_safe
def peers(request: Request, public_id: str) -> HttpResponse:
    """The strategies of a cohort that one reads: being written, and handed in."""
    cohort = row_or_404(Cohort, public_id=public_id)
    who = reader(request.user, timezone.now())
    found = plans.shared(cohort.pk, who)
    outside = rank(who.circle(cohort=cohort.pk)) > rank("cohort")
    if outside and not found.exists():
        raise Http404
    page = paginated(request, found)
    context = {"cohort": cohort, "page": page, "back": way_back(who, cohort)}
    return render(request, "strategy/peers.html", context)
