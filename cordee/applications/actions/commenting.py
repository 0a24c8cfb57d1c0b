"""Speak between members about one question: the team alone reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import Commented, CommentSettled
from cordee.applications.models import Comment
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User

LONGEST = 2_000
"""Characters of a comment: longer belongs in the answer."""


@transaction.atomic
def comment(
    application: Application, question: str, text: str, *, by: User, at: datetime
) -> Comment:
    """Say something about a question to the other members; raises `Refused`."""
    if application.edition.definition.question(question) is None:
        raise Refused(
            broken("question", f"questions.{question}", _("Cette question n’existe pas."))
        )
    text = tidy(text)
    if not text:
        raise Refused(missing("comment.empty", "text", _("Écrivez votre commentaire.")))
    if len(text) > LONGEST:
        said = french.say(
            "Votre commentaire compte {text} caractères, {longest} au plus.",
            text=len(text),
            longest=LONGEST,
        )
        raise Refused(broken("comment.long", "text", said))
    row = {"application": application, "question": question, "text": text, "by": by}
    if (twin := Comment.objects.filter(**row, settled_at=None).order_by("pk").first()) is not None:
        return twin
    made = Comment.objects.create(**row, at=at)
    event = Commented(application=application.pk, comment=made.pk, question=question)
    record(event, by=by, at=at)
    return made


@transaction.atomic
def settle(comment: Comment, *, by: User, at: datetime) -> None:
    """Say that a comment found its answer; it stays readable, folded away."""
    rows = Comment.objects.filter(pk=comment.pk, settled_at=None)
    if not rows.update(settled_at=at, settled_by=by):
        return
    event = CommentSettled(application=comment.application_id, comment=comment.pk)
    record(event, by=by, at=at)
