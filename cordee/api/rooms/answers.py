"""Answers, one field at a time, and what the rules say of the whole file."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api import door
from cordee.api.actions import tell
from cordee.api.operations import answered, operation
from cordee.api.rooms.files import rows
from cordee.api.rules.marks import listed, quoted
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import AnswerTold, FindingsTold, WriteAnswer
from cordee.applications import actions, policy, queries
from cordee.applications.models import Answer, Application
from cordee.applications.rules import answer_faults, deposit_findings
from cordee.applications.rules.approvals import changed_since
from cordee.applications.rules.deposit import asked
from cordee.applications.rules.evasive import evasive_findings
from cordee.applications.rules.shapes import kept, shape_faults
from cordee.applications.rules.versions import token
from cordee.kernel.canonical import plain
from cordee.kernel.findings import Finding, Refused, Strength, Verdict
from cordee.programme.schema import questions as q
from cordee.web.requests import Request

router = Router()
NEVER = token(0, None)
"""The mark of an answer nobody wrote yet."""
CONFLICT, LATE = 412, 409


def _told(question: q.Asked, answer: Answer | None) -> dict[str, Any]:
    value = answer.value if answer else None
    return {
        "question": question.key,
        "value": value,
        "etag": answer.token if answer else NEVER,
        "findings": [one.as_dict() for one in answer_faults(question, value)],
    }


def _question(application: Application, key: str) -> q.Asked:
    found = application.edition.definition.question(key)
    if not isinstance(found, q.Asked) or isinstance(found, q.File):
        raise door.Problem(404, _("Cette question n’existe pas, ou attend des pièces jointes."))
    return found


@operation(router, "GET", "/dossiers/{uuid:file}/reponses", scope=Scope.FILES_READ,
           response={200: list[AnswerTold]}, url_name="answers")  # fmt: skip
def every(request: Request, file: UUID) -> HttpResponse:
    """Les réponses du brouillon, dans l’ordre du formulaire ; pour l’équipe qui l’écrit."""
    found = door.file(request, file, policy.may_exchange, rows())
    written = {one.question: one for one in found.answers.order_by("pk")}
    questions = found.edition.definition.questions(found.step, found.track)
    mine = [one for one in questions if isinstance(one, q.Asked) and not isinstance(one, q.File)]
    return answered(request, plain([_told(one, written.get(one.key)) for one in mine]))


@operation(router, "GET", "/dossiers/{uuid:file}/reponses/{slug:key}", scope=Scope.FILES_READ,
           response={200: AnswerTold}, url_name="answer")  # fmt: skip
def one(request: Request, file: UUID, key: str) -> HttpResponse:
    """Une réponse ; son `ETag` est ce que `If-Match` doit porter pour la remplacer."""
    found = door.file(request, file, policy.may_exchange, rows())
    question = _question(found, key)
    row = found.answers.filter(question=key).first()
    return answered(request, plain(_told(question, row)), etag=row.token if row else NEVER)


@operation(router, "PUT", "/dossiers/{uuid:file}/reponses/{slug:key}", scope=Scope.FILES_WRITE,
           response={200: AnswerTold}, url_name="answer")  # fmt: skip
def write(request: Request, file: UUID, key: str, sent: WriteAnswer) -> HttpResponse:
    """Écrire une réponse. `If-Match` dit la version lue, `If-None-Match: *` qu’il n’y en a pas.

    Si quelqu’un l’a modifiée depuis, rien n’est remplacé (412) : les deux textes sont gardés.
    """
    found = door.file(request, file, policy.may_write, rows())
    question = _question(found, key)
    revision, shown = _read(request)
    if faults := shape_faults(question, sent.value):
        raise Refused(faults)
    now = timezone.now()
    with transaction.atomic():
        saved = actions.save_answer(
            found, key, kept(question, sent.value),
            revision=revision, shown=shown, by=request.user, at=now,
        )  # fmt: skip
        if saved.fate is actions.Fate.SAVED:
            about = f"{found.public_id} {key}"
            tell(door.token_of(request), "reponse.ecrire", about, at=now)
    if saved.fate in {actions.Fate.CONFLICT, actions.Fate.LATE}:
        raise _kept_aside(question, saved)
    return answered(request, plain(_told(question, saved.answer)), etag=saved.answer.token)


def _read(request: Request) -> tuple[int, str]:
    """The revision and the mark the program read; 428 when it does not say."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0, ""
    marks = listed(request.headers.get("If-Match", ""))
    number, dash, mark = marks[0].partition("-") if len(marks) == 1 else ("", "", "")
    if not dash or not number.isascii() or not number.isdecimal() or len(number) > 9:  # noqa: PLR2004 - a revision
        detail = _(
            "Joignez l’en-tête If-Match avec l’ETag de la réponse lue, ou If-None-Match: * si la "
            "question n’a pas encore de réponse : personne n’efface ainsi le texte d’un autre."
        )
        raise door.Problem(428, detail)
    return int(number), mark


def _kept_aside(question: q.Asked, saved: actions.Saved) -> door.Problem:
    late = saved.fate is actions.Fate.LATE
    detail = (
        _("Le dépôt est clos. Votre texte est gardé dans l’historique, il n’est pas en vigueur.")
        if late
        else _(
            "Quelqu’un a modifié cette réponse depuis votre lecture. Rien n’est remplacé : votre "
            "texte est gardé dans l’historique. Relisez, réunissez les deux, recommencez."
        )
    )
    return door.Problem(
        LATE if late else CONFLICT, detail, current=plain(_told(question, saved.answer)),
        headers={"ETag": quoted(saved.answer.token)},
    )  # fmt: skip


@operation(router, "GET", "/dossiers/{uuid:file}/constats", scope=Scope.FILES_READ,
           response={200: FindingsTold}, url_name="findings")  # fmt: skip
def findings(request: Request, file: UUID) -> HttpResponse:
    """Tous les constats sur le dossier tel qu’il est, comme la page « Vérifier » les dit."""
    found = door.file(request, file, policy.may_write, rows())
    now = timezone.now()
    draft = queries.draft_of(found, now)
    definition = found.edition.definition
    said = deposit_findings(definition, draft, now)
    said += evasive_findings(asked(definition, draft), draft.answers)
    said += map(changed_since, queries.outdated(found, draft, now))
    blocking = [one for one in said if one.blocks]
    content = {
        "ready": not blocking,
        "blocking": [one.as_dict() for one in blocking],
        "advice": [one.as_dict() for one in said if _advises(one)],
    }
    return answered(request, plain(content))


def _advises(finding: Finding) -> bool:
    return finding.strength is not Strength.OBLIGATION and finding.verdict is not Verdict.OK
