"""Reading calls: those anybody may read, with their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.models import Edition
from cordee.web.guards import steady

if TYPE_CHECKING:
    from django.db.models import QuerySet


def public() -> QuerySet[Edition]:
    """The calls anybody may read, with their rules; those without definition are not there yet."""
    return Edition.objects.published().exclude(current=None).select_related("current")


@steady
def public_one() -> QuerySet[Edition]:
    """The same, for the page of one: its rules and texts are read by a process that lacks them."""
    return public().defer("current__content", "current__texts")
