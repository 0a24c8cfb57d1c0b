"""Reading what is asked about a call, and its information meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from cordee.calls.models import Briefing, Inquiry
from cordee.web.ready import ready

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.calls.models import Edition

MOST_WORDS = 8
MEETINGS = 5
"""Information meetings that the page of a call announces."""


def answers(edition: Edition, words: str = "") -> QuerySet[Inquiry]:
    """The answers everyone reads, latest first; those that hold every word asked for."""
    rows = edition.inquiries.answered()
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(shown__icontains=word) | Q(answer__icontains=word))
    return rows


def inquiries(edition: Edition, state: str = "") -> QuerySet[Inquiry]:
    """The questions of a call for its team: those that wait first, the oldest of them first."""
    rows = edition.inquiries.select_related("answered_by__person")
    match state:
        case "attente":
            rows = rows.waiting()
        case "repondues":
            rows = rows.exclude(answered_at=None)
        case "ecartees":
            rows = rows.exclude(dismissed_at=None)
    first = [F(name).asc(nulls_first=True) for name in ("answered_at", "dismissed_at")]
    return rows.order_by(*first, "asked_at", "pk")


def briefings(edition: Edition) -> QuerySet[Briefing]:
    """The information meetings of a call with who is registered (`taken`, `queued`)."""
    standing = Q(registrations__cancelled_at=None) & ~Q(registrations=None)
    return edition.briefings.annotate(
        taken=Count("registrations", filter=standing & Q(registrations__waiting=False)),
        queued=Count("registrations", filter=standing & Q(registrations__waiting=True)),
    ).order_by("starts_at", "pk")


def coming_briefings(edition: int, at: datetime) -> list[Briefing]:
    """The next information meetings of a call, given by its key: every reader of its page asks."""
    return _coming(edition, at)


@ready
def _coming(edition: int, at: datetime) -> QuerySet[Briefing]:
    return Briefing.objects.filter(edition=edition).coming(at)[:MEETINGS]


def with_call() -> QuerySet[Briefing]:
    """Information meetings with the call whose zone they are said in."""
    return Briefing.objects.filter(edition__published_at__isnull=False).select_related(
        "edition__current"
    )


def asked() -> QuerySet[Inquiry]:
    """Questions with their call."""
    return Inquiry.objects.select_related("edition__current", "answered_by__person")


def still_waiting(at: datetime) -> QuerySet[Inquiry]:
    """Every question of a living call that nobody answered, the oldest first."""
    rows = Inquiry.objects.waiting().filter(edition__archived_at=None, asked_at__lte=at)
    return rows.select_related("edition").order_by("asked_at", "pk")
