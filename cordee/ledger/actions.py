"""Write the journal: record a fact with its consequences, erase a person's name."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.db import connection, transaction
from django.utils.module_loading import import_string

from cordee.kernel.canonical import plain
from cordee.ledger.events import ActorErased
from cordee.ledger.models import Entry
from cordee.ledger.rules.chain import commitment, content_digest
from cordee.reactions import REACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model

    from cordee.ledger.events import Event

LONGEST_NAME = 254


def record(event: Event, *, by: Model | None, at: datetime) -> Entry:
    """Write `event` in the journal, then let its reactions happen, all in the act's transaction.

    `by` is the user who acts, None for the system; `at` the instant of the act, with its zone.
    Raises `RuntimeError` outside a transaction: a fact and its trace are written together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act")
    entry = _entry(event, by, at)
    entry.save(force_insert=True)
    for path in REACTIONS.get(event.kind, ()):
        reaction(path)(event, by=by, at=at)
    return entry


def _entry(event: Event, by: Model | None, at: datetime) -> Entry:
    payload = plain(event.facts())
    actor = signature(by)
    subject_type, subject_id = event.subject
    return Entry(
        at=at,
        kind=event.kind,
        subject_type=subject_type,
        subject_id=subject_id,
        payload=payload,
        **actor,
        content=content_digest(
            at=at,
            kind=event.kind,
            subject=event.subject,
            payload=payload,
            actor=actor["actor_commitment"],
        ),
    )


def signature(by: Model | None) -> dict[str, str]:
    """The four columns that say who acts; empty for the system."""
    salt, key, label = (secrets.token_hex(16), actor_key(by), _name(by)) if by else ("", "", "")
    return {
        "actor_key": key,
        "actor_label": label,
        "actor_salt": salt,
        "actor_commitment": commitment(salt, key, label),
    }


def _name(by: Model) -> str:
    """The name of the person behind an account, else what the account is called."""
    person = getattr(by, "person", None)
    return str(getattr(person, "name", "") or by)[:LONGEST_NAME]


def actor_key(by: Model) -> str:
    """How the journal points at someone: `user:12`."""
    return f"{by._meta.model_name}:{by.pk}"  # noqa: SLF001 - Django's public-by-use API


@cache
def reaction(path: str) -> Callable[..., Any]:
    """The function behind a dotted path of the reactions table."""
    return cast("Callable[..., Any]", import_string(path))


@transaction.atomic
def erase_actor(key: str, *, by: Model | None, at: datetime) -> int:
    """Empty the name of `key` (`user:12`) everywhere in the journal; returns how many entries.

    The chain stays valid: it covers a salted commitment, and the erasure itself is recorded.
    Someone who erases themself leaves the erasure to the system.
    """
    chain_now()
    entries = Entry.objects.filter(actor_key=key)
    sequences = list(entries.order_by("link__sequence").values_list("link__sequence", flat=True))
    if not sequences:
        return 0
    entries.update(actor_key="", actor_label="", actor_salt="")
    oneself = by is not None and actor_key(by) == key
    record(ActorErased(sequences=sequences), by=None if oneself else by, at=at)
    return len(sequences)


def chain_now() -> None:
    """Chain this transaction's entries without waiting for its end (it then holds the head)."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
