"""Tell those who saved a search of the calls published since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.calls.letters import tell_new_calls
from cordee.calls.models import Subscription
from cordee.calls.queries import public
from cordee.calls.searching import answers

if TYPE_CHECKING:
    from datetime import datetime

RECENT = timedelta(days=7)
"""A call published before is no news, whatever the worker missed."""
BATCH = 500


def alert(*, at: datetime) -> int:
    """One letter for each subscription that a new call answers; returns how many.

    A call is told once: those published before the last letter, or before the address was
    confirmed, are not news. Run twice, the second posts nothing.
    """
    news = list(
        public()
        .filter(published_at__gt=at - RECENT, published_at__lte=at, archived_at=None)
        .order_by("published_at", "pk")
    )
    if not news:
        return 0
    told = 0
    waiting = Subscription.objects.living().filter(edition=None).order_by("pk")
    for pk in waiting.values_list("pk", flat=True).iterator(BATCH):
        told += _tell(pk, news, at=at)
    return told


@transaction.atomic
def _tell(pk: int, news: list[Any], *, at: datetime) -> bool:
    one = Subscription.objects.living().select_for_update().filter(pk=pk).first()
    if one is None or one.confirmed_at is None:
        return False
    since = one.told_at or one.confirmed_at
    found = [
        edition
        for edition in news
        if edition.published_at > since and answers(edition.definition, one.search)
    ]
    if not found:
        return False
    one.told_at = at
    one.save(update_fields=("told_at",))
    tell_new_calls(one, found, at=at)
    return True
