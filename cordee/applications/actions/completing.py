"""Ask a team to complete what it handed in, field by field, and take its answer (R47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import (
    CompletionAnswered,
    CompletionAsked,
    CompletionClosed,
    Deposited,
)
from cordee.applications.models import Application, Completion, CompletionPoint, Deposit
from cordee.applications.queries import draft_of
from cordee.applications.rules.answers import answer_faults
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, blocking, broken, missing
from cordee.ledger.actions import record
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from cordee.applications.rules import Draft
    from cordee.people.models import User
    from cordee.programme.schema import Definition


@transaction.atomic
def ask_completion(
    application: Application,
    *,
    points: Mapping[str, str],
    message: str = "",
    due: datetime,
    by: User,
    at: datetime,
) -> Completion:
    """Open some answers of a deposit again until `due`; `points` maps questions to reasons.

    Only these fields may change. Raises `Refused` without deposit, without reason, with a day
    already past, or while another request awaits its answer.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if found := list(_request_faults(application, points, due, at)):
        raise Refused(found)
    deposit = application.current
    if deposit is None:
        raise RuntimeError("a request without deposit was refused above")
    made = Completion.objects.create(
        application=application,
        deposit=deposit,
        message=tidy(message),
        due=due,
        at=at,
        by=by,
    )
    CompletionPoint.objects.bulk_create(
        CompletionPoint(completion=made, question=key, reason=tidy(reason))
        for key, reason in points.items()
    )
    event = CompletionAsked(application=application.pk, completion=made.pk, fields=len(points))
    record(event, by=by, at=at)
    return made


def _request_faults(
    application: Application, points: Mapping[str, str], due: datetime, at: datetime
) -> Iterator[Finding]:
    if application.current is None or application.withdrawn_at is not None:
        yield broken(
            "completion.deposit",
            "completion",
            _("Ce dossier n’est pas déposé, ou a été retiré : rien n’est à compléter."),
        )
        return
    if not points:
        yield missing(
            "completion.points", "points", _("Choisissez au moins une réponse à rouvrir.")
        )
    definition = application.current.version.definition
    asked = {one.key for one in definition.questions(application.step, application.track)}
    if set(points) - asked:
        yield broken("completion.question", "points", _("Une de ces questions n’existe pas."))
    if any(not tidy(reason) for reason in points.values()):
        yield missing(
            "completion.reason",
            "points",
            _("Dites pour chaque réponse ce qui manque : l’équipe le lira."),
        )
    if due <= at:
        yield broken("completion.due", "due", _("Cette date est déjà passée."))
    if application.completions.awaiting().filter(due__gt=at).exists():
        yield broken(
            "completion.twice",
            "completion",
            _("Une demande attend déjà sa réponse : fermez-la d’abord, ou attendez."),
        )


@transaction.atomic
def answer_completion(
    completion: Completion, *, reply: str = "", by: User, at: datetime
) -> Deposit:
    """Hand in what was asked again: a new deposit, which differs by these fields alone.

    The instant is compared inside the transaction. Raises `Refused` after the day said, or with
    every fault of the fields asked again; what else was changed in the draft is not taken.
    """
    completion, application = _held(completion)
    former = application.current
    if former is None or (found := _answer_faults(completion, application, at)):
        raise Refused(found if former else _gone())
    draft = draft_of(application, at)
    keys = list(completion.points.values_list("question", flat=True))
    faults = _faults_of(keys, former.version.definition, draft)
    if refusals := blocking(faults):
        raise Refused(refusals)
    content = completed(former.content, keys, draft)
    if content == former.content and not tidy(reply):
        raise Refused(_unchanged())
    made = _deposit(completion, application, content, faults, by=by, at=at)
    completion.answered_at, completion.answered_by = at, by
    completion.reply = tidy(reply)
    completion.save(update_fields=("answered_at", "answered_by", "reply"))
    event = CompletionAnswered(
        application=application.pk, completion=completion.pk, deposit=made.pk
    )
    record(event, by=by, at=at)
    return made


def _held(completion: Completion) -> tuple[Completion, Application]:
    """The request and its file, locked; what is joined to the file is read once it is held."""
    completion = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    Application.objects.select_for_update().only("pk").get(pk=completion.application_id)
    rows = Application.objects.select_related("edition__current", "territory", "current__version")
    return completion, rows.get(pk=completion.application_id)


def _gone() -> Finding:
    return broken("completion.deposit", "completion", _("Ce dossier n’est plus déposé."))


def _unchanged() -> Finding:
    said = _(
        "Rien n’a changé : complétez les réponses demandées, ou dites pourquoi elles restent ainsi."
    )
    return missing("completion.same", "completion", said)


def _answer_faults(completion: Completion, application: Application, at: datetime) -> list[Finding]:
    if application.withdrawn_at is not None:
        return [broken("withdrawn", "application", _("Cette candidature a été retirée."))]
    if completion.answered_at is not None or completion.closed_at is not None:
        said = _(
            "Cette demande est close : l’équipe de l’appel a déjà votre réponse, ou y a renoncé."
        )
        return [broken("completion.closed", "completion", said)]
    if at >= completion.due:
        zone = application.edition.definition.timeline.zone
        until = french.moment(completion.due.astimezone(ZoneInfo(zone)), zone=zone)
        return [
            broken(
                "completion.late",
                "completion",
                french.say(
                    "Il fallait répondre avant le {until}. Votre texte est gardé ; écrivez au "
                    "contact de l’appel.",
                    until=until,
                ),
            )
        ]
    return []


def _faults_of(keys: Collection[str], definition: Definition, draft: Draft) -> list[Finding]:
    """The faults of the fields asked again, and of them alone."""
    asked = [one for one in definition.questions() if one.key in keys]
    return [found for one in asked if isinstance(one, q.Asked) for found in _remarks(one, draft)]


def _remarks(question: q.Asked, draft: Draft) -> list[Finding]:
    if isinstance(question, q.File):
        return answer_faults(question, list(draft.files.get(question.key, [])))
    return answer_faults(question, draft.answers.get(question.key))


def completed(former: Mapping[str, Any], keys: list[str], draft: Draft) -> dict[str, Any]:
    """The frozen content with the fields asked again as they are now, and nothing else."""
    answers = {**former["answers"]}
    files = {**former["attachments"]}
    for key in keys:
        if key in draft.answers:
            answers[key] = draft.answers[key]
        if key in draft.files or key in files:
            files[key] = list(draft.files.get(key, []))
    return {**former, "answers": answers, "attachments": dict(sorted(files.items()))}


def _deposit(
    completion: Completion,
    application: Application,
    content: dict[str, Any],
    found: list[Finding],
    *,
    by: User,
    at: datetime,
) -> Deposit:
    former = application.current
    if former is None:
        raise RuntimeError("a file without deposit has nothing to complete")
    made = Deposit.objects.create(
        application=application,
        number=application.deposits.count() + 1,
        version=former.version,
        content=content,
        digest=digest(content),
        findings=[finding.as_dict() for finding in found],
        at=at,
        by=by,
        late=former.late,
        completes=completion,
    )
    application.current, application.changed_at = made, None
    application.save(update_fields=("current", "changed_at"))
    event = Deposited(
        application=application.pk, deposit=made.pk, number=made.number, digest=made.digest
    )
    record(event, by=by, at=at)
    return made


@transaction.atomic
def close_completion(completion: Completion, *, by: User, at: datetime) -> None:
    """Give up a request: its fields close, the deposit stays as it was."""
    if Completion.objects.awaiting().filter(pk=completion.pk).update(closed_at=at):
        event = CompletionClosed(application=completion.application_id, completion=completion.pk)
        record(event, by=by, at=at)
