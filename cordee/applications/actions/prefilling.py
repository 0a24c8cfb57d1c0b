"""Take answers of a former file of the same body into blank ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import Fate, save_answer
from cordee.applications.events.files import Prefilled
from cordee.applications.models import Answer, Application
from cordee.applications.queries import reception
from cordee.applications.queries.former import former_files, offered
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import User


@transaction.atomic
def take_from(
    application: Application,
    former: Application,
    questions: Collection[str],
    *,
    by: User,
    at: datetime,
) -> list[str]:
    """Copy the chosen answers of `former` as edits of `by`; returns the questions answered.

    Only blank answers are filled: what someone wrote meanwhile stays. Raises `Refused` outside
    the time of the call, for a file of another body or that `by` cannot read, and when nothing
    is chosen.
    """
    if found := _faults(application, former, questions, by=by, at=at):
        raise Refused(found)
    revisions = _locked(application)
    taken = [
        one.question.key
        for one in offered(application, former)[0]
        if one.question.key in questions
        and save_answer(
            application,
            one.question.key,
            one.value,
            revision=revisions.get(one.question.key, 0),
            by=by,
            at=at,
        ).fate
        is Fate.SAVED
    ]
    if taken:
        event = Prefilled(application=application.pk, former=former.pk, questions=taken)
        record(event, by=by, at=at)
    return taken


def _faults(
    application: Application,
    former: Application,
    questions: Collection[str],
    *,
    by: User,
    at: datetime,
) -> Sequence[Finding]:
    if not former_files(application, by).filter(pk=former.pk).exists():
        said = _("Ce dossier n’est pas un ancien dossier de votre structure que vous pouvez lire.")
        return [broken("prefill.former", "former", said)]
    if not questions:
        said = _("Cochez au moins une réponse à reprendre.")
        return [missing("prefill.none", "questions", said)]
    return reception(application, at).faults


def _locked(application: Application) -> dict[str, int]:
    """Question → revision of every answer, held until the end of the act."""
    rows = Answer.objects.select_for_update(of=("self",)).filter(application=application)
    return dict(rows.order_by("pk").values_list("question", "revision"))
