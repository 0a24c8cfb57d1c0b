"""Words taken back, or held closer, leave the copies of an issue that the house still keeps.

The page of an issue tells them anew each time. A copy for a reader was told once, when the issue
left: those that wait to leave, and those kept in the journal of mails, are told again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Replace

from cordee.journeys.learning.models import Extract
from cordee.journeys.strategy.models import Verbatim
from cordee.ledger.models import Message
from cordee.letters import queries, telling
from cordee.letters.links import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.letters.models import Issue
    from cordee.people.models import User


def reach(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: every kept copy of an issue that quotes these words says what it may say today."""
    for issue in _quoting(_marker(event)):
        _tell_again(issue, at)


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


def _tell_again(issue: Issue, at: datetime) -> None:
    """One statement for every copy: each keeps the link that ends it for its reader."""
    text, html = telling.draft(issue, queries.content(issue, at))
    own: Any = Case(
        When(unsubscribe="", then=Value(page("issue", issue))),
        default=F("unsubscribe"),
        output_field=TextField(),
    )
    copies = Q(key__startswith=f"letter:{issue.pk}:") | Q(key__startswith=f"trial:{issue.pk}:")
    stop = Value(telling.STOP)
    Message.objects.filter(copies).exclude(text="").update(
        text=Replace(Value(text), stop, own), html=Replace(Value(html), stop, own)
    )
