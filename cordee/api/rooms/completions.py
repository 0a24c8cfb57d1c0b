"""Requests to complete: asked by the team that runs the house, answered by the file's writers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.replays import Made, once
from cordee.api.rooms.deposits import told_whole
from cordee.api.rooms.files import rows
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import AnswerCompletion, AskCompletion, CompletionTold, DepositTold
from cordee.applications import actions, policy
from cordee.applications.models import Application, Completion
from cordee.kernel.canonical import plain
from cordee.web.requests import Request

router = Router()


def _told(one: Completion) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "message": one.message,
        "due": one.due,
        "asked_at": one.at,
        "points": [
            {"question": point.question, "reason": point.reason} for point in one.points.all()
        ],
        "state": _state(one),
        "reply": one.reply,
    }


def _state(one: Completion) -> str:
    if one.answered_at is not None:
        return "answered"
    if one.closed_at is not None:
        return "closed"
    return "open" if timezone.now() < one.due else "overdue"


def _completion(application: Application, public_id: UUID) -> Completion:
    return door.row(application.completions.prefetch_related("points"), public_id=public_id)


@operation(router, "GET", "/dossiers/{uuid:file}/complements", scope=Scope.FILES_READ,
           response={200: list[CompletionTold]}, url_name="completions")  # fmt: skip
def every(request: Request, file: UUID) -> HttpResponse:
    """Les demandes de complément d’un dossier, la première d’abord."""
    found = door.file(request, file, policy.may_read, rows(), at=timezone.now())
    asked = found.completions.prefetch_related("points").order_by("pk")
    return answered(request, plain([_told(one) for one in asked]))


@operation(router, "POST", "/dossiers/{uuid:file}/complements", scope=Scope.DESK_ACT,
           response={201: CompletionTold}, url_name="completions")  # fmt: skip
def ask(request: Request, file: UUID, sent: AskCompletion) -> HttpResponse:
    """Rouvrir quelques réponses d’un dépôt, chacune avec sa raison, jusqu’à un instant."""
    found = door.file(request, file, policy.may_follow, rows(), at=timezone.now())
    if sent.due.tzinfo is None:
        detail = _("Donnez l’instant avec son décalage, comme 2025-01-10T12:00:00+01:00.")
        raise door.Problem(422, detail)

    def reopen() -> Made:
        made = actions.ask_completion(
            found, points={one.question: one.reason for one in sent.points},
            message=sent.message, due=sent.due, by=request.user, at=timezone.now(),
        )  # fmt: skip
        return Made(_told(_completion(found, made.public_id)), str(made.public_id))

    return once(request, "complement.demander", reopen)


@operation(router, "POST", "/dossiers/{uuid:file}/complements/{uuid:completion}/reponse",
           scope=Scope.FILES_DEPOSIT, response={201: DepositTold}, url_name="complete")  # fmt: skip
def answer(request: Request, file: UUID, completion: UUID, sent: AnswerCompletion) -> HttpResponse:
    """Rendre ce qui était redemandé : un nouveau dépôt, qui ne change que ces réponses."""
    found = door.file(request, file, policy.may_write, rows())
    held = _completion(found, completion)

    def hand_in() -> Made:
        made = actions.answer_completion(held, reply=sent.reply, by=request.user, at=timezone.now())
        return Made(told_whole(made, door.row(rows(), pk=found.pk)), str(made.public_id))

    return once(request, "complement.rendre", hand_in)


@operation(router, "DELETE", "/dossiers/{uuid:file}/complements/{uuid:completion}",
           scope=Scope.DESK_ACT, response={200: CompletionTold}, url_name="completion")  # fmt: skip
def close(request: Request, file: UUID, completion: UUID) -> HttpResponse:
    """Renoncer à une demande : ses réponses se referment, le dépôt reste tel quel."""
    found = door.file(request, file, policy.may_follow, rows(), at=timezone.now())
    held = _completion(found, completion)

    def shut() -> Made:
        actions.close_completion(held, by=request.user, at=timezone.now())
        return Made(_told(_completion(found, completion)), str(completion), status=200)

    return once(request, "complement.clore", shut)
