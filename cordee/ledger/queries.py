"""Read the ledger: the history of a subject, the end of the journal, letters left behind."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.kernel.canonical import plain
from cordee.ledger.models import Entry, Head, Link, Message, Reminder
from cordee.ledger.rules.chain import ORIGIN
from cordee.ledger.rules.proof import Fault, Proof, Row, Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


def facts(*, words: str = "", kinds: list[str] | None = None) -> QuerySet[Entry]:
    """The journal for readers, latest first: of some kinds, by an author, about a subject's key."""
    found = Entry.objects.listed()
    if kinds is not None:
        found = found.filter(kind__in=kinds)
    if words:
        found = found.filter(Q(actor_label__icontains=words) | Q(subject_id=words))
    return found


def kinds() -> list[str]:
    """Every kind of fact that the journal holds, in order."""
    return list(Entry.objects.order_by("kind").values_list("kind", flat=True).distinct())


def letters(*, words: str = "", state: str = "", without: Iterable[str] = ()) -> QuerySet[Message]:
    """The outbox for readers, latest first: to an address, about something, in a state.

    A letter that holds one of the words of `without` is left out.
    """
    found = Message.objects.listed()
    for word in without:
        found = found.exclude(Q(subject__contains=word) | Q(text__contains=word))
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(to__icontains=words) | Q(subject__icontains=words))
    return found


def reminded(
    *, words: str = "", state: str = "", rule: str = "", without: Iterable[str] = ()
) -> QuerySet[Reminder]:
    """The reminders for readers, latest first, those to come soonest first: filtered."""
    found = Reminder.objects.listed()
    if state == Reminder.State.PENDING:
        found = found.order_by("due", "pk")
    for word in without:
        found = found.exclude(subject_label__contains=word)
    if state:
        found = found.filter(state=state)
    if rule:
        found = found.filter(rule=rule)
    if words:
        found = found.filter(Q(person_label__icontains=words) | Q(subject_label__icontains=words))
    return found


def tail(count: int) -> list[Entry]:
    """The last `count` entries of the chain, oldest first."""
    return list(Entry.objects.select_related("link").order_by("-link__sequence")[:count])[::-1]


def rows() -> Iterator[Row]:
    """The whole journal in the order of the chain, read as it goes."""
    for link in Link.objects.select_related("entry").order_by("sequence").iterator(2000):
        yield as_row(link)


def as_row(link: Link) -> Row:
    """An entry and its link, in the form that rules prove."""
    entry = link.entry
    return Row(
        sequence=link.sequence,
        at=plain(entry.at),
        kind=entry.kind,
        subject=(entry.subject_type, entry.subject_id),
        payload=entry.payload,
        commitment=entry.actor_commitment,
        person=(entry.actor_salt, entry.actor_key, entry.actor_label),
        previous=link.previous,
        digest=link.digest,
    )


@contextmanager
def one_view() -> Iterator[None]:
    """Read the journal as it is at one instant, whoever writes meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def proof(*, head: str | None = None) -> Proof:
    """Prove the journal of this database: chain, head, and no entry outside of the chain.

    `head` is a digest noted elsewhere that must stand somewhere in the chain.
    """
    with one_view():
        walk = Walk()
        if fault := walk.follow(rows()):
            return fault
        end = Head.objects.first() or Head(sequence=0, digest=ORIGIN)
        said = walk.end(end.sequence, end.digest)
        stray = Entry.objects.filter(link=None).order_by("pk").first()
        if said.sound and stray:
            detail = f"Le fait {stray.kind} (clé {stray.pk}) est hors de la chaîne."
            return walk.say(Fault.INSERTED, walk.entries + 1, detail)
        if said.sound and head and not Link.objects.filter(digest=head).exists():
            return walk.say(Fault.ALTERED, walk.entries, "L’empreinte donnée n’y est pas.")
        return said


def forgotten(*, before: datetime) -> list[Message]:
    """Unsent messages posted `before`, at most 500, that no job of the worker will take."""
    live = (
        ProcrastinateJob.objects.filter(task_name="ledger.send", status__in=("todo", "doing"))
        .annotate(message=Cast(KeyTextTransform("message_id", "args"), BigIntegerField()))
        .values("message")
    )
    states = (Message.State.QUEUED, Message.State.SENDING)
    unsent = Message.objects.filter(state__in=states, posted_at__lt=before).exclude(pk__in=live)
    return list(unsent.order_by("posted_at")[:500])
