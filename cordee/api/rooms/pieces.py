"""Attachments: looked at like those of the pages, before they are kept."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, UploadedFile

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.replays import Made, once
from cordee.api.rooms.files import at_site, rows
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import AttachmentTold
from cordee.applications import files, policy
from cordee.applications.files.serving import download
from cordee.applications.models import Application, Attachment
from cordee.kernel.canonical import plain
from cordee.web.requests import Request

router = Router()


def _told(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "question": one.question,
        "name": one.name,
        "type": one.media_type,
        "size": one.size,
        "pages": one.pages,
        "sha256": one.sha256,
        "address": at_site("api-1:attachment", one.application.public_id, one.public_id),
    }


def _piece(request: Request, application: Application, public_id: UUID) -> Attachment:
    """A file of the draft for its writers; what was handed in for whoever reads the deposit."""
    found = door.row(application.attachments.select_related("application"), public_id=public_id)
    frozen = application.current.content["attachments"] if application.current else {}
    handed_in = {one["id"] for listed in frozen.values() for one in listed}
    mine = policy.writes(request.user, application) and found.removed_at is None
    if not mine and str(public_id) not in handed_in:
        raise door.Problem(404)
    return found


@operation(router, "GET", "/dossiers/{uuid:file}/pieces", scope=Scope.FILES_READ,
           response={200: list[AttachmentTold]}, url_name="attachments")  # fmt: skip
def every(request: Request, file: UUID) -> HttpResponse:
    """Les pièces jointes du brouillon."""
    found = door.file(request, file, policy.may_exchange, rows())
    kept = found.attachments.filter(removed_at=None).select_related("application").order_by("pk")
    return answered(request, plain([_told(one) for one in kept]))


@operation(router, "POST", "/dossiers/{uuid:file}/pieces", scope=Scope.FILES_WRITE,
           response={201: AttachmentTold}, url_name="attachments")  # fmt: skip
def attach(
    request: Request,
    file: UUID,
    question: Annotated[str, Form(max_length=60)],
    content: Annotated[UploadedFile, File()],
) -> HttpResponse:
    """Joindre un fichier à une question : type réel, taille, pages et danger sont vérifiés."""
    found = door.file(request, file, policy.may_write, rows())

    def keep() -> Made:
        made = files.attach(found, question, content, by=request.user, at=timezone.now())
        told = _told(made)
        return Made(told, str(made.public_id), headers={"Location": told["address"]})

    return once(request, "piece.joindre", keep)


@operation(router, "GET", "/dossiers/{uuid:file}/pieces/{uuid:piece}", scope=Scope.FILES_READ,
           url_name="attachment")  # fmt: skip
def one(request: Request, file: UUID, piece: UUID) -> Any:
    """Le contenu d’une pièce, toujours en téléchargement."""
    found = door.file(request, file, policy.may_read, rows(), at=timezone.now())
    return download(_piece(request, found, piece))


@operation(router, "DELETE", "/dossiers/{uuid:file}/pieces/{uuid:piece}",
           scope=Scope.FILES_WRITE, url_name="attachment")  # fmt: skip
def detach(request: Request, file: UUID, piece: UUID) -> HttpResponse:
    """Retirer une pièce du brouillon ; un dépôt déjà fait garde la sienne."""
    found = door.file(request, file, policy.may_write, rows())
    held = door.row(found.attachments.filter(removed_at=None), public_id=piece)

    def drop() -> Made:
        files.detach(held, by=request.user, at=timezone.now())
        return Made(None, str(piece), status=200)

    return once(request, "piece.retirer", drop)
