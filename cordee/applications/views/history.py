"""Around one answer: its versions, what changed between two, what members say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy, queries
from cordee.applications.forms import CommentForm, said
from cordee.applications.reading import in_words
from cordee.applications.rules.versions import differences
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.programme.schema import questions as q
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_POST, require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import AnswerVersion, Application
    from cordee.web.requests import Request


def _asked(application: Application, key: str) -> q.Asked:
    question = application.edition.definition.question(key)
    if not isinstance(question, q.Asked):
        raise Http404
    return question


@require_safe
@guarded(shell.files, policy.may_write)
def history(request: Request, application: Application, key: str) -> HttpResponse:
    """The comments and the versions of one answer."""
    return _page(request, application, _asked(application, key), CommentForm())


def _page(
    request: Request, application: Application, question: q.Asked, form: CommentForm, **more: Any
) -> HttpResponse:
    answer = queries.answer_to(application, question.key)
    page = paginated(request, queries.versions_of(answer)) if answer else None
    part = shell.part_of(application, question.key)
    context = shell.shown(
        application,
        f"section:{part.key}" if part else "detail",
        question=question,
        part=part,
        answer=answer,
        author=queries.name_of(answer.by) if answer else "",
        page=page,
        rows=[(one, queries.name_of(one.by)) for one in page.object_list] if page else [],
        comments=[
            (one, queries.name_of(one.by))
            for one in queries.comments_on(application, question.key)[:COMMENTS]
        ],
        form=form,
        **{"findings": [], **more},
    )
    status = 422 if form.is_bound else 200
    return render(request, "applications/history.html", context, status=status)


COMMENTS = 50
"""Comments shown: a team that says more about one question has met by then."""


@require_POST
@guarded(shell.files, policy.may_write)
def comment(request: Request, application: Application, key: str) -> HttpResponse:
    """Say something to the other members."""
    question = _asked(application, key)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, application, question, form)
    try:
        actions.comment(
            application, key, form.cleaned_data["text"], by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return _page(request, application, question, form, findings=refusal.findings)
    messages.success(request, _("Votre commentaire est là ; l’équipe le recevra demain matin."))
    return onward(request, "applications:history", application.public_id, key)


@require_POST
@guarded(shell.files, policy.may_write)
def settle(request: Request, application: Application, comment: str) -> HttpResponse:
    """Fold away a comment that found its answer."""
    found = application.comments.filter(public_id=comment).first()
    if found is None:
        raise Http404
    actions.settle(found, by=request.user, at=timezone.now())
    return onward(request, "applications:history", application.public_id, found.question)


def _version(application: Application, key: str, number: int) -> AnswerVersion:
    answer = queries.answer_to(application, key)
    found = queries.versions_of(answer).filter(pk=number).first() if answer else None
    if found is None:
        raise Http404
    return found


@require_safe
@guarded(shell.files, policy.may_write)
def compare(request: Request, application: Application, key: str, number: int) -> HttpResponse:
    """What changed between an earlier text and the one in force."""
    question, version = _asked(application, key), _version(application, key, number)
    part = shell.part_of(application, key)
    answer = version.answer
    context = shell.shown(
        application,
        f"section:{part.key}" if part else "detail",
        question=question,
        label=said(question.label),
        version=version,
        author=queries.name_of(version.by),
        changes=differences(in_words(question, version.value), in_words(question, answer.value)),
        earlier=in_words(question, version.value),
    )
    return render(request, "applications/compare.html", context)


@require_POST
@guarded(shell.files, policy.may_write)
def restore(request: Request, application: Application, key: str, number: int) -> HttpResponse:
    """Put an earlier text back in force."""
    version = _version(application, key, number)
    try:
        actions.restore(version, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ce texte est de nouveau en vigueur ; l’autre est gardé."))
    return onward(request, "applications:history", application.public_id, key)
