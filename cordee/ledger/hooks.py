"""Tell other programs what happened: registered addresses, signed messages, their fate."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from cordee.kernel import french
from cordee.kernel.canonical import plain
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.ledger.events import HookGivenUp, HookRegistered, HookStopped
from cordee.ledger.hooking import FAILURES, carry, check
from cordee.ledger.models import Hook, HookDelivery
from cordee.ledger.rules.hooks import GONE, TELLABLE, headers, pause
from cordee.reactions import TOLD_ABROAD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, timedelta

    from django.db.models import Model

    from cordee.ledger.events import Event

MOST = 20
"""Addresses told at once: each fact costs one message an address."""
ACCEPTED = range(200, 300)


def secret_of(hook: Hook) -> str:
    """The secret shared with an address: derived from the key of the house, written nowhere."""
    salted = salted_hmac("cordee.ledger.hook", str(hook.public_id), algorithm="sha256")
    return f"cordee_{salted.hexdigest()}"


def register(
    url: str,
    kinds: Collection[str],
    *,
    by: Model | None,
    at: datetime,
    checking: Callable[[str], Any] = check,
) -> Hook:
    """Tell `url` the facts of these `kinds` from now on; raises `Refused`.

    `checking` asks where the address leads, before the transaction begins.
    """
    if not kinds or not set(kinds) <= set(TELLABLE):
        raise Refused(missing("hook.kinds", "kinds", "Choisissez au moins un fait à annoncer."))
    checking(url)
    return _register(url, [one for one in TELLABLE if one in kinds], by=by, at=at)


@transaction.atomic
def _register(url: str, kinds: list[str], *, by: Model | None, at: datetime) -> Hook:
    standing = Hook.objects.filter(stopped_at=None)
    if standing.count() >= MOST:
        said = french.say(
            "{most} adresses sont déjà prévenues : arrêtez-en une d’abord.", most=MOST
        )
        raise Refused(broken("hook.many", "url", said))
    try:
        with transaction.atomic():
            hook = Hook.objects.create(url=url, kinds=kinds, registered_at=at)
    except IntegrityError:
        said = "Cette adresse est déjà prévenue. Pour changer ses faits, arrêtez-la d’abord."
        raise Refused(broken("hook.twice", "url", said)) from None
    record(HookRegistered(hook=hook.pk), by=by, at=at)
    return hook


@transaction.atomic
def stop(hook: Hook, *, by: Model | None, at: datetime) -> None:
    """Tell an address nothing more; what waited for it never leaves."""
    if not Hook.objects.filter(pk=hook.pk, stopped_at=None).update(stopped_at=at):
        return
    waiting = HookDelivery.objects.filter(hook=hook, state=HookDelivery.State.QUEUED)
    waiting.update(state=HookDelivery.State.FAILED, answer="adresse arrêtée")
    record(HookStopped(hook=hook.pk), by=by, at=at)


def watch(event: Event, *, by: Model | None, at: datetime) -> None:  # noqa: ARG001 - who acts is never told
    """Prepare one message for each address that asked for this kind of fact."""
    hooks = list(Hook.objects.filter(stopped_at=None, kinds__contains=[event.kind]).order_by("pk"))
    about = import_string(TOLD_ABROAD[event.kind])(event) if hooks else None
    if about is None:
        return
    for hook in hooks:
        told = plain({"kind": event.kind, "at": at, **about})
        made = HookDelivery.objects.create(hook=hook, kind=event.kind, content=told, made_at=at)
        enqueue(made)


@transaction.atomic
def purge(*, before: datetime) -> int:
    """Forget the messages to programs that arrived or were given up; returns how many."""
    done = HookDelivery.objects.exclude(state=HookDelivery.State.QUEUED)
    count, _kinds = done.filter(made_at__lt=before).delete()
    return count


def enqueue(delivery: HookDelivery, wait: timedelta | None = None) -> None:
    """Ask the worker to carry a message, after `wait`; part of the current transaction."""
    from cordee.ledger.tasks import tell  # noqa: PLC0415 - tasks stand above actions

    job = tell.configure(schedule_in={"seconds": int(wait.total_seconds())}) if wait else tell
    job.defer(delivery_id=delivery.pk)


def body_of(delivery: HookDelivery) -> bytes:
    """The bytes that leave, the same at each attempt."""
    said = {"id": str(delivery.public_id), **delivery.content}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@transaction.atomic
def dispatch(pk: int, *, at: datetime, carrying: Callable[..., int] = carry) -> str:
    """Carry message `pk` unless it was carried or is being; returns the state it is left in.

    The row stays locked while the other side answers; a worker killed meanwhile tries again
    under the same id.
    """
    rows = HookDelivery.objects.select_for_update(skip_locked=True, of=("self",))
    found = rows.select_related("hook").filter(pk=pk, state=HookDelivery.State.QUEUED).first()
    if found is None:
        return ""
    found.attempts += 1
    found.tried_at = at
    status, found.answer = _carried(found, carrying)
    if status in ACCEPTED:
        found.state = HookDelivery.State.SENT
    else:
        _postpone(found, final=status == GONE or found.hook.stopped_at is not None, at=at)
    found.save()
    return found.state


@transaction.atomic
def give_up(*, delivery_id: int, at: datetime) -> None:
    """Say that a message failed: each worker that began to carry it was killed."""
    rows = HookDelivery.objects.select_for_update(skip_locked=True)
    found = rows.filter(pk=delivery_id, state=HookDelivery.State.QUEUED).first()
    if found is not None:
        found.answer = "le service d’envoi s’est arrêté plusieurs fois"
        _fail(found, at=at)
        found.save()


def _carried(delivery: HookDelivery, carrying: Callable[..., int]) -> tuple[int, str]:
    """The status answered (0 for none) and how a list tells it."""
    body = body_of(delivery)
    sent = headers(
        secret_of(delivery.hook),
        kind=delivery.kind,
        delivery=str(delivery.public_id),
        timestamp=int(time.time()),
        body=body,
    )
    try:
        status = carrying(delivery.hook.url, body, sent)
    except FAILURES as error:
        return 0, f"{type(error).__name__}: {error}"[:300].replace("\0", "")
    return status, str(status)


def _postpone(delivery: HookDelivery, *, final: bool, at: datetime) -> None:
    wait = None if final else pause(delivery.attempts)
    if wait is not None:
        enqueue(delivery, wait)
    else:
        _fail(delivery, at=at)


def _fail(delivery: HookDelivery, *, at: datetime) -> None:
    delivery.state = HookDelivery.State.FAILED
    event = HookGivenUp(hook=delivery.hook_id, delivery=delivery.pk, attempts=delivery.attempts)
    record(event, by=None, at=at)
