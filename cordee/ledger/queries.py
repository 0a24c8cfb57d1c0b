"""Read the ledger: the history of a subject, the end of the journal, letters left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.ledger.models import Entry, Message

if TYPE_CHECKING:
    from datetime import datetime


def history_of(subject: Model) -> QuerySet[Entry]:
    """Everything the journal knows of `subject`, oldest first.

    Facts about it, and facts whose fields name it (a field called like its model, as its key).
    """
    name, key = str(subject._meta.model_name), subject.pk  # noqa: SLF001 - Django's public-by-use API
    about = Q(subject_type=name, subject_id=str(key))
    return Entry.objects.filter(about | Q(payload__contains={name: key})).order_by("pk")


def tail(count: int) -> list[Entry]:
    """The last `count` entries of the chain, oldest first."""
    return list(Entry.objects.select_related("link").order_by("-link__sequence")[:count])[::-1]


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
