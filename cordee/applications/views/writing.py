"""Writing a file: its task list, its sections, one answer at a time, its attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications import actions, files, policy, queries
from cordee.applications.actions.presence import lay_hand
from cordee.applications.files.previews import absent, preview
from cordee.applications.files.serving import download, picture
from cordee.applications.forms import AnswersForm
from cordee.applications.queries.sheets import sheet_of
from cordee.applications.reading import in_words
from cordee.applications.rules import answer_faults
from cordee.applications.rules.deposit import asked
from cordee.applications.rules.versions import Since, merged, since
from cordee.applications.views import shell
from cordee.calls.queries import models_of
from cordee.kernel import french
from cordee.kernel.findings import Refused, Verdict
from cordee.kernel.speech import heard
from cordee.programme.schema import questions as q
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.applications.models import Application, Attachment
    from cordee.applications.rules import Draft
    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.programme.schema.form import Section
    from cordee.web.requests import Request


def remarks(question: q.Asked, draft: Draft) -> list[Finding]:
    """What the rules say of one answer as it stands."""
    if isinstance(question, q.File):
        return answer_faults(question, list(draft.files.get(question.key, [])))
    return answer_faults(question, draft.answers.get(question.key))


def _section(application: Application, key: str) -> Section:
    found = next((one for one in shell.sections(application) if one.key == key), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def section(request: Request, application: Application, key: str) -> HttpResponse:
    """A page of the form; without JavaScript the whole page is saved at once."""
    part = _section(application, key)
    sheet = sheet_of(application, timezone.now())
    draft = sheet.draft
    concerned = {one.key for one in asked(application.edition.definition, draft)}
    questions = [one for one in part.questions if isinstance(one, q.Asked) and one.key in concerned]
    form = AnswersForm(
        questions, draft.answers, request.POST or None,
        languages=application.edition.definition.written_in(part, application.track),
    )  # fmt: skip
    if request.POST:  # an empty body typed nothing: nothing is replaced
        form.is_valid()
        kept = _save_all(request, application, form)
        if kept:
            return _lost(request, application, part, form, kept)
        messages.success(request, _("Enregistré. Votre dossier n’est pas déposé pour autant."))
        return onward(request, _next(application, part, request))
    return render(
        request,
        "applications/section.html",
        shell.shown(
            application,
            f"section:{key}",
            section=part,
            blocks=form.blocks(sheet.tokens),
            files=_attached(application, part, concerned, sheet.files),
            comments=queries.open_comments(application),
            hands=hands_said(application, request.user),
            remarks=_remarks(questions, draft),
            next=_following(application, part),
        ),
    )


def hands_said(application: Application, user: User) -> dict[str, str]:
    """Who else is writing under each question, in words."""
    found: dict[str, list[str]] = {}
    for hand in queries.other_hands(application, user, timezone.now()):
        found.setdefault(hand.question, []).append(queries.name_of(hand.user))
    return {
        key: _("%(names)s écrit ici en ce moment.") % {"names": heard(french.listed(names))}
        if len(names) == 1
        else _("%(names)s écrivent ici en ce moment.") % {"names": heard(french.listed(names))}
        for key, names in found.items()
    }


@require_POST
@guarded(shell.files, policy.may_write)
def hands(request: Request, application: Application) -> HttpResponse:
    """Where the others write now and which answers changed; says where one is oneself."""
    key = request.POST.get("question", "")
    if application.edition.definition.question(key) is not None:
        lay_hand(application, key, by=request.user, at=timezone.now())
    found = hands_said(application, request.user)
    return JsonResponse({"hands": found, "texts": queries.revisions(application)})


def _remarks(questions: Sequence[q.Asked], draft: Draft) -> dict[str, list[Finding]]:
    """What is to be said of answers already begun; an empty page accuses nobody."""
    return {
        one.key: [found for found in remarks(one, draft) if found.code != "answer.missing"]
        for one in questions
    }


def _attached(
    application: Application, part: Section, concerned: set[str], rows: Sequence[Attachment]
) -> list[dict[str, Any]]:
    asked_files = [
        one for one in part.questions if isinstance(one, q.File) and one.key in concerned
    ]
    models = models_of(application.edition, {one.model for one in asked_files if one.model})
    return [
        {
            "question": one,
            "rows": [row for row in rows if row.question == one.key],
            "model": models.get(one.model or ""),
        }
        for one in asked_files
    ]


def _save_all(
    request: Request, application: Application, form: AnswersForm
) -> list[tuple[q.Asked, actions.Saved]]:
    """Save every question of the page; gives back those whose text was kept aside."""
    kept = []
    for question in form.questions:
        if (
            question.key not in form.data
            and not any(name.startswith(f"{question.key}.") for name in form.data)
            and isinstance(question, q.LongText | q.Text)
        ):
            continue
        saved = actions.save_answer(
            application,
            question.key,
            form.value(question),
            **_started_from(request, question.key),
            by=request.user,
            at=timezone.now(),
        )
        if saved.fate in {actions.Fate.CONFLICT, actions.Fate.LATE}:
            kept.append((question, saved))
    return kept


def _started_from(request: Request, key: str) -> Since:
    """The revision she started from, 0 when there was none, and the mark of what she was shown.

    « keep » holds the revision she chose to replace, once she saw both texts.
    """
    given = request.POST.get(f"keep:{key}") or request.POST.get(f"{key}:revision", "")
    return since(given)


def _lost(
    request: Request,
    application: Application,
    part: Section,
    form: AnswersForm,
    kept: list[tuple[q.Asked, actions.Saved]],
) -> HttpResponse:
    """Both texts side by side, or the text typed too late: nothing is thrown away."""
    blocks = {one.question.key: one for one in form.blocks(queries.revisions(application))}
    shown = [
        {
            "question": question,
            "saved": saved,
            "block": blocks[question.key],
            "mine": in_words(question, form.value(question)),
            "in_force": in_words(question, saved.answer.value),
        }
        for question, saved in kept
    ]
    context = shell.shown(application, f"section:{part.key}", section=part, kept=shown)
    return render(request, "applications/kept.html", context, status=409)


def _following(application: Application, part: Section) -> Section | None:
    found = shell.sections(application)
    keys = [one.key for one in found]
    rank = keys.index(part.key) + 1
    return found[rank] if rank < len(found) else None


def _next(application: Application, part: Section, request: Request) -> str:
    after = _following(application, part)
    if "stay" in request.POST or any(name.startswith("keep:") for name in request.POST):
        return reverse("applications:section", args=[application.public_id, part.key])
    if after is None:
        return reverse("applications:check", args=[application.public_id])
    return reverse("applications:section", args=[application.public_id, after.key])


@require_POST
@guarded(shell.files, policy.may_write)
def save(request: Request, application: Application, key: str) -> HttpResponse:
    """One answer, saved while it is typed; the state line says what happened."""
    question = application.edition.definition.question(key)
    if not isinstance(question, q.Asked):
        raise Http404
    lay_hand(application, key, by=request.user, at=timezone.now())
    form = AnswersForm([question], {}, request.POST)
    form.is_valid()
    saved = actions.save_answer(
        application,
        key,
        form.value(question),
        **_started_from(request, key),
        by=request.user,
        at=timezone.now(),
    )
    return _told(request, application, question, form, saved)


def _told(
    request: Request,
    application: Application,
    question: q.Asked,
    form: AnswersForm,
    saved: actions.Saved,
) -> HttpResponse:
    lost = saved.fate in {actions.Fate.CONFLICT, actions.Fate.LATE}
    remarks = [
        one for one in answer_faults(question, saved.answer.value) if one.code != "answer.missing"
    ]
    response = render(
        request,
        "applications/parts/saved.html",
        {
            "application": application,
            "question": question,
            "saved": saved,
            "mine": in_words(question, form.value(question)) if lost else None,
            "both": merged(saved.base, saved.answer.value, form.value(question)) if lost else "",
            "in_force": in_words(question, saved.answer.value) if lost else "",
            "remarks": [one for one in remarks if one.verdict is not Verdict.OK],
        },
    )
    response["X-Saved"] = quote(str(_SAID[saved.fate]) % {"time": _now(application.edition.zone)})
    if lost:
        response["X-Kept-Aside"] = "1"
    return response


def _now(zone: str) -> str:
    """The hour it is on the clock of the call: the one its deadline is told on."""
    return timezone.localtime(None, ZoneInfo(zone) if zone else None).strftime("%H:%M:%S")


_SAID = {
    actions.Fate.SAVED: gettext_lazy("Enregistré à %(time)s"),
    actions.Fate.UNCHANGED: gettext_lazy("Enregistré"),
    actions.Fate.CONFLICT: gettext_lazy("Gardé à part : quelqu’un a modifié cette réponse"),
    actions.Fate.LATE: gettext_lazy("Gardé à part : le dépôt est clos"),
}


@require_POST
@guarded(shell.files, policy.may_write)
def attach(request: Request, application: Application, key: str) -> HttpResponse:
    """Add files to a question; each is looked at before it is kept, none keeps the others out."""
    part = shell.part_of(application, key)
    if part is None:
        raise Http404
    found: list[Finding] = []
    kept: list[str] = []
    for upload in request.FILES.getlist("files"):
        try:
            made = files.attach(application, key, upload, by=request.user, at=timezone.now())
        except Refused as refusal:
            found += [one for one in refusal.findings if one not in found]
        else:
            kept.append(made.name)
    if found:
        context = shell.shown(application, f"section:{part.key}", section=part, kept=kept)
        return refused(request, "applications/refused.html", found, **context)
    return onward(request, "applications:section", application.public_id, part.key)


def _attachment(application: Application, public_id: str) -> Attachment:
    """A file of the draft, or one that the deposit in force names though it was taken away."""
    found = application.attachments.filter(public_id=public_id).first()
    if found is None or (found.removed_at is not None and not _handed_in(application, public_id)):
        raise Http404
    return found


def _handed_in(application: Application, public_id: str) -> bool:
    frozen = application.current.content["attachments"] if application.current else {}
    return any(one["id"] == str(public_id) for files in frozen.values() for one in files)


@require_safe
@guarded(shell.files, policy.may_read)
def attachment(_request: Request, application: Application, file: str) -> HttpResponse:
    """A joined file, always downloaded and never shown in place."""
    return cast("HttpResponse", download(_attachment(application, file)))


@require_safe
@guarded(shell.files, policy.may_read)
def previewed(_request: Request, application: Application, file: str) -> HttpResponse:
    """A small picture of a joined file, or one that says there is none."""
    found = _attachment(application, file)
    return cast("HttpResponse", picture((not found.threat and preview(found)) or absent()))


@require_POST
@guarded(shell.files, policy.may_write)
def detach(request: Request, application: Application, file: str) -> HttpResponse:
    """Take a joined file away; a deposit already made keeps its copy."""
    found = _attachment(application, file)
    files.detach(found, by=request.user, at=timezone.now())
    messages.success(request, _("Fichier retiré."))
    part = shell.part_of(application, found.question)
    where = ("section", part.key) if part else ("detail",)
    return onward(request, f"applications:{where[0]}", application.public_id, *where[1:])
