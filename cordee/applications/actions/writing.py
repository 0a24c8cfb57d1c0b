"""Save the answers of a file: two hands cannot erase each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.models import Answer, AnswerVersion, Application
from cordee.applications.queries import reception, writable
from cordee.applications.rules.answers import empty
from cordee.applications.rules.versions import mark_of, removed
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


PAUSE = timedelta(minutes=10)
"""Whoever comes back to her text after so long begins another version of it."""
SLIGHT = 20
"""Characters that may go from a text its author is typing without a version of it being kept."""


class Fate(StrEnum):
    """What became of a text just typed."""

    SAVED = "enregistré"
    UNCHANGED = "inchangé"
    CONFLICT = "conflit"
    LATE = "trop tard"


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer in force and the fate of what was typed; whatever the fate, the text is kept."""

    answer: Answer
    fate: Fate
    base: Any = None
    """In a conflict, the text both hands started from, when it was kept."""


@transaction.atomic
def save_answer(
    application: Application,
    question: str,
    value: Any,
    *,
    revision: int | None = None,
    shown: str = "",
    by: User,
    at: datetime,
) -> Saved:
    """Save one answer; the former text goes to its history, nothing typed is ever lost.

    `revision` is the one the writer started from, 0 when nothing was written yet, and `shown` the
    mark of its text (`mark_of`): when another hand saved since, nothing is replaced and the fate
    is CONFLICT, unless the writer changed nothing of what she was shown. After the closing the
    fate is LATE. In both cases the typed text stands in the history, flagged `lost`. Raises
    `Refused` for a question nobody asks.
    """
    if application.edition.definition.question(question) is None:
        raise Refused(
            broken("question", f"questions.{question}", _("Cette question n’existe pas."))
        )
    value = tidy(value) if isinstance(value, str) else value
    answer, created = _answer(application, question, value, by=by, at=at)
    if not writable(application, at, question):
        return _come_late(answer, value, by=by, at=at, created=created)
    if not created and _same(answer.value, value):
        return Saved(answer, Fate.UNCHANGED)
    if not created and _overtaken(answer, revision, value):
        base = _shown(answer, revision or 0)
        if shown == mark_of(value) or _same(base, value):
            return Saved(answer, Fate.UNCHANGED)
        _keep(answer, value, revision or 0, by=by.pk, at=at, lost=True)
        return Saved(answer, Fate.CONFLICT, base)
    if not created:
        _replace(answer, value, by=by, at=at)
    touch(application, at=at)
    return Saved(answer, Fate.SAVED)


@transaction.atomic
def restore(version: AnswerVersion, *, by: User, at: datetime) -> Answer:
    """Put an earlier text back in force; the one it replaces joins the history.

    Raises `Refused` outside the time of the call.
    """
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=version.answer_id)
    application = answer.application
    if not writable(application, at, answer.question):
        raise Refused(reception(application, at).faults)
    if not _same(answer.value, version.value):
        _keep(answer, answer.value, answer.revision, by=answer.by_id, at=answer.at)
        _put(answer, version.value, by=by, at=at)
        touch(application, at=at)
    return answer


def _answer(
    application: Application, question: str, value: Any, *, by: User, at: datetime
) -> tuple[Answer, bool]:
    """The row of that answer, locked; made when it is the first text."""
    return Answer.objects.select_for_update(of=("self",)).get_or_create(
        application=application, question=question, defaults={"value": value, "by": by, "at": at}
    )


def _come_late(answer: Answer, value: Any, *, by: User, at: datetime, created: bool) -> Saved:
    """Keep aside a text typed after the closing; the answer in force, or its blank, stays."""
    if created:
        Answer.objects.filter(pk=answer.pk).update(value=None)
        answer.value = None
    _keep(answer, value, answer.revision, by=by.pk, at=at, lost=True)
    return Saved(answer, Fate.LATE)


def touch(application: Application, *, at: datetime) -> None:
    """Remember that the file changed: its last deposit no longer holds everything."""
    Application.objects.filter(pk=application.pk).update(changed_at=at)


def _overtaken(answer: Answer, revision: int | None, value: Any) -> bool:
    """Whether another text came in force meanwhile, of which the new one would lose something.

    A text that holds the one in force replaces it: so does what was typed further while the
    answer to the last saving was lost on the way.
    """
    if revision is None or revision == answer.revision:
        return False
    return removed(answer.value or "", value) > 0


def _same(one: Any, other: Any) -> bool:
    return one == other or (empty(one) and empty(other))


def _shown(answer: Answer, revision: int) -> Any:
    """What the writer was shown: the text of that revision, nothing before the first."""
    former = answer.versions.filter(revision=revision, lost=False).order_by("-pk")
    return former.values_list("value", flat=True).first()


def _replace(answer: Answer, value: Any, *, by: User, at: datetime) -> None:
    """Put a text in force; the former one is kept unless its author is only going on."""
    if answer.by_id != by.pk or at - answer.at > PAUSE or removed(answer.value, value) > SLIGHT:
        _keep(answer, answer.value, answer.revision, by=answer.by_id, at=answer.at)
    _put(answer, value, by=by, at=at)


def _put(answer: Answer, value: Any, *, by: User, at: datetime) -> None:
    answer.value, answer.by, answer.at = value, by, at
    answer.revision += 1
    answer.save(update_fields=("value", "by", "at", "revision"))


def _keep(
    answer: Answer, value: Any, revision: int, *, by: int | None, at: datetime, lost: bool = False
) -> None:
    """Keep a text in the history; one kept aside grows in one row while its author goes on."""
    row = {"answer": answer, "revision": revision, "by_id": by, "lost": lost}
    if lost and AnswerVersion.objects.filter(**row).update(value=value, at=at):
        return
    AnswerVersion.objects.create(**row, value=value, at=at)
