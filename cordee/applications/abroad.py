"""What another program is told of a deposit: for which call, never whose nor what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.applications.models import Application
from cordee.calls.abroad import call_of

if TYPE_CHECKING:
    from cordee.ledger.events import Event


def deposited(event: Event) -> dict[str, Any] | None:
    """The call, the file by its id and the number of its deposit."""
    facts = event.facts()
    rows = Application.objects.filter(pk=facts["application"]).values_list("edition", "public_id")
    found = rows.first()
    call = call_of(found[0]) if found else None
    if found is None or call is None:
        return None
    return {**call, "file": str(found[1]), "deposit": facts["number"]}
