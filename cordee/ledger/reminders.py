"""Reminders: rules propose, the ledger decides once and keeps why.

An app writes a `ReminderRule` and names it in `cordee/reactions.py`. Every quarter of an hour
each rule says whom it would remind of what. The ledger sends a proposal whose time has come,
unless it already decided it, the rule says why not, or the person heard from us too lately.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Protocol, cast

from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from cordee.kernel.findings import Refused
from cordee.kernel.french import moment
from cordee.ledger.models import Reminder
from cordee.ledger.outbox import post
from cordee.reactions import REMINDER_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

logger = logging.getLogger(__name__)
FLOOR = timedelta(hours=20)  # two reminders to one person are at least this far apart
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a rule would send, to whom, about what, when.

    `person` is a key such as `"user:12"`, `subject` (model name, key as text) with its name in
    words, `occurrence` what tells one reminder of the rule from the next (`"J-7"`, a date).
    `skip` says in a sentence why this person must not get it; it is then kept as not sent.
    """

    person: str
    name: str
    to: str
    subject: tuple[str, str]
    subject_name: str
    occurrence: str
    due: datetime
    title: str
    text: str
    unsubscribe: str = ""
    skip: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it one reminder of its rule: person, subject, occurrence."""
        return (self.person, *self.subject, self.occurrence)


class ReminderRule(Protocol):
    """What reminds of one kind of thing; `label` tells staff which, in French."""

    key: str
    label: str

    def proposals(self, at: datetime) -> Iterable[Proposal]:
        """Everyone to remind as things stand at that instant, also of what is still to come."""
        ...


def rules() -> list[ReminderRule]:
    """The rules of the house, in the order of the table."""
    return [cast("ReminderRule", import_string(path)) for path in REMINDER_RULES]


def remind_all(*, at: datetime) -> int:
    """Apply every rule; one that fails does not keep the others from running.

    Returns how many reminders were sent. Raises the failures together at the end.
    """
    sent, failures = 0, []
    for rule in rules():
        try:
            sent += remind(rule, at=at)
        except Exception as failure:
            logger.exception("reminder rule %s failed", rule.key)
            failures.append(failure)
    if failures:
        raise ExceptionGroup("reminder rules failed", failures)
    return sent


def remind(rule: ReminderRule, *, at: datetime) -> int:
    """Decide everything `rule` proposes at that instant; returns how many were sent."""
    kept: set[int] = set()
    sent = 0
    for some in batched(rule.proposals(at), BATCH):
        for proposal, reminder in _kept(rule, some):
            kept.add(reminder.pk)
            if reminder.state == Reminder.State.PENDING and proposal.due <= at:
                sent += _decide(reminder.pk, proposal, at=at)
    _let_go(rule, kept, at=at)
    return sent


def _kept(rule: ReminderRule, some: Iterable[Proposal]) -> list[tuple[Proposal, Reminder]]:
    """Each proposal with its row, written or brought up to date; a fixed number of queries."""
    wanted = {proposal.identity: proposal for proposal in some}
    known = Reminder.objects.filter(rule=rule.key, person__in={one[0] for one in wanted})
    here = {row.identity: row for row in known}
    Reminder.objects.bulk_create(
        (_new(rule, one) for key, one in wanted.items() if key not in here), ignore_conflicts=True
    )
    if len(here.keys() & wanted.keys()) < len(wanted):
        here = {row.identity: row for row in known.all()}
    pairs = [(proposal, here[key]) for key, proposal in wanted.items()]
    _move([pair for pair in pairs if pair[1].state == Reminder.State.PENDING])
    return pairs


def _new(rule: ReminderRule, proposal: Proposal) -> Reminder:
    person, subject_type, subject_id, occurrence = proposal.identity
    return Reminder(
        rule=rule.key,
        person=person,
        person_label=proposal.name,
        subject_type=subject_type,
        subject_id=subject_id,
        subject_label=proposal.subject_name,
        occurrence=occurrence,
        due=proposal.due,
    )


def _move(pairs: list[tuple[Proposal, Reminder]]) -> None:
    moved = [(proposal, row) for proposal, row in pairs if row.due != proposal.due]
    for proposal, row in moved:
        row.due = proposal.due
    Reminder.objects.bulk_update((row for _, row in moved), ("due",))


@transaction.atomic
def _decide(pk: int, proposal: Proposal, *, at: datetime) -> bool:
    """Send, skip or put off one reminder; true when it was sent."""
    _one_at_a_time(proposal.person)
    reminder = Reminder.objects.select_for_update().get(pk=pk)
    if reminder.state != Reminder.State.PENDING:
        return False
    if proposal.skip:
        _settle(reminder, Reminder.State.SKIPPED, proposal.skip, at=at)
    elif recent := _heard(proposal.person, at):
        reminder.reason = f"Attend : une autre relance est partie le {_when(recent)}."
        reminder.save(update_fields=("reason",))
    else:
        _send(reminder, proposal, at=at)
    return reminder.state == Reminder.State.SENT


def _send(reminder: Reminder, proposal: Proposal, *, at: datetime) -> None:
    try:
        reminder.message = post(
            key=f"reminder:{reminder.rule}:{reminder.pk}",
            to=proposal.to,
            subject=proposal.title,
            text=proposal.text,
            unsubscribe=proposal.unsubscribe,
            at=at,
        )
    except Refused as refusal:
        _settle(reminder, Reminder.State.SKIPPED, str(refusal), at=at)
    else:
        _settle(reminder, Reminder.State.SENT, "", at=at)


def _settle(reminder: Reminder, state: str, reason: str, *, at: datetime) -> None:
    reminder.state, reminder.reason, reminder.decided_at = state, reason[:300], at
    reminder.save(update_fields=("state", "reason", "decided_at", "message"))


def _one_at_a_time(person: str) -> None:
    """Make the floor hold when two workers remind the same person at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [person])


def _heard(person: str, at: datetime) -> datetime | None:
    """When this person last got a reminder, if the floor still holds."""
    sent = Reminder.objects.filter(
        person=person, state=Reminder.State.SENT, decided_at__gt=at - FLOOR
    )
    return sent.order_by("-decided_at").values_list("decided_at", flat=True).first()


def _let_go(rule: ReminderRule, kept: set[int], *, at: datetime) -> None:
    """Close what the rule no longer proposes: done meanwhile, or no longer to come."""
    pending = Reminder.objects.pending().filter(rule=rule.key).values_list("pk", flat=True)
    gone = Reminder.objects.pending().filter(pk__in=set(pending) - kept)
    gone.filter(due__gt=at).delete()
    gone.update(
        state=Reminder.State.SKIPPED,
        reason="N’a plus lieu d’être : c’est fait, ou cela ne se fera plus.",
        decided_at=at,
    )


def _when(instant: datetime) -> str:
    return moment(localtime(instant))
