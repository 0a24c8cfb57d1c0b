"""The way of a candidate through a call: complete what is asked, use a code, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy, queries
from cordee.applications.forms import AnswersForm
from cordee.applications.forms.instructing import ReplyForm, TypedCodeForm
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.programme.schema import questions as q
from cordee.web.guards import guarded, onward, refused, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application, Completion
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def complete(request: Request, application: Application) -> HttpResponse:
    """The answers asked again, with the reason of each, and the button that hands them in."""
    asked = queries.asked_again(application, timezone.now())
    if asked is None:
        past = list(_past(application))
        context = shell.shown(application, "complete", past=past, asked_again=None)
        return render(request, "applications/completed.html", context)
    form = ReplyForm(request.POST or None)
    shown = _shown(application, asked, form)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "applications/complete.html", {**shown, "findings": []}, status=status
        )
    try:
        kept = _save(request, application, asked)
        if kept:
            messages.warning(request, _("Quelqu’un a modifié une réponse en même temps que vous."))
        made = actions.answer_completion(
            asked, reply=form.cleaned_data["reply"], by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return refused(request, "applications/complete.html", refusal.findings, **shown)
    messages.success(request, _("Votre complément est déposé."))
    return onward(request, "applications:receipt", application.public_id, made.number)


def _past(application: Application) -> Any:
    return application.completions.prefetch_related("points").order_by("-pk")


def _shown(application: Application, asked: Completion, form: ReplyForm) -> dict[str, Any]:
    definition = application.edition.definition
    reasons = {one.question: one.reason for one in asked.points.all()}
    questions = [
        one for one in definition.questions() if isinstance(one, q.Asked) and one.key in reasons
    ]
    answers = dict(application.answers.values_list("question", "value").order_by("question"))
    blocks = AnswersForm(questions, answers).blocks(queries.revisions(application))
    rows = application.attachments.filter(removed_at=None).order_by("pk")
    files = [
        ({"question": one, "rows": [row for row in rows if row.question == one.key]}, reason)
        for one, reason in ((one, reasons[one.key]) for one in questions)
        if isinstance(one, q.File)
    ]
    return shell.shown(
        application,
        "complete",
        asked_again=asked,
        form=form,
        blocks=[(block, reasons[block.question.key]) for block in blocks],
        files=files,
        remarks={},
    )


def _save(request: Request, application: Application, asked: Completion) -> bool:
    """Save what was typed in the page, for those without JavaScript; whether a text was kept."""
    keys = {one.question for one in asked.points.all()}
    questions = [
        one
        for one in application.edition.definition.questions()
        if isinstance(one, q.Asked) and one.key in keys and not isinstance(one, q.File)
    ]
    form = AnswersForm(questions, {}, request.POST)
    form.is_valid()
    kept = False
    for question in questions:
        typed = any(n == question.key or n.startswith(f"{question.key}.") for n in request.POST)
        if typed:
            saved = actions.save_answer(
                application,
                question.key,
                form.value(question),
                by=request.user,
                at=timezone.now(),
            )
            kept = kept or saved.fate is actions.Fate.CONFLICT
    return kept


@require_POST
@guarded(shell.files, policy.may_write)
def use_code(request: Request, application: Application) -> HttpResponse:
    """Open a closed file with a late code."""
    form = TypedCodeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Écrivez le code tel qu’il vous a été remis."))
        return onward(request, "applications:detail", application.public_id)
    try:
        actions.use_code(application, form.cleaned_data["code"], by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shell.shown(application, "detail")
        return refused(request, "applications/not_yet.html", refusal.findings, **context)
    messages.success(request, _("Le dossier est rouvert pour un dépôt."))
    return onward(request, "applications:detail", application.public_id)


@require_POST
@guarded(shell.files, policy.may_write)
def go_on(request: Request, application: Application, step: str) -> HttpResponse:
    """Open the next step on what was given already."""
    try:
        made = actions.go_on(application, step, by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shell.shown(application, "detail")
        return refused(request, "applications/not_yet.html", refusal.findings, **context)
    messages.success(request, _("L’étape suivante est ouverte, sur ce que vous aviez donné."))
    return onward(request, "applications:detail", made.public_id)
