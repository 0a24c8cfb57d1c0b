"""What waits for the direction: changes of promise to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.calls.editor.models import Draft
from cordee.calls.editor.policy import may_confirm
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

SHOWN = 5
"""Demands told in the workspace; the others follow as these are settled."""


@if_any(lambda _user: _proposed())
def proposals(user: Any, at: datetime) -> Iterator[Task]:
    """One line a draft that awaits the direction's word."""
    found = list(_proposed().order_by("proposed_at", "pk")[:SHOWN])
    if found and may_confirm(user, at):
        for one in found:
            yield Task(
                one.title, _("à confirmer"), "warn",
                reverse("editor:publish", args=[one.public_id]),
                _("Une promesse faite à des personnes change : votre accord est demandé."),
            )  # fmt: skip


def _proposed() -> QuerySet[Draft]:
    return Draft.objects.living().filter(proposed_number=F("current"))
