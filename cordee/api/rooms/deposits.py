"""Deposits: hand in, prove, read again; and the decision once it is released."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, expected, operation
from cordee.api.replays import Made, once
from cordee.api.rooms.files import at_site, deposit_line, rows, told
from cordee.api.rules.marks import mark
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import DepositLine, DepositTold, OutcomeTold
from cordee.applications import actions, papers, policy
from cordee.applications.models import Application, Deposit
from cordee.kernel.canonical import plain
from cordee.selection import actions as selecting
from cordee.selection import queries as selection
from cordee.web.requests import Request

router = Router()


def told_whole(made: Deposit, application: Application) -> dict[str, Any]:
    """A deposit with its content and the address of its receipt."""
    return {
        **deposit_line(made, application),
        "content": made.content,
        "findings": made.findings,
        "receipt": at_site("api-1:receipt", application.public_id, made.number),
    }


@operation(router, "POST", "/dossiers/{uuid:file}/depots", scope=Scope.FILES_DEPOSIT,
           response={201: DepositTold}, url_name="deposits")  # fmt: skip
def deposit(request: Request, file: UUID) -> HttpResponse:
    """Déposer le dossier, tout entier ou pas du tout ; l’accusé de réception part par courriel.

    Avec `If-Match`, seulement si le dossier est encore celui qui a été lu. Déposer de nouveau le
    même contenu rend le même dépôt.
    """
    found = door.file(request, file, policy.may_deposit, rows())
    content = plain(told(found))
    expected(request, mark(content), content)

    def hand_in() -> Made:
        made = actions.deposit(found, by=request.user, at=timezone.now())
        now = door.row(rows(), pk=found.pk)
        said = told_whole(made, now)
        return Made(said, str(made.public_id), headers={"Location": said["address"]})

    return once(request, "dossier.deposer", hand_in)


@operation(router, "GET", "/dossiers/{uuid:file}/depots", scope=Scope.FILES_READ,
           response={200: list[DepositLine]}, url_name="deposits")  # fmt: skip
def every(request: Request, file: UUID) -> HttpResponse:
    """Tous les dépôts d’un dossier, du premier au dernier ; le dernier compte."""
    found = door.file(request, file, policy.may_read, rows(), at=timezone.now())
    made = found.deposits.defer("content", "findings").order_by("number")
    return answered(request, plain([deposit_line(one, found) for one in made]))


def _deposit(request: Request, file: UUID, number: int) -> tuple[Application, Deposit]:
    found = door.file(request, file, policy.may_read, rows(), at=timezone.now())
    kept = found.deposits.select_related("version", "application__edition__current")
    return found, door.row(kept, number=min(number, 2**31 - 1))


@operation(router, "GET", "/dossiers/{uuid:file}/depots/{int:number}", scope=Scope.FILES_READ,
           response={200: DepositTold}, url_name="deposit")  # fmt: skip
def one(request: Request, file: UUID, number: int) -> HttpResponse:
    """Un dépôt avec son contenu figé ; l’empreinte est le SHA-256 de son JSON canonique."""
    found, made = _deposit(request, file, number)
    return answered(request, plain(told_whole(made, found)))


@operation(router, "GET", "/dossiers/{uuid:file}/depots/{int:number}/accuse.pdf",
           scope=Scope.FILES_READ, url_name="receipt")  # fmt: skip
def receipt(request: Request, file: UUID, number: int) -> HttpResponse:
    """L’accusé de réception, en PDF."""
    _found, made = _deposit(request, file, number)
    response = HttpResponse(papers.receipt_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="accuse-{made.digest[:8]}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response


@operation(router, "GET", "/dossiers/{uuid:file}/resultat", scope=Scope.FILES_READ,
           response={200: OutcomeTold}, url_name="outcome")  # fmt: skip
def outcome(request: Request, file: UUID) -> HttpResponse:
    """La décision et ses motifs, une fois publiée ; rien n’existe avant."""
    now = timezone.now()
    found = door.file(request, file, policy.may_read, rows(), at=now)
    answer = selection.answer_to(found, now)
    if answer is None:
        raise door.Problem(404)
    if answer.read_at is None and policy.may_write(request.user, found):
        selecting.receive(answer, by=request.user, at=now)
    return answered(request, plain({
        "result": answer.result,
        "rank": answer.rank if answer.result == answer.Result.RESERVE else None,
        "reasons": answer.reasons,
        "released_at": answer.ruling.released_at,
        "answer_by": answer.answer_by,
    }))  # fmt: skip
