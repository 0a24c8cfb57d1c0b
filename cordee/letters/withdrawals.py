"""Words taken back, or held closer, leave the copies of an issue that the house still keeps.

The page of an issue tells them anew each time. A copy for a reader was told once, when the issue
left: those that wait to leave are told again here, within the act; those the journal of mails
keeps, by the worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Replace
from procrastinate.contrib.django import app

from cordee.journeys.learning.models import Extract
from cordee.journeys.strategy.models import Verbatim
from cordee.ledger.models import Message
from cordee.letters import queries, telling
from cordee.letters.links import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.letters.models import Issue
    from cordee.people.models import User

GONE = Q(state=Message.State.SENT)
AT_ONCE = 1000


def reach(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: every kept copy of an issue that quotes these words says what it may say today."""
    for issue in _quoting(_marker(event)):
        _tell_again(issue, _copies(issue).exclude(GONE), at)
        app.configure_task("letters.tell_kept").defer(issue_id=issue.pk)


def _marker(event: Any) -> str:
    if hasattr(event, "extract"):
        return Extract.objects.get(pk=event.extract).marker
    if hasattr(event, "voice"):
        return Verbatim.objects.get(voices=event.voice).marker
    return Verbatim.objects.get(pk=event.verbatim).marker


def _quoting(marker: str) -> Iterator[Issue]:
    """The issues that quote a marker: as they left, or as they are tried out while written."""
    written = Q(sent_at=None, passages__draft__text__contains=marker)
    rows = queries.issues().annotate(sent_words=Cast("content", TextField()))
    found = rows.filter(written | Q(sent_words__contains=marker)).order_by("pk")
    yield from found.distinct("pk")


def tell_kept(issue: Issue, *, at: datetime) -> int:
    """Tell again the copies that left, a few at a time: however many, nobody waits for them."""
    found, last = 0, 0
    while keys := list(_copies(issue).filter(GONE, pk__gt=last).order_by("pk")
                       .values_list("pk", flat=True)[:AT_ONCE]):  # fmt: skip
        found += _tell_again(issue, Message.objects.filter(pk__in=keys), at)
        last = keys[-1]
    return found


def _copies(issue: Issue) -> QuerySet[Message]:
    """Every copy of an issue, tried out or sent, whose text is still kept."""
    mine = Q(key__startswith=f"letter:{issue.pk}:") | Q(key__startswith=f"trial:{issue.pk}:")
    return Message.objects.filter(mine).exclude(text="")


def _tell_again(issue: Issue, copies: QuerySet[Message], at: datetime) -> int:
    """One statement for many copies: each keeps the link that ends it for its reader."""
    text, html = telling.draft(issue, queries.content(issue, at))
    own: Any = Case(
        When(unsubscribe="", then=Value(page("issue", issue))),
        default=F("unsubscribe"),
        output_field=TextField(),
    )
    stop = Value(telling.STOP)
    return copies.update(text=Replace(Value(text), stop, own), html=Replace(Value(html), stop, own))
