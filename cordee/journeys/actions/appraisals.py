"""Say where an expected result stands for a territory, and what it does next (R92, R258, R319)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import Appraised
from cordee.journeys.models import Appraisal
from cordee.journeys.models.appraisals import NEXT
from cordee.journeys.queries import appraised
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.people.models import User


@transaction.atomic
def appraise(
    participation: Participation, result: str, *, state: str, text: str, by: User, at: datetime
) -> Appraisal | None:
    """Say where a result stands, and what shows it; the same words again write nothing.

    What a territory does next is a sentence without a state. Raises `Refused`.
    """
    known = {one.key for one in participation.cohort.edition.definition.year.results}
    if result not in known | {NEXT}:
        raise Refused(broken("result.unknown", "result", "Ce résultat n’est pas de cet appel."))
    text = tidy(text)
    last = appraised([participation]).get((participation.pk, result))
    if (state, text) == ((last.state, last.text) if last else ("", "")):
        return None
    if state and result != NEXT and not text:
        raise Refused(missing("result.why", result, "Dites en une phrase ce qui le montre."))
    made = Appraisal.objects.create(
        participation=participation, result=result, state="" if result == NEXT else state,
        text=text, at=at, by=by,
    )  # fmt: skip
    said = Appraised(participation=participation.pk, result=result, state=made.state)
    record(said, by=by, at=at)
    return made
