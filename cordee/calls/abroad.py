"""What another program is told of a call: its key and its public address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from cordee.calls import queries

if TYPE_CHECKING:
    from cordee.ledger.events import Event


def call(event: Event) -> dict[str, Any] | None:
    """The call of a fact that bears its `edition`; nothing for a call that is not public."""
    return call_of(event.facts()["edition"])


def call_of(pk: int) -> dict[str, Any] | None:
    """The public words on a call."""
    found = queries.public().filter(pk=pk).first()
    if found is None:
        return None
    return {"call": found.key, "address": settings.SITE_URL + found.get_absolute_url()}
