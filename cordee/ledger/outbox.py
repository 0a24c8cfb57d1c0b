"""The outbox: letters posted inside an act's transaction, sent by the worker.

What is guaranteed: a letter exists if and only if its act was committed; it leaves at least
once, always under the same Message-ID; and one file is written per key where mails are files.
A worker killed between the mail server's answer and our commit sends the same letter again
under the same Message-ID: no protocol of mail allows better, and reading software shows one.
"""

from __future__ import annotations

from functools import cache
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from psycopg import sql

from cordee.kernel.findings import Refused
from cordee.kernel.french import typeset
from cordee.kernel.speech import into
from cordee.ledger.actions import record
from cordee.ledger.delivery import deliver
from cordee.ledger.events import MessageFailed, MessageRequeued
from cordee.ledger.models import Enclosure, MailChoice, Message, Reminder
from cordee.ledger.rules.mail import faults, html_of, pause
from cordee.reactions import TONGUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime, timedelta

    from django.db.models import Model, QuerySet

NOBODY = "efface@invalid.example"  # whom an emptied letter went to
SUBJECT = 200  # what the subject of a letter holds
FINAL = 500  # from this reply code on, a mail server refuses for good (RFC 5321 § 4.2.1)


def post(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    at: datetime | None = None,
    html: str = "",
    attachments: Iterable[tuple[str, str, bytes | str]] = (),
    reply_to: str = "",
    unsubscribe: str = "",
    private: bool = False,
) -> Message:
    """Post a letter to one address: one row a key, whatever the number of calls.

    Runs inside the transaction of the act, which alone decides whether the letter exists.
    `key` says what and to whom (`"applications.deposited:12:user:7"`); a second call with the
    same key changes nothing and returns the first letter. `attachments` are (file name, media
    type, bytes), or instead of bytes what makes them as it leaves (`"receipt:12"`, named in
    `reactions.ENCLOSED`), always the same ones. `unsubscribe` is the page that unsubscribes in one
    click: give it for every letter that no act of the reader called for (CPCE art. L34-5).
    `private` when the letter holds a code or a personal link: the team cannot read it and it is
    forgotten once sent. Typography is set in `text` and `subject`; without `html` a plain one is
    made. Raises `Refused` (header injection, false address, nothing to say).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("post() belongs inside the transaction of the act")
    told = {"subject": subject, "text": text, "reply_to": reply_to, "unsubscribe": unsubscribe}
    if found := faults(to=to, **told):
        raise Refused(found)
    told["subject"], told["text"], language = _told(typeset(subject), typeset(text), to)
    html = html or html_of(told["text"], told["subject"], language)
    posted_at = at or timezone.now()
    message = Message(key=key, to=to, **told, html=html, private=private, posted_at=posted_at)
    if not _first(message):
        return Message.objects.get(key=key)
    _enclose(message, attachments)
    enqueue(message)
    return message


def _enclose(message: Message, attachments: Iterable[tuple[str, str, bytes | str]]) -> None:
    Enclosure.objects.bulk_create(
        Enclosure(message=message, name=name, media_type=media, **_bytes(content))
        for name, media, content in attachments
    )


def _told(subject: str, text: str, to: str) -> tuple[str, str, str]:
    """A letter in the language of its reader, when its sentences know how to be said in it."""
    if not (hasattr(subject, "into") or hasattr(text, "into")):
        return subject, text, "fr"
    language: str = import_string(TONGUE)(to)
    return str(into(subject, language))[:SUBJECT], str(into(text, language)), language


def _bytes(content: bytes | str) -> dict[str, bytes | str]:
    return {"made_of": content} if isinstance(content, str) else {"content": content}


def _first(message: Message) -> bool:
    """Write the row of a letter unless its key is taken; True when it was written.

    One query: `get_or_create` takes four, and letters leave within the acts people wait for.
    """
    fields = [one for one in Message._meta.concrete_fields if not one.primary_key]  # noqa: SLF001 - Django's public-by-use API
    values = [one.get_db_prep_save(one.pre_save(message, add=True), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(_inserting(*(one.column for one in fields)), values)
        written = cursor.fetchone()
    if written is None:
        return False
    message.pk, message._state.adding = written[0], False  # noqa: SLF001 - the same
    return True


@cache
def _inserting(*columns: str) -> str:
    return (
        sql.SQL(
            "INSERT INTO ledger_message ({}) VALUES ({}) ON CONFLICT (key) DO NOTHING RETURNING id"
        )
        .format(
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(sql.Placeholder() * len(columns)),
        )
        .as_string()
    )


def enqueue(message: Message, wait: timedelta | None = None) -> None:
    """Ask the worker to send `message`, after `wait`; part of the current transaction."""
    from cordee.ledger.tasks import send  # noqa: PLC0415 - tasks stand above actions

    job = send.configure(schedule_in={"seconds": wait.seconds, "days": wait.days}) if wait else send
    job.defer(message_id=message.pk)


def carry(message: Message, *, at: datetime, more: bool = False) -> tuple[str, Message | None]:
    """Send a message that was claimed; with `more`, claim the next one as it is told sent.

    Returns the state it is left in and the letter claimed next: the first that waits for its
    first try, codes before all. One statement and one commit a letter: what is told of one and
    the claim of the next. Meanwhile the session holds the letter (`_held`): a killed worker frees
    it at once, and the committed claim tells that it had begun.
    """
    try:
        deliver(message)
    except Exception as error:  # noqa: BLE001 - whatever failed is kept, said and tried again
        _postpone(message, error, at=at)
        return message.state, None
    values = {"pk": message.pk, "at": at, "more": more, "held": HELD}
    return Message.State.SENT, next(iter(Message.objects.raw(TOLD, values)), None)


HELD = 1 << 48
"""Where the numbers of the letters begin among the locks that sessions hold."""
TOLD = """WITH told AS (UPDATE ledger_message SET state = 'sent', sent_at = %(at)s, error = '',
text = CASE WHEN private THEN '' ELSE text END, html = CASE WHEN private THEN '' ELSE html END
WHERE id = %(pk)s RETURNING id, private),
emptied AS (DELETE FROM ledger_enclosure USING told WHERE private AND message_id = told.id)
UPDATE ledger_message SET state = 'sending', claimed_at = %(at)s, attempts = 1
WHERE id = (SELECT id FROM ledger_message WHERE %(more)s AND state = 'queued' AND attempts = 0
ORDER BY private DESC, posted_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING *, pg_try_advisory_lock(%(held)s + id) AS held,
EXISTS(SELECT FROM ledger_enclosure WHERE message_id = ledger_message.id) AS encloses"""
"""Tells a letter sent, emptied if it held a code; does what `claim` does to the next one."""


def spare(sent: Collection[int]) -> None:
    """Take away the jobs of letters that another one sent: nothing is left for them to do."""
    if sent:
        with connection.cursor() as cursor:
            cursor.execute(SPARED, [list(sent)])


SPARED = """DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'ledger.send'
AND (args ->> 'message_id')::bigint = ANY(%s)"""


@transaction.atomic
def claim(pk: int, *, at: datetime) -> Message | None:
    """Say that one begins to send message `pk`; None when it was sent or is in other hands.

    Whoever claims calls `release` once done.
    """
    message = _locked(pk, Message.State.QUEUED, Message.State.SENDING)
    if message is None or not _held(pk):
        return None
    message.state, message.claimed_at = Message.State.SENDING, at
    message.attempts += 1
    message.save(update_fields=("state", "claimed_at", "attempts"))
    return message


def _held(pk: int) -> bool:
    """Hold a letter until `release` or the end of this session; False when another holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [HELD + pk])
        held: bool = cursor.fetchone()[0]
    return held


def release() -> None:
    """Let go of every letter this session claimed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


def _locked(pk: int, *states: str) -> Message | None:
    found = Message.objects.select_for_update(skip_locked=True).filter(pk=pk, state__in=states)
    return found.first()


@transaction.atomic
def _postpone(message: Message, error: Exception, *, at: datetime) -> None:
    message.error = f"{type(error).__name__}: {error}"[:2000].replace("\0", "")
    wait = None if _final(error) else pause(message.attempts)
    if wait is None:
        message.state = Message.State.FAILED
        record(MessageFailed(message=message.pk, attempts=message.attempts), by=None, at=at)
    else:
        message.state = Message.State.QUEUED
        enqueue(message, wait)
    message.save(update_fields=("state", "error"))


KILLED = (
    "Le service d’envoi s’est arrêté plusieurs fois pendant l’envoi de ce message : il ne l’essaie "
    "plus. Le message est peut-être déjà arrivé : demandez-le à son ou sa destinataire, et "
    "prévenez la personne qui administre le site avant de le renvoyer."
)


@transaction.atomic
def give_up(*, message_id: int, at: datetime) -> None:
    """Say that a letter failed: each worker that began to send it was killed."""
    kept = _locked(message_id, Message.State.SENDING)
    if kept is None or not _held(message_id):
        return
    try:
        kept.state, kept.error = Message.State.FAILED, KILLED
        kept.save(update_fields=("state", "error"))
        record(MessageFailed(message=kept.pk, attempts=kept.attempts), by=None, at=at)
    finally:
        release()


def _final(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= FINAL for code, _ in error.recipients.values())
    if isinstance(error, SMTPSenderRefused):
        return False  # our own address: someone can mend it
    return isinstance(error, SMTPResponseException) and error.smtp_code >= FINAL


def forget(address: str, *, key: str = "") -> None:
    """Empty the letters to someone who is erased; what had not left never will.

    `key` (`user:12`) also takes the name out of the reminders decided for that person. Must run
    inside the transaction of the act.
    """
    MailChoice.objects.filter(address=address.lower()).delete()
    letters = Message.objects.filter(to=address)
    waiting = letters.filter(state__in=(Message.State.QUEUED, Message.State.SENDING))
    waiting.update(state=Message.State.FAILED)
    _empty(letters)
    if key:
        Reminder.objects.filter(person=key).update(person_label="")


@transaction.atomic
def retire(*, before: datetime) -> int:
    """Empty the letters and names of reminders of another time; rows stay and can be counted.

    Returns how many letters were emptied.
    """
    settled = (Message.State.SENT, Message.State.FAILED)
    old = Message.objects.filter(posted_at__lt=before, state__in=settled).exclude(to=NOBODY)
    Reminder.objects.filter(decided_at__lt=before).exclude(person_label="").update(person_label="")
    return _empty(old)


def _empty(letters: QuerySet[Message]) -> int:
    Enclosure.objects.filter(message__in=letters).delete()
    return letters.update(to=NOBODY, subject="", text="", html="", reply_to="", error="")


@transaction.atomic
def requeue(message: Message, *, by: Model | None, at: datetime) -> None:
    """Try a failed letter again, from the start."""
    kept = _locked(message.pk, Message.State.FAILED)
    if kept is None or kept.to == NOBODY:
        return
    kept.state, kept.attempts = Message.State.QUEUED, 0
    kept.save(update_fields=("state", "attempts"))
    enqueue(kept)
    record(MessageRequeued(message=kept.pk), by=by, at=at)
