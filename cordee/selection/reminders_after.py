"""What reminds a team to confirm its place, and the staff to answer a complaint."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal
from cordee.selection.letters import recipients
from cordee.selection.models import Complaint, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BEFORE = (timedelta(days=3), timedelta(days=1))
"""How long before the end of a delay a team is reminded."""
TO_ANSWER = (timedelta(days=7), timedelta(days=1))
"""How long before its answer is due a complaint is recalled to whoever runs the jury."""


class Unconfirmed:
    """Remind a team, three days then one day before, that its place is to be confirmed."""

    key = "selection.unconfirmed"
    label = _("Places à confirmer")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Both reminders of each place not confirmed yet."""
        rows = (
            Outcome.objects.released(at)
            .holding()
            .filter(accepted_at=None, answer_by__gt=at)
            .select_related(
                "ruling__edition", "ruling__version", "deposit__application__owner", "deposit__by"
            )
            .order_by("pk")
        )
        for outcome in rows:
            for before in BEFORE:
                yield from _to_confirm(outcome, before)


def _to_confirm(outcome: Outcome, before: timedelta) -> Iterator[Proposal]:
    if outcome.answer_by is None:
        return
    application = outcome.deposit.application
    page = settings.SITE_URL + reverse("selection:answer", args=[application.public_id])
    until = _day(outcome, outcome.answer_by)
    for address in recipients(outcome):
        yield Proposal(
            person=f"mail:{address}",
            name=application.body_name,
            to=address,
            subject=("selection.outcome", str(outcome.pk)),
            subject_name=application.body_name,
            occurrence=f"{outcome.answer_by:%Y-%m-%d}-J-{before.days}",
            due=outcome.answer_by - before,
            title=typeset(
                french.say(
                    "Votre place est à confirmer : {title}", title=outcome.ruling.edition.title
                )
            )[:200],
            text=typeset(
                french.say(
                    "Bonjour,\n\nVotre place vous attend jusqu’au {until} au soir. Un clic "
                    "suffit pour la confirmer ou la rendre : {page}\n",
                    until=until,
                    page=page,
                )
            ),
        )


def _day(outcome: Outcome, instant: datetime) -> str:
    """A day as the call counts it."""
    zone = ZoneInfo(outcome.ruling.version.definition.zone_of())
    return french.day(instant.astimezone(zone).date())


class Unanswered:
    """Remind whoever decided that a complaint is to be answered, a week then a day before."""

    key = "selection.unanswered"
    label = _("Contestations à répondre")

    def proposals(self, at: datetime) -> Iterator[Proposal]:  # noqa: ARG002 - the shape of a rule
        """Both reminders of each open complaint."""
        rows = Complaint.objects.filter(answered_at=None).select_related(
            "outcome__ruling__by__person",
            "outcome__ruling__version",
            "outcome__deposit__application",
        )
        for one in rows.order_by("pk"):
            for before in TO_ANSWER:
                yield _to_answer(one, before)


def _to_answer(complaint: Complaint, before: timedelta) -> Proposal:
    lead = complaint.outcome.ruling.by
    until = _day(complaint.outcome, complaint.due)
    return Proposal(
        person=f"user:{lead.pk}",
        name=str(lead),
        to=lead.email,
        subject=("selection.complaint", str(complaint.pk)),
        subject_name=complaint.outcome.deposit.application.body_name,
        occurrence=french.strung("J-", before.days, between=""),
        due=max(complaint.at, complaint.due - before),
        title=typeset(french.say("Une contestation attend sa réponse")),
        text=typeset(
            french.say(
                "Bonjour,\n\nLa réponse est due au plus tard le {until} : {site_url}{reverse}\n",
                until=until,
                site_url=settings.SITE_URL,
                reverse=reverse("selection:panels"),
            )
        ),
    )


UNCONFIRMED = Unconfirmed()
UNANSWERED = Unanswered()
