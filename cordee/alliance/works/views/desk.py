"""What the team keeps of workstreams: lists, frames, meetings of référents, supports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.forms import DecisionForm
from cordee.alliance.queries import mandates
from cordee.alliance.rules import Asked
from cordee.alliance.works import policy
from cordee.alliance.works.actions import frames, supports
from cordee.alliance.works.actions import terms as listing
from cordee.alliance.works.forms import workstreams as forms
from cordee.alliance.works.models import Term, WorkFrame, Workstream, WorkSupport
from cordee.alliance.works.queries import workstreams as queries
from cordee.alliance.works.views.acting import BOTH, done, status, tried
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods([*BOTH])
@for_team
def terms(request: Request) -> HttpResponse:
    """The lists of the alliance, and a new word."""
    form, now = forms.TermForm(request.POST or None), timezone.now()
    findings: list[Any] | None = []
    if request.method == "POST" and request.POST.get("act") == "usual":
        listing.take_usual(by=request.user, at=now)
        return done(request, _("Les listes encore vides sont remplies."), "works:terms")
    if request.method == "POST":
        findings = tried(form, lambda typed: listing.keep_term(
            typed["list"], typed["label"], by=request.user, at=now))  # fmt: skip
        if findings == []:
            return done(request, _("Le mot est ajouté."), "works:terms")
    rows: dict[str, list[Term]] = {one: [] for one in Term.List.values}
    for term in queries.terms()[:400]:
        rows[term.list].append(term)
    lists = [(Term.List(key).label, words) for key, words in rows.items()]
    shown = {"lists": lists, "form": form, "findings": findings or [],
             "usual": not any(words for _label, words in lists)}  # fmt: skip
    return render(request, "works/terms.html", shown, status=status(request, findings))


@require_POST
@guarded(Term, policy.may_keep)
def retire_term(request: Request, term: Term) -> HttpResponse:
    """Propose a word no more."""
    listing.retire_term(term, by=request.user, at=timezone.now())
    return onward(request, "works:terms")


@require_http_methods([*BOTH])
@for_team
def desk(request: Request) -> HttpResponse:
    """Frames, the workstreams of the year, and a new frame."""
    form, now = forms.FrameForm(request.POST or None), timezone.now()
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda typed: frames.keep_frame(
            typed.pop("label"), **typed, by=request.user, at=now))  # fmt: skip
        if findings == []:
            return done(request, _("Le cadre est écrit."), "works:desk")
    current = queries.frame_of(timezone.localdate(now))
    shown = {"page": paginated(request, queries.frames()), "current": current, "form": form,
             "findings": findings or [],
             "waiting": queries.waiting_supports()[:25]}  # fmt: skip
    return render(request, "works/desk.html", shown, status=status(request, findings))


@require_http_methods([*BOTH])
@guarded(queries.frames, policy.may_keep)
def frame(request: Request, frame: WorkFrame) -> HttpResponse:
    """A frame: its workstreams, its sums, its meetings, its review; change it."""
    known = forms.FrameForm.known(frame) if request.method != "POST" else None
    form = forms.FrameForm(request.POST or None, initial=known)
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda typed: frames.keep_frame(
            typed.pop("label"), frame, **typed, by=request.user, at=timezone.now()
        ))  # fmt: skip
        if findings == []:
            return done(request, _("Le cadre est changé."), "works:frame", frame.public_id)
    return _frame(request, frame, findings, form=form)


def _frame(
    request: Request, frame: WorkFrame, findings: list[Any] | None, **more: Any
) -> HttpResponse:
    tally = queries.tally(frame)
    counts = Counter(tally["states"])
    held = list(frame.meetings.order_by("on", "pk")[:60])
    done_on, today = {one.on for one in held}, timezone.localdate()
    shown = {
        "frame": frame, "tally": tally, "held": held,
        "states": [(label, counts[key]) for key, label in Workstream.State.choices if counts[key]],
        "due": [one for one in frame.meetings_due if one >= today],
        "unheld": [one for one in frame.meetings_due if one < today and one not in done_on],
        "page": paginated(request, queries.desk(frame)),
        "unreviewed": queries.to_review(frame).count(),
        "form": forms.FrameForm(initial=forms.FrameForm.known(frame)),
        "leaders": forms.LeadersForm(prefix="rencontre"),
        "publication": forms.PublicationForm(prefix="publication"),
        "findings": findings or [], **more,
    }  # fmt: skip
    return render(request, "works/frame.html", shown, status=status(request, findings))


@require_POST
@guarded(queries.frames, policy.may_keep)
def hold_leaders(request: Request, frame: WorkFrame) -> HttpResponse:
    """Write down a meeting of those who carry workstreams."""
    form = forms.LeadersForm(request.POST, prefix="rencontre")
    found = tried(form, lambda typed: frames.hold_leaders(
        frame, **typed, by=request.user, at=timezone.now()))  # fmt: skip
    if found == []:
        return done(request, _("La rencontre est inscrite."), "works:frame", frame.public_id)
    return _frame(request, frame, found, leaders=form)


@require_POST
@guarded(queries.frames, policy.may_keep)
def publish(request: Request, frame: WorkFrame) -> HttpResponse:
    """Say where the common publication is read."""
    form = forms.PublicationForm(request.POST, prefix="publication")
    found = tried(form, lambda typed: frames.publish_together(
        frame, **typed, by=request.user, at=timezone.now()))  # fmt: skip
    if found == []:
        return done(request, _("La publication est inscrite."), "works:frame", frame.public_id)
    return _frame(request, frame, found, publication=form)


@require_http_methods([*BOTH])
@guarded(queries.workstreams, policy.may_write)
def support(request: Request, workstream: Workstream) -> HttpResponse:
    """Ask money: the ceiling and what is left are told before writing."""
    form = forms.SupportForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda typed: supports.ask(
            workstream, **typed, by=request.user, at=timezone.now()))  # fmt: skip
        if findings == []:
            said = _("La demande est transmise à qui décide.")
            return done(request, said, "works:workstream", workstream.public_id)
    shown = {"one": workstream, "form": form, "purse": queries.purse(workstream),
             "findings": findings or []}  # fmt: skip
    return render(request, "works/support.html", shown, status=status(request, findings))


def supports_asked() -> QuerySet[WorkSupport]:
    """Supports with all that their page says."""
    return WorkSupport.objects.select_related(
        "workstream__frame", "workstream__leader", "frame__organ", "decision"
    )


@require_http_methods([*BOTH])
@guarded(supports_asked, policy.may_keep, by="pk")
def grant(request: Request, support: WorkSupport) -> HttpResponse:
    """Write what the organ decided of a support: who stood where, the sum, the reason."""
    organ = support.frame.organ
    seated = list(mandates(organ)) if organ else []
    first = {"purpose": support.workstream.title, "asked": support.asked,
             "beneficiary": str(support.workstream.leader or support.workstream.title)}  # fmt: skip
    form = DecisionForm(seated, request.POST or None, initial=first)
    for name in first:
        form.fields[name].disabled = True
    findings: list[Any] | None = []
    if request.method == "POST":

        def act(said: dict[str, Any]) -> None:
            decided = Asked(said["on"], said["amount"], said["reason"], form.positions())
            supports.grant(support, decided, by=request.user, at=timezone.now())

        findings = tried(form, act)
        if findings == []:
            said = _("La décision est inscrite au registre.")
            return done(request, said, "works:workstream", support.workstream.public_id)
    shown = {"support": support, "organ": organ, "form": form, "findings": findings or [],
             "purse": queries.purse(support.workstream)}  # fmt: skip
    return render(request, "works/grant.html", shown, status=status(request, findings))
