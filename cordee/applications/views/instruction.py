"""The examination of files by the staff: complements, verdicts, history, notes."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.applications import actions, queries
from cordee.applications.actions.examining import checked_at, stance
from cordee.applications.changes import changes
from cordee.applications.forms.instructing import (
    AsOfForm,
    CompletionForm,
    ExaminationForm,
    LabelsForm,
    NoteForm,
    there,
)
from cordee.applications.models import Application
from cordee.applications.policy import withheld
from cordee.applications.queries import instruction, standing
from cordee.applications.rules.examination import examined_stages
from cordee.applications.rules.passage import step_judged
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpResponse

    from cordee.applications.models import Completion
    from cordee.programme.schema.choosing import Stage
    from cordee.web.requests import Request


def for_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its file, to the team; never one its reader must withdraw from."""

    @wraps(view)
    @for_team
    def guard(request: Request, public_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Application.objects.select_related(
            "edition__current", "current__version", "territory", "owner__person", "previous"
        )
        application = row_or_404(lambda: rows, public_id=public_id)
        if application.pk in withheld(request.user, timezone.now()):
            raise Http404
        return view(request, application, *args, **kwargs)

    return guard


@require_safe
@for_file
def instruct(request: Request, application: Application) -> HttpResponse:
    """Everything the staff needs to judge a file, on one page."""
    return render(request, "applications/instruct.html", _shown(request, application))


def _shown(request: Request, application: Application, **more: Any) -> dict[str, Any]:
    now, definition = timezone.now(), application.edition.definition
    unseen = withheld(request.user, now)
    stages = [one for one in examined_stages(definition) if _concerns(application, one)]
    known = {one.stage: one for one in application.examinations.filter(replaced=False)}
    return {
        "application": application,
        "edition": application.edition,
        "deposit": application.current,
        "deposits": list(application.deposits.order_by("number")),
        "zone": definition.timeline.zone,
        "now": now,
        "completions": list(
            application.completions.select_related("by__person", "answered_by__person")
            .prefetch_related("points", "made")
            .order_by("-pk")
        ),
        "labels_of": {one.key: one.label for one in definition.questions()},
        "stages": [(one, known.get(one.key)) for one in stages],
        "history": instruction.history(application, now, unseen),
        "kin": instruction.kin(application, now.date(), unseen)[: instruction.MOST],
        "twins": queries.same_body(application).exclude(pk__in=unseen)[: instruction.MOST],
        "chain": queries.chain(application),
        "copy": standing.copies(application, now),
        "turn": standing.turn(application, now),
        "dates": standing.attended(application, now),
        "merges": definition.applicant.merging != "no",
        "notes": application.staff_notes.select_related("by__person").order_by("at", "pk"),
        "note_form": NoteForm(),
        "labels_form": LabelsForm(initial={"labels": ", ".join(application.labels)}),
        "findings": [],
        **more,
    }


def _concerns(application: Application, stage: Stage) -> bool:
    return step_judged(application.edition.definition, stage) == application.step


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def ask_completion(request: Request, application: Application) -> HttpResponse:
    """Open some answers again, each with its reason, until a day."""
    initial = {"due": _suggested(application)}
    form = CompletionForm(application, request.POST or None, initial)
    shown: dict[str, Any] = {
        "application": application, "edition": application.edition, "form": form,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        shown["findings"] = []
        return render(request, "applications/ask_completion.html", shown, status=status)
    try:
        actions.ask_completion(
            application,
            points=form.points,
            message=form.cleaned_data["message"],
            due=there(form.cleaned_data["due"], application.edition.definition),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        return refused(request, "applications/ask_completion.html", refusal.findings, **shown)
    messages.success(request, _("La demande est partie. Seules ces réponses sont rouvertes."))
    return onward(request, "applications:instruct", application.public_id)


def _clock(application: Application) -> ZoneInfo:
    """The clock of the call: its days begin and end there."""
    return ZoneInfo(application.edition.definition.timeline.zone)


def _suggested(application: Application) -> str:
    """The delay the call gives to complete a file, or a fortnight."""
    stages = [one for one in application.edition.definition.stages if one.complete_within]
    now = timezone.localtime(None, _clock(application)).replace(
        second=0, microsecond=0, tzinfo=None
    )
    within = stages[0].complete_within if stages else None
    due = within.after(now) if within else now + timedelta(days=14)
    return due.replace(hour=18, minute=0).isoformat(timespec="minutes")


def _completion(application: Application, public_id: str) -> Completion:
    return row_or_404(application.completions.all, public_id=public_id)


@require_POST
@for_file
def close_completion(request: Request, application: Application, completion: str) -> HttpResponse:
    """Give up a request."""
    found = _completion(application, completion)
    actions.close_completion(found, by=request.user, at=timezone.now())
    return onward(request, "applications:instruct", application.public_id)


@require_safe
@for_file
def deposit_changes(request: Request, application: Application, number: int) -> HttpResponse:
    """What a deposit changes in the one before it, word by word."""
    rows = application.deposits.select_related("version", "completes").order_by("-number")
    pair = list(rows.filter(number__lte=min(number, application.deposits.count()))[:2])
    if len(pair) < 2 or pair[0].number != number:  # noqa: PLR2004 - two deposits to compare
        raise Http404
    context = {
        "application": application,
        "edition": application.edition,
        "after": pair[0],
        "before": pair[1],
        "zone": application.edition.definition.timeline.zone,
        "changes": changes(pair[1], pair[0]),
    }
    return render(request, "applications/deposits_compared.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def examine(request: Request, application: Application, stage: str) -> HttpResponse:
    """Decide rule by rule whether the file is admissible, on the facts of a chosen day."""
    found = _stage(application.edition, stage)
    if application.current is None:
        raise Http404
    as_of = _as_of(request, application)
    checked = checked_at(application, found, as_of)
    read = _read(application, stage)
    form = ExaminationForm(checked, request.POST or None, _known(read["known"]))
    shown: dict[str, Any] = {
        "edition": application.edition, "stage": found, "form": form, "as_of": as_of,
        "as_of_form": AsOfForm(initial={"au": as_of.isoformat()}), **read,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        shown["findings"] = []
        return render(request, "applications/examine.html", shown, status=status)
    try:
        actions.examine(
            application,
            stage,
            as_of=as_of,
            decided=form.decided,
            reasons=form.cleaned_data["reasons"],
            seen=request.POST.get("seen"),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        application.refresh_from_db(fields=["current"])
        shown |= _read(application, stage)
        return refused(request, "applications/examine.html", refusal.findings, **shown)
    messages.success(request, _("Verdict enregistré. Le candidat ne le lit pas encore."))
    return onward(request, "applications:examinations", application.edition.key, stage)


def _read(application: Application, stage: str) -> dict[str, Any]:
    """What a verdict is given upon, and the one already given."""
    rows = application.examinations.filter(stage=stage, replaced=False)
    known = rows.select_related("by__person").first()
    return {"application": application, "known": known, "seen": stance(application, stage)}


def _known(known: Any) -> dict[str, str]:
    """The decisions already taken, to change them."""
    if known is None:
        return {}
    found = {"reasons": known.reasons}
    for row in known.content["rules"]:
        found[f"answer-{row['key']}"] = row["answer"]
        found[f"motive-{row['key']}"] = row["motive"]
    return found


def _stage(edition: Edition, key: str) -> Stage:
    found = next((one for one in examined_stages(edition.definition) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _as_of(request: Request, application: Application) -> date:
    """The day asked for, else the day of the deposit."""
    form = AsOfForm(request.GET or request.POST)
    typed: date | None = form.cleaned_data["au"] if form.is_valid() else None
    made = application.current
    handed_in = timezone.localtime(made.at if made else None, _clock(application)).date()
    sane = typed is not None and 1900 < typed.year < 2200  # noqa: PLR2004 - slips of the pen
    return typed if typed is not None and sane else handed_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def examinations(request: Request, key: str, stage: str) -> HttpResponse:
    """The files of a stage with their verdicts; told to everybody at one instant."""
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    found = _stage(edition, stage)
    now = timezone.now()
    step = step_judged(edition.definition, found)
    rows = (
        Application.objects.deposited()
        .filter(edition=edition, step=step)
        .exclude(pk__in=withheld(request.user, now))
        .order_by("sort_key", "pk")
    )
    known = instruction.examined(edition, stage)
    page = paginated(request, rows)
    shown: dict[str, Any] = {
        "edition": edition,
        "stage": found,
        "page": page,
        "rows": [(one, known.get(one.pk)) for one in page.object_list],
        "waiting": instruction.to_tell(edition, stage).count(),
        "left": rows.exclude(examinations__in=_in_force(known)).count(),
    }
    if request.method == "POST":
        try:
            count = actions.release_examinations(edition, stage, by=request.user, at=now)
        except Refused as refusal:
            return refused(request, "applications/examinations.html", refusal.findings, **shown)
        said = ngettext(
            "%(count)d verdict est notifié.", "%(count)d verdicts sont notifiés.", count
        )
        messages.success(request, said % {"count": count})
        return onward(request, "applications:examinations", key, stage)
    return render(request, "applications/examinations.html", {**shown, "findings": []})


def _in_force(known: dict[int, Any]) -> list[int]:
    """The verdicts that were told, or given on the deposit in force."""
    return [
        one.pk
        for one in known.values()
        if one.released_at or one.deposit_id == one.application.current_id
    ]


@require_POST
@for_file
def note(request: Request, application: Application) -> HttpResponse:
    """Keep an internal note."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        shown = _shown(request, application, note_form=form)
        return render(request, "applications/instruct.html", shown, status=422)
    actions.write_note(application, form.cleaned_data["text"], by=request.user, at=timezone.now())
    return onward(request, "applications:instruct", application.public_id)


@require_POST
@for_file
def label(request: Request, application: Application) -> HttpResponse:
    """Change the labels of a file."""
    form = LabelsForm(request.POST)
    if not form.is_valid():
        shown = _shown(request, application, labels_form=form)
        return render(request, "applications/instruct.html", shown, status=422)
    words = form.cleaned_data["labels"].split(",")
    actions.label(application, words, by=request.user, at=timezone.now())
    return onward(request, "applications:instruct", application.public_id)
