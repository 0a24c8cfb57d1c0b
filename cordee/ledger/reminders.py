"""Reminders: rules propose, the ledger decides once and keeps why.

An app writes a `ReminderRule` and names it in `cordee/reactions.py`. Every quarter of an hour
each rule says whom it would remind of what. The ledger sends a proposal whose time has come,
unless it already decided it, the rule says why not, or the person heard from us too lately.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Protocol, cast

from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.kernel.french import moment, plural
from cordee.ledger.choosing import choice_link, choice_of
from cordee.ledger.models import Reminder
from cordee.ledger.outbox import post
from cordee.ledger.rules.digests import WEEK, Verdict, is_time, judged
from cordee.reactions import COMFORTS, REMINDER_RULES

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
    `until` is when it says nothing any more: it does not wait for a digest beyond, and what obliges
    does not wait for the floor beyond either.
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
    until: datetime | None = None
    private: bool = False
    """Whether it holds a link of hers alone, that opens something: the team must not read it."""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it one reminder of its rule: person, subject, occurrence."""
        return (self.person, *self.subject, self.occurrence)


type Gathered = dict[str, list[tuple[int, Proposal]]]
"""Address → what its digest will tell: row and proposal."""


class ReminderRule(Protocol):
    """What reminds of one kind of thing; `label` tells staff which, in French.

    A rule with `comfort = True` obliges nobody: each person may have it gathered or kept silent.
    """

    key: str
    label: str

    def proposals(self, at: datetime) -> Iterable[Proposal]:
        """Everyone to remind as things stand at that instant, also of what is still to come."""
        ...


def comforts() -> list[tuple[str, str]]:
    """The rules one may gather or silence: key and label."""
    others = [import_string(path) for path in COMFORTS]
    return [
        *((one.key, str(one.label)) for one in rules() if _is_comfort(one)),
        *((key, str(label)) for key, label in others),
    ]


def _is_comfort(rule: ReminderRule) -> bool:
    return bool(getattr(rule, "comfort", False))


def rules() -> list[ReminderRule]:
    """The rules of the house, in the order of the table."""
    return [cast("ReminderRule", import_string(path)) for path in REMINDER_RULES]


def remind_all(*, at: datetime) -> int:
    """Apply every rule; one that fails does not keep the others from running.

    Returns how many reminders were sent. Raises the failures together at the end.
    """
    sent, failures = 0, []
    gathered: Gathered = {}
    for rule in rules():
        try:
            sent += remind(rule, at=at, gathered=gathered)
        except Exception as failure:
            logger.exception("reminder rule %s failed", rule.key)
            failures.append(failure)
    sent += send_digests(gathered, at=at)
    if failures:
        raise ExceptionGroup("reminder rules failed", failures)
    return sent


def remind(rule: ReminderRule, *, at: datetime, gathered: Gathered | None = None) -> int:
    """Decide everything `rule` proposes at that instant; returns how many were sent.

    What someone chose to read in a digest is added to `gathered`.
    """
    kept: set[int] = set()
    sent = 0
    for some in batched(rule.proposals(at), BATCH):
        for proposal, reminder in _kept(rule, some):
            kept.add(reminder.pk)
            if reminder.state == Reminder.State.PENDING and proposal.due <= at:
                comfort = _is_comfort(rule)
                sent += _decide(reminder.pk, proposal, at=at, comfort=comfort, gathered=gathered)
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
def _decide(
    pk: int, proposal: Proposal, *, at: datetime, comfort: bool, gathered: Gathered | None
) -> bool:
    """Send, skip, gather or put off one reminder; true when it was sent."""
    _one_at_a_time(proposal.person)
    reminder = Reminder.objects.select_for_update().get(pk=pk)
    if reminder.state != Reminder.State.PENDING:
        return False
    verdict = _weighed(reminder, proposal, at) if comfort and not proposal.skip else Verdict("send")
    if proposal.skip or verdict.act == "mute":
        _settle(reminder, Reminder.State.SKIPPED, proposal.skip or verdict.reason, at=at)
    elif verdict.act != "send":
        _put_off(reminder, verdict.reason)
        if verdict.act == "gather" and gathered is not None:
            gathered.setdefault(proposal.to.lower(), []).append((pk, proposal))
    elif (recent := _heard(proposal.person, at)) and (comfort or not _presses(proposal, recent)):
        _put_off(
            reminder,
            french.say("Attend : une autre relance est partie le {recent}.", recent=_when(recent)),
        )
    else:
        _send(reminder, _footed(proposal) if comfort else proposal, at=at)
    return reminder.state == Reminder.State.SENT


def _weighed(reminder: Reminder, proposal: Proposal, at: datetime) -> Verdict:
    """What becomes of a letter that obliges nobody, as its reader chose."""
    heard = Reminder.objects.filter(
        person=proposal.person, message__isnull=False, decided_at__gt=at - WEEK
    )
    sent = heard.values("message").distinct().count()
    choice = choice_of(proposal.to)
    return judged(reminder.rule, choice, sent, proposal.until, localtime(at))


def _put_off(reminder: Reminder, reason: str) -> None:
    reminder.reason = reason[:300]
    reminder.save(update_fields=("reason",))


def _footed(proposal: Proposal) -> Proposal:
    """With the way to hear less, at the foot."""
    foot = french.say("\n--\nRecevoir moins de courriels : {to}\n", to=choice_link(proposal.to))
    return replace(proposal, text=french.strung(proposal.text, foot, between=""))


def send_digests(gathered: Gathered, *, at: datetime) -> int:
    """Send the digests whose morning has come; returns how many."""
    return sum(_digest(address, listed, at=at) for address, listed in sorted(gathered.items()))


@transaction.atomic
def _digest(address: str, listed: list[tuple[int, Proposal]], *, at: datetime) -> bool:
    """One letter with everything gathered for an address, unless its morning is still to come."""
    person = listed[0][1].person
    _one_at_a_time(person)
    if not is_time(choice_of(address).rhythm, _last_digest(address), localtime(at)):
        return False
    rows = dict(listed)
    kept = Reminder.objects.select_for_update().filter(pk__in=rows, state=Reminder.State.PENDING)
    found = list(kept.order_by("due", "pk"))
    if not found:
        return False
    count = plural(len(found), "nouvelle")
    message = post(
        key=f"digest:{found[0].pk}:{at:%Y%m%d}",
        to=address,
        text=_gathered_text([rows[one.pk] for one in found], count, address),
        at=at,
        subject=french.say("Votre résumé : {count}", count=count),
        private=True,
    )
    for one in found:
        one.message = message
        _settle(
            one,
            Reminder.State.GATHERED,
            french.say("Réunie avec {count} dans un résumé.", count=count),
            at=at,
        )
    return True


def _last_digest(address: str) -> datetime | None:
    """When an address last received one."""
    rows = Reminder.objects.filter(state=Reminder.State.GATHERED, message__to__iexact=address)
    return rows.order_by("-decided_at").values_list("decided_at", flat=True).first()


def _gathered_text(proposals: list[Proposal], count: str, address: str) -> str:
    """The letters one after the other under one greeting, and how to hear from us otherwise."""
    head = french.say("Bonjour,\n\nVoici ce qui vous attend : {count}.", count=count)
    parts = [
        french.strung(one.title, "\n", french.ungreeted(one.text), between="") for one in proposals
    ]
    return french.strung(head, *parts, between="\n\n") + french.say(
        "\n\n--\nChanger de rythme : {address}\n", address=choice_link(address)
    )


def _send(reminder: Reminder, proposal: Proposal, *, at: datetime) -> None:
    try:
        reminder.message = post(
            key=f"reminder:{reminder.rule}:{reminder.pk}",
            to=proposal.to,
            subject=proposal.title,
            text=proposal.text,
            unsubscribe=proposal.unsubscribe,
            private=proposal.private,
            at=at,
        )
    except Refused as refusal:
        _settle(reminder, Reminder.State.SKIPPED, str(refusal), at=at)
    else:
        _settle(reminder, Reminder.State.SENT, _why(reminder, proposal), at=at)


def _why(reminder: Reminder, proposal: Proposal) -> str:
    """Why it was sent: rule and date due; to whom is said by the row, which forgets the name."""
    label = next((str(one.label) for one in rules() if one.key == reminder.rule), reminder.rule)
    return french.say("Règle « {rule} », prévue le {due}.", rule=label, due=_when(proposal.due))


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
        reason=french.say("N’a plus lieu d’être : c’est fait, ou cela ne se fera plus."),
        decided_at=at,
    )


def _presses(proposal: Proposal, heard: datetime) -> bool:
    """Whether it would say nothing any more once the floor is over: a link to sign in today."""
    return proposal.until is not None and heard + FLOOR >= proposal.until


def _when(instant: datetime) -> str:
    return moment(localtime(instant).replace(second=0))
