"""A team answers the reviews of its file, before the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.applications.rules.written import length
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.events import ReviewAnswered
from cordee.selection.models import ReviewReply, Ruling
from cordee.selection.queries.panels import stage_of
from cordee.selection.queries.replies import until

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User
    from cordee.selection.models import Panel

LONGEST = 10_000


@transaction.atomic
def reply_to_reviews(
    panel: Panel, application: Application, text: str, *, by: User, at: datetime
) -> ReviewReply:
    """Keep what a team answers to the reviews, in time; a later answer replaces the first."""
    last = until(panel)
    if last is None:
        raise Refused(broken("reply.none", "text", "Ces avis ne sont pas ouverts à une réponse."))
    ruled = Ruling.objects.filter(edition=panel.edition_id, stage=panel.stage).exists()
    if at > last or ruled:
        said = french.say("Le délai pour répondre aux avis est passé.")
        raise Refused(broken("reply.late", "text", said))
    if not tidy(text):
        raise Refused(missing("reply.text", "text", "Écrivez votre réponse aux avis."))
    limit = stage_of(panel).reply_limit
    label = french.say("Votre réponse")
    if found := [one for one in length(limit, tidy(text), label, "text") if one.blocks]:
        raise Refused(found)
    made, _new = ReviewReply.objects.update_or_create(
        panel=panel, application=application,
        defaults={"text": text.strip()[:LONGEST], "at": at, "by": by},
    )  # fmt: skip
    record(ReviewAnswered(panel=panel.pk, application=application.pk), by=by, at=at)
    return made
