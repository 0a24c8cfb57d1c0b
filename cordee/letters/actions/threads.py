"""What is said on a list: written, come by mail, read over, sent, gathered (R270–R272, R326)."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.ledger.models import Message
from cordee.ledger.outbox import post
from cordee.letters import telling_lists as telling
from cordee.letters.events import lists as events
from cordee.letters.models import DiscussionList, ListMember, ListMessage
from cordee.letters.queries import lists as queries
from cordee.letters.rules.lists import Fate, Sender, Setting, delivery, fate, plain_subject

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.letters.queries.lists import OnList
    from cordee.people.models import User

State = ListMessage.State
BEFORE = timedelta(hours=1)
"""Taken off the opening of a list, so that its first digest holds its very first message."""


@transaction.atomic
def write(
    one: DiscussionList, subject: str, text: str, *, thread: ListMessage | None = None,
    who: OnList, by: User, at: datetime,
) -> ListMessage:  # fmt: skip
    """Write to a list from its page; raises `Refused` with the reason when it goes nowhere."""
    subject = thread.subject if thread else tidy(subject)
    if not subject:
        raise Refused(missing("list.subject", "subject", _("Donnez un objet à ce message.")))
    sender = _sender(one, who.email, who, proved=True, at=at)
    found = fate(_setting(one), sender, automatic=False, empty=not tidy(text))
    if found.act == "drop":
        said = french.say("Ce message ne part pas : {because}.", because=found.because)
        raise Refused(broken("list.dropped", "text", said))
    return _keep(one, who, subject, tidy(text), found, thread=thread, by=by, at=at)


def _setting(one: DiscussionList) -> Setting:
    return Setting(one.writers, one.moderation, one.closed_at is not None)


def _sender(
    one: DiscussionList, email: str, who: OnList | None, *, proved: bool, at: datetime
) -> Sender:
    """What the house knows of whoever writes."""
    if who is None:
        return Sender(
            member=False, proved=proved, recent=queries.recent(one, email, at),
            strangers=one.messages.waiting().filter(known=False).count(),
        )  # fmt: skip
    return Sender(
        member=True, proved=proved, moderates=who.moderates,
        trusted=who.trusted or queries.accepted_before(one, email),
        recent=queries.recent(one, email, at),
    )  # fmt: skip


def _keep(
    one: DiscussionList, who: OnList, subject: str, text: str, found: Fate, *,
    thread: ListMessage | None, by: User | None, at: datetime, **more: Any,
) -> ListMessage:  # fmt: skip
    told = found.act == "tell"
    root = thread.thread or thread if thread else None
    made = ListMessage.objects.create(
        list=one, thread=root, email=who.email, name=who.name, person_id=who.person,
        subject=subject[:200], text=text, at=at, state=State.TOLD if told else State.HELD,
        held_because=found.because[:300], decided_at=at if told else None, **more,
    )  # fmt: skip
    record(events.ListMessageReceived(message=made.pk, state=made.state), by=by, at=at)
    if told:
        _send_away(made)
    else:
        telling.tell_moderators(one, queries.moderators(one, at), at=at)
    return made


def _send_away(message: ListMessage) -> None:
    """Have the worker write to the members: a list of nine hundred is not written in a page."""
    app.configure_task("letters.distribute").defer(message_id=message.pk)


@transaction.atomic
def receive_mail(
    one: DiscussionList, *, email: str, name: str, subject: str, text: str, message_id: str,
    thread: int, proved: bool, automatic: bool, files: int, at: datetime,
) -> ListMessage | None:  # fmt: skip
    """Something came by mail: told, held, or dropped with its reason in the journal (None).

    The same mail come twice is kept once. Nobody is answered: an address in « From » may be
    anybody's.
    """
    known = one.messages.filter(message_id=message_id).first()
    if known is not None:
        return known
    who = queries.on_list(one, at).get(email.lower())
    sender = _sender(one, email, who, proved=proved, at=at)
    found = fate(_setting(one), sender, automatic=automatic or not email, empty=not text)
    if found.act == "drop":
        record(events.ListMailDropped(list=one.pk, because=str(found.because)), by=None, at=at)
        return None
    root = one.messages.filter(pk=thread, thread=None).first() if thread and proved else None
    from_ = who or queries.OnList(email.lower(), name[:200])
    title = root.subject if root else plain_subject(subject, one.word) or _("(sans objet)")
    return _keep(one, from_, title, text, found, thread=root, by=None, at=at,
                 message_id=message_id, known=who is not None, files=files)  # fmt: skip


@transaction.atomic
def accept(message: ListMessage, *, trust: bool = False, by: User, at: datetime) -> None:
    """Let a message through; `trust` lets the next ones of that member through unread."""
    held = _held(message)
    if held is None:
        return
    _decided(held, State.TOLD, by=by, at=at)
    if trust and held.known:
        ListMember.objects.update_or_create(
            list=held.list, email=held.email, defaults={"trusted": True},
            create_defaults={"trusted": True, "asked_at": at, "confirmed_at": at},
        )  # fmt: skip
    _send_away(held)


@transaction.atomic
def refuse(message: ListMessage, reason: str, *, by: User, at: datetime) -> None:
    """Send a message no further; a member is told why, a stranger is told nothing."""
    held = _held(message)
    if held is None:
        return
    if held.known and not tidy(reason):
        said = _("Dites pourquoi : la personne qui a écrit le lira.")
        raise Refused(missing("list.reason", "reason", said))
    held.reason = tidy(reason)[:1000]
    _decided(held, State.REFUSED, by=by, at=at)
    if held.known and held.email:
        telling.tell_refusal(held, at=at)


@transaction.atomic
def take_back(message: ListMessage, *, by: User, at: datetime) -> None:
    """Take away what was said: its place in the thread stays, its words do not."""
    held = ListMessage.objects.select_for_update().get(pk=message.pk)
    if held.state == State.TOLD:
        held.text = ""
        _decided(held, State.WITHDRAWN, by=by, at=held.decided_at or at, told=at)


def _held(message: ListMessage) -> ListMessage | None:
    rows = ListMessage.objects.select_for_update(of=("self",)).select_related("list")
    return rows.filter(pk=message.pk, state=State.HELD).first()


def _decided(
    held: ListMessage, state: str, *, by: User, at: datetime, told: datetime | None = None
) -> None:
    held.state, held.decided_at, held.decided_by = state, at, by
    held.save()
    record(events.ListMessageDecided(message=held.pk, state=state), by=by, at=told or at)


def _key(message: ListMessage, email: str) -> str:
    return f"list:{message.list.word}:{message.pk}:{sha256(email.encode()).hexdigest()[:24]}"


@transaction.atomic
def distribute(message: ListMessage, *, at: datetime) -> int:
    """Send a message to everyone who receives each one; returns how many letters are posted.

    Done twice, nobody is written to twice: one letter a message and an address.
    """
    if message.state != State.TOLD:
        return 0
    people = queries.on_list(message.list, at)
    people.pop(message.email.lower(), None)
    ways = queries.mailings(people, at)
    chosen = [one for email, one in people.items() if delivery(ways[email]) == "now"]
    for one in chosen:
        subject, text, own = telling.copy(message, one.email)
        post(key=_key(message, one.email), to=one.email, subject=subject, text=text, at=at,
             reply_to=telling.answer_to(message, one.email), unsubscribe=own)  # fmt: skip
    return len(chosen)


@transaction.atomic
def gather(one: DiscussionList, *, at: datetime) -> int:
    """Send the day’s digest of a list: what each did not receive at once; how many letters."""
    held = DiscussionList.objects.select_for_update().get(pk=one.pk)
    last = held.gathered_at or held.at - BEFORE
    said = list(held.messages.told().since(last).filter(decided_at__lte=at))
    DiscussionList.objects.filter(pk=held.pk).update(gathered_at=at)
    if not said:
        return 0
    people = queries.on_list(held, at)
    ways = queries.mailings(people, at)
    sent = set(Message.objects.filter(
        key__startswith=f"list:{held.word}:", posted_at__gte=last
    ).values_list("key", flat=True))  # fmt: skip
    made = 0
    for email in people:
        left = [row for row in said if row.email.lower() != email and _key(row, email) not in sent]
        if left and delivery(ways[email]) != "never":
            made += telling.send_digest(held, left, email, at=at)
    return made
