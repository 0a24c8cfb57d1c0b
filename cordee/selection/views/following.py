"""After the release: a team confirms, gives back or contests; the staff follows and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.models import Application
from cordee.applications.policy import may_read, may_withdraw, may_write
from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.forms_after import (
    ComplaintAnswerForm,
    ComplaintForm,
    OfferForm,
    ReasonForm,
    TalkedForm,
    TalkForm,
)
from cordee.selection.letters import compose
from cordee.selection.models import Complaint, Outcome, Sequel
from cordee.selection.queries.given import marks_received
from cordee.selection.rules.remedies import contest_until, debrief_until, reserve_until
from cordee.selection.views.shell import not_found_unless, seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_POST, require_safe, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request

DONE = {
    "accepter": gettext_lazy("Votre venue est confirmée. Merci, et à bientôt !"),
    "renoncer": gettext_lazy("C’est noté. Merci de nous l’avoir dit."),
    "echanger": gettext_lazy("Votre demande est reçue : l’équipe vous proposera un moment."),
    "contester": gettext_lazy(
        "Votre contestation est reçue ; un courriel vous dit quand viendra la réponse."
    ),
}


def _answer(application: Application) -> Outcome:
    found: Outcome = not_found_unless(queries.answer_to(application, timezone.now()))
    return found


@require_safe
@guarded(Application, may_read)
def answer(request: Request, application: Application) -> HttpResponse:
    """The answer to a team, word for word as it was sent, and what it may do next."""
    outcome = _answer(application)
    if outcome.read_at is None and may_write(request.user, application):
        actions.receive(outcome, by=request.user, at=timezone.now())
    return _page(request, application, outcome)


def _page(
    request: Request,
    application: Application,
    outcome: Outcome,
    findings: list[Finding] | None = None,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    now = timezone.now()
    definition = outcome.ruling.version.definition
    until = contest_until(definition, outcome.ruling.released_at or now, outcome.ruling.stage)
    context: dict[str, Any] = {
        "application": application,
        "outcome": outcome,
        "letter": compose(outcome),
        "speaks": bool(may_write(request.user, application)),
        "late": outcome.answer_by is not None and now > outcome.answer_by,
        "line": queries.place_in_line(outcome),
        "reserve_until": reserve_until(definition, outcome.ruling.released_at),
        "complaints": list(outcome.complaints.order_by("pk")),
        "contestable": not outcome.holds_a_place and now <= until,
        "until": until,
        "marks": marks_received(outcome),
        "offer": queries.current_offer(outcome),
        "reason": ReasonForm(prefix="renoncer"),
        "complaint": ComplaintForm(prefix="contester"),
        "talk": TalkForm(prefix="echanger"),
        "talk_until": (until_talk := debrief_until(definition, outcome.ruling.released_at)),
        "talks": list(outcome.sequels.filter(kind=Sequel.Kind.TALK)) if until_talk else [],
        "talkable": bool(until_talk and now <= until_talk and not outcome.holds_a_place),
        "findings": findings or [],
    }
    status = 422 if findings or forms else 200
    return render(request, "selection/answer.html", context | (forms or {}), status=status)


@require_POST
@guarded(Application, may_read)
def act(request: Request, application: Application, verb: str) -> HttpResponse:
    """Confirm, give back or contest, for whoever speaks for the team."""
    outcome = _answer(application)
    asks = may_withdraw if verb == "renoncer" else may_write
    if not (right := asks(request.user, application)):
        raise PermissionDenied(right.reason)
    not_found_unless(DONE.get(verb))
    now, by = timezone.now(), request.user
    try:
        if verb == "accepter":
            actions.accept(outcome, by=by, at=now)
        elif verb == "renoncer":
            form = ReasonForm(request.POST, prefix="renoncer")
            if not form.is_valid():
                return _page(request, application, outcome, forms={"reason": form})
            actions.decline(outcome, reason=form.cleaned_data["reason"], by=by, at=now)
        elif verb == "echanger":
            talk = TalkForm(request.POST, prefix="echanger")
            if not talk.is_valid():
                return _page(request, application, outcome, forms={"talk": talk})
            actions.ask_talk(outcome, talk.cleaned_data["text"], by=by, at=now)
        else:
            asked = ComplaintForm(request.POST, prefix="contester")
            if not asked.is_valid():
                return _page(request, application, outcome, forms={"complaint": asked})
            actions.contest(outcome, asked.cleaned_data["text"], by=by, at=now)
    except Refused as refusal:
        return _page(request, application, outcome, refusal.findings)
    messages.success(request, DONE[verb])
    return onward(request, "selection:answer", application.public_id)


@require_safe
@guarded(queries.panels, policy.may_run)
def followed(request: Request, panel: Panel) -> HttpResponse:
    """Every result and what followed it."""
    ruling = not_found_unless(queries.ruling_of(panel))
    not_found_unless(ruling.released_at)
    rows = queries.followed(ruling)
    context = seen(
        panel,
        "decision",
        ruling=ruling,
        page=paginated(request, rows),
        holding=ruling.outcomes.holding().count(),
        confirmed=ruling.outcomes.holding().exclude(accepted_at=None).count(),
        waiting=ruling.outcomes.in_reserve().count(),
        complaints=Complaint.objects.filter(outcome__ruling=ruling, answered_at=None).count(),
        expired=actions.following.reserve_expired(ruling, timezone.now()),
        until=reserve_until(ruling.version.definition, ruling.released_at),
    )
    return render(request, "selection/team/followed.html", context)


def _outcome(panel: Panel, key: str) -> Outcome:
    ruling = not_found_unless(queries.ruling_of(panel))
    not_found_unless(ruling.released_at)
    found: Outcome = row_or_404(lambda: queries.outcomes_of(ruling), public_id=key)
    return found


@require_safe
@guarded(queries.panels, policy.may_run)
def one(request: Request, panel: Panel, key: str) -> HttpResponse:
    """One result, what followed it, and what the team in charge may do."""
    return _one(request, panel, _outcome(panel, key))


def _talk_asked(outcome: Outcome) -> bool:
    """Whether a talk was asked for, and not held yet."""
    kinds = set(outcome.sequels.order_by("pk").values_list("kind", flat=True))
    return Sequel.Kind.TALK in kinds and Sequel.Kind.TALKED not in kinds


def _one(
    request: Request,
    panel: Panel,
    outcome: Outcome,
    findings: list[Finding] | None = None,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = seen(
        panel,
        "decision",
        outcome=outcome,
        name=outcome.deposit.application.body_name,
        sequels=list(outcome.sequels.select_related("by__person").order_by("pk")),
        complaint=outcome.complaints.filter(answered_at=None).first(),
        talk_asked=_talk_asked(outcome),
        talked=TalkedForm(prefix="echange"),
        line=queries.place_in_line(outcome),
        reason=ReasonForm(prefix="renoncer"),
        offer=OfferForm(prefix="proposer"),
        reply=ComplaintAnswerForm(prefix="repondre"),
        findings=findings or [],
    )
    status = 422 if findings or forms else 200
    return render(request, "selection/team/sequel.html", context | (forms or {}), status=status)


@require_POST
@guarded(queries.panels, policy.may_run)
def lead(request: Request, panel: Panel, key: str, verb: str) -> HttpResponse:
    """Note a place given back, offer another one, propose otherwise, answer a complaint."""
    outcome = _outcome(panel, key)
    not_found_unless(ACTS.get(verb))
    try:
        refused = ACTS[verb](request, outcome)
    except Refused as refusal:
        return _one(request, panel, outcome, refusal.findings)
    if refused:
        return _one(request, panel, outcome, forms=refused)
    told = _("C’est fait ; l’équipe candidate en reçoit un courriel.")
    messages.success(request, _("C’est noté.") if verb == "echange" else told)
    return onward(request, "selection:sequel", panel.public_id, outcome.public_id)


def _decline(request: Request, outcome: Outcome) -> dict[str, Any]:
    form = ReasonForm(request.POST, prefix="renoncer")
    if not form.is_valid():
        return {"reason": form}
    reason = form.cleaned_data["reason"]
    actions.decline(outcome, reason=reason, by=request.user, at=timezone.now())
    return {}


def _accept(request: Request, outcome: Outcome) -> dict[str, Any]:
    actions.accept(outcome, by=request.user, at=timezone.now())
    return {}


def _offer(request: Request, outcome: Outcome) -> dict[str, Any]:
    form = OfferForm(request.POST, prefix="proposer")
    if not form.is_valid():
        return {"offer": form}
    text = form.cleaned_data["text"]
    actions.offer_otherwise(outcome, text, by=request.user, at=timezone.now())
    return {}


def _promote(request: Request, outcome: Outcome) -> dict[str, Any]:
    if outcome.result != Outcome.Result.RESERVE:
        not_found_unless(None)
    actions.promote(outcome, "", by=request.user, at=timezone.now())
    return {}


def _reply(request: Request, outcome: Outcome) -> dict[str, Any]:
    form = ComplaintAnswerForm(request.POST, prefix="repondre")
    complaint = not_found_unless(outcome.complaints.filter(answered_at=None).first())
    if not form.is_valid():
        return {"reply": form}
    asked = form.cleaned_data
    actions.answer_complaint(
        complaint, asked["text"], upheld=asked["upheld"] == "yes", by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return {}


def _talked(request: Request, outcome: Outcome) -> dict[str, Any]:
    form = TalkedForm(request.POST, prefix="echange")
    if not form.is_valid():
        return {"talked": form}
    text = form.cleaned_data["text"]
    actions.note_talk(outcome, text, by=request.user, at=timezone.now())
    return {}


ACTS = {
    "echange": _talked,
    "confirmer": _accept,
    "renoncer": _decline,
    "proposer": _offer,
    "promouvoir": _promote,
    "repondre": _reply,
}
